using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Persons;

/// <summary>An officer records the identity document of a person without a national number (R56); recording again corrects it.</summary>
internal static class IdentifyPerson
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/persons/{personId:guid}/identification", IdentifyAsync)
        .RequireAuthorization(Policies.SelectionOfficer).WithTags("persons")
        .WithSummary("Records the identity document seen of a person without a national number (R56); needs If-Match, answers with possible doubles.");

    private static async Task<Results<Ok<PersonFile>, Problem>> IdentifyAsync(
        Guid personId, IdentityForm form, IfMatch ifMatch, Caller caller, CandidacyDb db, NumberVault vault, IClock clock, HttpResponse response, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockPersonAsync(personId, ct) is not { } person) return Problem.NotFound();
        if (ifMatch.Check(person.Version) is { } stale) return stale;
        var now = clock.GetCurrentInstant();
        var today = BrusselsTime.DateIn(now);
        form = form.Tidied();
        if (IdentityCheck.Faults(form, today).ToList() is { Count: > 0 } faults) return Problem.Invalid(faults);
        if (person.NationalNumberHash is not null) return Problem.Refused("R56", "number-known-here");

        var known = await db.Identifications.SingleOrDefaultAsync(i => i.PersonId == personId, ct);
        if (known is null) db.Identifications.Add(known = new Identification { PersonId = personId });
        (known.DocumentType, known.Country, known.BirthDate, known.SeenOn) = (form.DocumentType, form.Country, form.BirthDate, form.SeenOn);
        (known.DocumentNumber, known.DocumentHash) = (vault.Encrypt(form.DocumentNumber, personId), vault.HashOf(form));
        known.IdentifiedAt = now;
        person.Version++;
        db.Record(new(caller.Subject, "person.identified", "person", personId, personId, Details: new { form.DocumentType, form.SeenOn }), now);
        await db.SaveChangesAsync(ct);
        var file = await PersonFile.OfAsync(person, db, vault, today, ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(person.Version);
        return TypedResults.Ok(file);
    }
}
