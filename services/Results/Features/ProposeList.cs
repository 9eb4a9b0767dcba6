using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Features;

/// <summary>
/// The first of four eyes (R47): an officer proposes the committee's list as it follows from the outcomes. It is written
/// down with every decision's text, so that what the other officer approves is what the candidates get.
/// </summary>
internal static class ProposeList
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/vacancies/{vacancyId:guid}/list/propose", HandleAsync)
        .RequireAuthorization(Policies.SelectionOfficer)
        .WithSummary("Proposes the list; refused while anything is missing. Another officer approves it.");

    internal sealed record ProposedList(Guid ListId, int Version, string Hash, int Suitable, int NotSuitable)
    {
        public static ProposedList Example => new(new("019ac0f8-2d64-7a3e-9e57-6b4c8d1f0a23"), 1, "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", 3, 2);
    }

    private static async Task<Results<Created<ProposedList>, Problem>> HandleAsync(
        Guid vacancyId, Caller caller, ResultsDb db, IClock clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockVacancyAsync(vacancyId, ct);
        var vacancy = await db.Vacancies.AsNoTracking().SingleOrDefaultAsync(v => v.VacancyId == vacancyId && v.Rules != null, ct);
        if (vacancy is null) return Problem.NotFound();
        if (vacancy.CancelledAt is not null) return Problem.Of("vacancy-cancelled", StatusCodes.Status409Conflict);
        if (await db.Lists.AnyAsync(l => l.VacancyId == vacancyId && (l.State == ListState.Approved || l.State == ListState.Published), ct))
            return Problem.Refused("R47", "list-approved");

        var standing = await db.StandingAsync(vacancyId, vacancy.Procedure(), ct);
        if (standing.LackCount > 0)
            return Problem.Refused("R46", "list-incomplete", standing.LackCount).With("missing", standing.Lacks.Select(MissingPart.Of).ToArray());

        await db.Database.ExecuteSqlAsync($"update lists set state = 'Stale' where vacancy_id = {vacancyId} and state = 'Proposed'", ct);
        var listId = Guid.CreateVersion7();
        var hash = await ListSnapshots.WriteAsync(db, listId, vacancy, standing.Placings, ct);
        var now = clock.GetCurrentInstant();
        var suitable = standing.Placings.Count(p => p.Group is FinalGroup.Suitable);
        var list = new ResultList
        {
            ListId = listId,
            VacancyId = vacancyId,
            Version = 1 + (await db.Lists.Where(l => l.VacancyId == vacancyId).MaxAsync(l => (int?)l.Version, ct) ?? 0),
            State = ListState.Proposed,
            Hash = hash,
            RuleVersion = vacancy.RuleVersion,
            Suitable = suitable,
            NotSuitable = standing.Placings.Count - suitable,
            ProposedBy = caller.Subject,
            ProposedAt = now,
        };
        db.Lists.Add(list);
        db.Record(
            new RecordEntry(caller.Subject, "list.proposed", "list", listId, RuleVersion: vacancy.RuleVersion, Details: new { vacancyId, list.Version, hash, list.Suitable, list.NotSuitable }),
            now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Created(
            $"/api/results/vacancies/{vacancyId}/list/{list.Version}", new ProposedList(listId, list.Version, hash, list.Suitable, list.NotSuitable));
    }
}
