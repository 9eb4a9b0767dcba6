using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Contracts.Dossiers;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Candidacies;

/// <summary>A candidacy as an officer sees it.</summary>
/// <param name="PersonId">Whose it is.</param>
/// <param name="FirstName">Of the account.</param>
/// <param name="LastName">Of the account.</param>
/// <param name="Candidacy">As its owner sees it, with the hints about its language (R12).</param>
/// <param name="Frozen">What is judged, from closing on (R18); null before.</param>
internal sealed record CandidacyOfPerson(Guid PersonId, string FirstName, string LastName, CandidacyAnswer Candidacy, Dossier? Frozen)
{
    public static CandidacyOfPerson Example => new(new("01995d3a-6c1e-7b90-a2d4-3f8e7b6a5c41"), "Jo", "Peeters", CandidacyAnswer.Example, null);
}

/// <summary>One candidacy, for officers; the look is on record (R54).</summary>
internal static class ReadCandidacyOfVacancy
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/vacancies/{id:guid}/candidacies/{candidacyId:guid}", ReadAsync)
        .RequireAuthorization(Policies.SelectionOfficer).WithTags("candidacies")
        .WithSummary("One candidacy with its rubric, count and hints (R12), and its frozen dossier after closing (R18); for officers.");

    private static async Task<Results<Ok<CandidacyOfPerson>, Problem>> ReadAsync(
        Guid id, Guid candidacyId, Caller caller, CandidacyDb db, IClock clock, CancellationToken ct)
    {
        var found = await (
            from c in db.Candidacies.AsNoTracking()
            join p in db.Persons on c.PersonId equals p.PersonId
            join v in db.Vacancies on c.VacancyId equals v.VacancyId
            where c.CandidacyId == candidacyId && c.VacancyId == id
            select new { Candidacy = c, Person = p, v.Definition, v.ClosesAt }).SingleOrDefaultAsync(ct);
        if (found is null) return Problem.NotFound();
        var frozen = await db.Dossiers.AsNoTracking().Where(d => d.CandidacyId == candidacyId).Select(d => d.Content).SingleOrDefaultAsync(ct);

        var now = clock.GetCurrentInstant();
        db.Record(new(caller.Subject, "candidacy.read", "candidacy", candidacyId, found.Person.PersonId, found.Definition.Version), now);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new CandidacyOfPerson(
            found.Person.PersonId, found.Person.FirstName, found.Person.LastName, CandidacyAnswer.Of(found.Candidacy, found.Definition, found.ClosesAt, now), frozen));
    }
}
