using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
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

    internal sealed record ProposedList(Guid ListId, int Version, string Hash, int Suitable, int NotSuitable, int Decided)
    {
        public static ProposedList Example => new(new("019ac0f8-2d64-7a3e-9e57-6b4c8d1f0a23"), 1, "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", 3, 2, 5);

        public static ProposedList Of(ResultList list) => new(list.ListId, list.Version, list.Hash, list.Suitable, list.NotSuitable, list.Decided!.Value);
    }

    private static async Task<Results<Created<ProposedList>, Problem>> HandleAsync(
        Guid vacancyId, Caller caller, ResultsDb db, IClock clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockVacancyAsync(vacancyId, ct);
        var vacancy = await db.Vacancies.AsNoTracking().SingleOrDefaultAsync(v => v.VacancyId == vacancyId && v.Rules != null, ct);
        if (vacancy is null) return Problem.NotFound();
        if (vacancy.CancelledAt is not null) return Problem.Of("vacancy-cancelled", StatusCodes.Status409Conflict);
        var now = clock.GetCurrentInstant();
        if (await db.Lists.AnyAsync(l => l.VacancyId == vacancyId && (l.State == ListState.Published || (l.State == ListState.Approved && l.PublishAt <= now)), ct))
            return Problem.Refused("R47", "list-published");
        if (await db.Lists.AnyAsync(l => l.VacancyId == vacancyId && l.State == ListState.Approved, ct)) return Problem.Refused("R47", "list-approved");

        var standing = await db.StandingAsync(vacancyId, vacancy.Procedure(), LackWindow.First, ct);
        if (standing.LackCount > 0) return await IncompleteAsync(db, vacancy, standing, ct);

        var list = await new ListSnapshot(db, vacancy, standing, previous: null, correction: null).WriteAsync(caller.Subject, now, ct);
        db.Record(
            new RecordEntry(caller.Subject, "list.proposed", "list", list.ListId, RuleVersion: list.RuleVersion, Details: new { vacancyId, list.Version, list.Hash, list.Suitable, list.NotSuitable }),
            now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Created($"/api/results/vacancies/{vacancyId}/list/{list.Version}", ProposedList.Of(list));
    }

    /// <summary>What is missing, the first of it; all of it is at <c>list/missing</c>.</summary>
    public static async Task<Problem> IncompleteAsync(ResultsDb db, Vacancy vacancy, Standing standing, CancellationToken ct) =>
        Problem.Refused("R46", "list-incomplete", standing.LackCount).With("missing", await MissingPart.OfAsync(db, standing.Lacks, vacancy.Procedure(), ct));
}
