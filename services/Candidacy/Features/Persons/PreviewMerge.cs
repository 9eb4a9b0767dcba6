using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Persons;

/// <summary>What one of two persons has.</summary>
internal sealed record MergeSide(PersonFile Person, int Candidacies, int Documents, int Messages);

/// <summary>What merging two persons would come to.</summary>
/// <param name="Staying">Who stays.</param>
/// <param name="Merged">Who is no more afterwards.</param>
/// <param name="TakesMergedNumber">Whether the one that stays gets the other's national number.</param>
/// <param name="Meetings">Vacancies both have a candidacy for; where the officer chooses, the choice goes along with the merge.</param>
/// <param name="Hindrance">The code of what keeps them from being merged; null when nothing does.</param>
internal sealed record MergePreview(MergeSide Staying, MergeSide Merged, bool TakesMergedNumber, IReadOnlyList<MergeMeeting> Meetings, string? Hindrance);

/// <summary>Shows an officer what merging two persons comes to (R56), before it is done: it cannot be undone.</summary>
internal static class PreviewMerge
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/persons/{personId:guid}/merge/{mergedPersonId:guid}", PreviewAsync)
        .RequireAuthorization(Policies.SelectionOfficer).WithTags("persons")
        .WithSummary("What merging the second person into the first comes to (R56): what each has, where their candidacies meet, what stands in the way.");

    private static async Task<Results<Ok<MergePreview>, Problem>> PreviewAsync(
        Guid personId, Guid mergedPersonId, Caller caller, CandidacyDb db, NumberVault vault, IClock clock, CancellationToken ct)
    {
        if (personId == mergedPersonId) return Problem.Refused("R56", "same-person");
        var persons = await db.Persons.AsNoTracking().Where(p => (p.PersonId == personId || p.PersonId == mergedPersonId) && p.MergedInto == null && p.ErasedAt == null).ToListAsync(ct);
        if (persons.Count < 2) return Problem.NotFound();
        var (staying, merged) = (persons.Single(p => p.PersonId == personId), persons.Single(p => p.PersonId == mergedPersonId));
        var now = clock.GetCurrentInstant();
        var today = BrusselsTime.DateIn(now);
        var plan = await MergePlan.MakeAsync(db, vault, staying, merged, today, ct);
        db.Record(new(caller.Subject, "person.merge-previewed", "person", personId, personId, Details: new { mergedPersonId }), now);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new MergePreview(
            await SideAsync(staying), await SideAsync(merged), plan.TakesMergedNumber, plan.Meetings, MergePlan.HindranceOf(staying, merged)?.Code ?? plan.Hindrance()?.Code));

        async Task<MergeSide> SideAsync(Person person) => new(
            await PersonFile.OfAsync(person, db, vault, today, ct),
            await db.Candidacies.CountAsync(c => c.PersonId == person.PersonId, ct),
            await db.Documents.CountAsync(d => d.PersonId == person.PersonId && d.RemovedAt == null, ct),
            await db.Messages.CountAsync(m => m.PersonId == person.PersonId, ct));
    }
}
