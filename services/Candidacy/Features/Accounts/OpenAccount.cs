using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Npgsql;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Accounts;

/// <summary>Opens an account, and with it the person every service knows by the same number (R56).</summary>
internal static class OpenAccount
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/account", OpenAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("account").WithSummary("Opens the caller's account (R56).");

    private static async Task<Results<Created<AccountAnswer>, Problem>> OpenAsync(
        AccountForm form, Caller caller, CandidacyDb db, NumberVault vault, IClock clock, HttpResponse response, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var today = BrusselsTime.DateIn(now);
        form = form.Tidied();
        if (AccountCheck.Faults(form, today).ToList() is { Count: > 0 } faults) return Problem.Invalid(faults);

        var personId = Guid.CreateVersion7();
        NationalNumber? number = form.NationalNumber is { } text ? NationalNumber.Read(text, today) : null;
        var person = new Person
        {
            PersonId = personId,
            Subject = caller.Subject,
            FirstName = form.FirstName,
            LastName = form.LastName,
            Email = form.Email,
            Telephone = form.Telephone,
            Address = form.Address,
            Language = form.Language,
            NationalNumber = number is { } n ? vault.Encrypt(n, personId) : null,
            NationalNumberHash = number is { } m ? vault.HashOf(m) : null,
            OpenedAt = now,
            Version = 1,
        };
        db.Persons.Add(person);
        db.Publish(AccountAnswer.Event(person, now));
        db.Record(new(caller.Subject, "account.opened", "person", personId, personId), now);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } violation)
        {
            db.ChangeTracker.Clear();
            return violation.ConstraintName!.EndsWith("subject", StringComparison.Ordinal)
                ? Problem.Refused("R56", "account-exists").With("personId", await db.Persons.Where(p => p.Subject == caller.Subject).Select(p => p.PersonId).SingleAsync(ct))
                : await KnownNumberAsync(db, person.NationalNumberHash!, ct);
        }

        response.SetVersion(person.Version);
        return TypedResults.Created("/api/candidacy/account", AccountAnswer.Of(person, vault));
    }

    /// <summary>The first account is offered by the day it was opened: enough to remember it by, and nothing about whose it is.</summary>
    internal static async Task<Problem> KnownNumberAsync(CandidacyDb db, byte[] hash, CancellationToken ct)
    {
        var openedAt = await db.Persons.Where(p => p.NationalNumberHash == hash).Select(p => p.OpenedAt).SingleAsync(ct);
        var openedOn = BrusselsTime.DateIn(openedAt);
        return Problem.Refused("R56", "national-number-known", openedOn).With("firstAccountOpenedOn", openedOn);
    }
}
