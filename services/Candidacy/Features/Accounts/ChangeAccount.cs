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

/// <summary>Changes the caller's account. A national number can be added; one that is there is an officer's to change (R56).</summary>
internal static class ChangeAccount
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/account", ChangeAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("account").WithSummary("Changes the caller's account; needs If-Match.");

    private static async Task<Results<Ok<AccountAnswer>, Problem>> ChangeAsync(
        AccountForm form, IfMatch ifMatch, Caller caller, CandidacyDb db, NumberVault vault, IClock clock, HttpResponse response, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var today = BrusselsTime.DateIn(now);
        form = form.Tidied();
        if (await db.Persons.SingleOrDefaultAsync(p => p.Subject == caller.Subject, ct) is not { } person) return Problem.NotFound();
        if (ifMatch.Check(person.Version) is { } stale) return stale.With("current", AccountAnswer.Of(person, vault));
        if (AccountCheck.Faults(form, today).ToList() is { Count: > 0 } faults) return Problem.Invalid(faults);

        if (form.NationalNumber is { } text && NationalNumber.Read(text, today) is { } number)
        {
            var hash = vault.HashOf(number);
            if (person.NationalNumberHash is { } known && !known.AsSpan().SequenceEqual(hash)) return Problem.Refused("R56", "national-number-fixed");
            person.NationalNumber ??= vault.Encrypt(number, person.PersonId);
            person.NationalNumberHash ??= hash;
        }

        (person.FirstName, person.LastName, person.Email, person.Language) = (form.FirstName, form.LastName, form.Email, form.Language);
        (person.Telephone, person.Address) = (form.Telephone, form.Address);
        person.Version++;
        db.Publish(AccountAnswer.Event(person, now));
        db.Record(new(caller.Subject, "account.changed", "person", person.PersonId, person.PersonId), now);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            db.ChangeTracker.Clear();
            return await OpenAccount.KnownNumberAsync(db, person.NationalNumberHash!, ct);
        }

        response.SetVersion(person.Version);
        return TypedResults.Ok(AccountAnswer.Of(person, vault));
    }
}
