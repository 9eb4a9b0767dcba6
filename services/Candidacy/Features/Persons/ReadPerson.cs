using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Persons;

/// <summary>A person's file, for an officer; the look is on record (R54).</summary>
internal static class ReadPerson
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/persons/{personId:guid}", ReadAsync)
        .RequireAuthorization(Policies.SelectionOfficer).WithTags("persons")
        .WithSummary("A person's file, with persons who may be the same (R56); its version is the ETag.");

    private static async Task<Results<Ok<PersonFile>, Problem>> ReadAsync(
        Guid personId, Caller caller, CandidacyDb db, NumberVault vault, IClock clock, HttpResponse response, CancellationToken ct)
    {
        if (await db.Persons.AsNoTracking().SingleOrDefaultAsync(p => p.PersonId == personId, ct) is not { } person) return Problem.NotFound();
        var now = clock.GetCurrentInstant();
        var file = await PersonFile.OfAsync(person, db, vault, BrusselsTime.DateIn(now), ct);
        db.Record(new(caller.Subject, "person.read", "person", personId, personId), now);
        await db.SaveChangesAsync(ct);
        response.SetVersion(person.Version);
        return TypedResults.Ok(file);
    }
}
