using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Npgsql;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Persons;

/// <summary>
/// An officer enters or corrects a person's national number (R56): a number given late, or the one that takes a bis
/// number's place. A number another person has is refused, and that person is offered to be merged with.
/// </summary>
internal static class GiveNumber
{
    internal sealed record Request(string NationalNumber)
    {
        public static Request Example => new("85.07.30-033.28");
    }

    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/persons/{personId:guid}/national-number", GiveAsync)
        .RequireAuthorization(Policies.SelectionOfficer).WithTags("persons")
        .WithSummary("Enters or corrects a person's national number (R56); needs If-Match. Where another person has it, that person is named.");

    private static async Task<Results<Ok<PersonFile>, Problem>> GiveAsync(
        Guid personId, Request request, IfMatch ifMatch, Caller caller, CandidacyDb db, NumberVault vault, IClock clock, HttpResponse response, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockPersonAsync(personId, ct) is not { } person) return Problem.NotFound();
        if (ifMatch.Check(person.Version) is { } stale) return stale;
        var now = clock.GetCurrentInstant();
        var today = BrusselsTime.DateIn(now);
        if (NationalNumber.Read(request.NationalNumber, today) is not { } number) return Problem.Invalid(new FieldError("nationalNumber", "national-number"));

        var hash = vault.HashOf(number);
        var corrects = person.NationalNumberHash is not null;
        (person.NationalNumber, person.NationalNumberHash) = (vault.Encrypt(number, personId), hash);
        person.Version++;
        db.Record(new(caller.Subject, "person.number-given", "person", personId, personId, Details: new { corrects }), now);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            await transaction.RollbackAsync(ct);
            db.ChangeTracker.Clear();
            var other = await db.Persons.Where(p => p.NationalNumberHash == hash).Select(p => (Guid?)p.PersonId).SingleOrDefaultAsync(ct);
            return Problem.Refused("R56", "number-of-another").With("personId", other);
        }

        var file = await PersonFile.OfAsync(person, db, vault, today, ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(person.Version);
        return TypedResults.Ok(file);
    }
}
