using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Results.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Features;

/// <summary>The second of four eyes (R47): another officer approves the list as it was proposed, and says from when on it is public.</summary>
internal static class ApproveList
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/vacancies/{vacancyId:guid}/list/approve", HandleAsync)
        .RequireAuthorization(Policies.SelectionOfficer)
        .WithSummary("Approves a proposed list; never by who proposed it. Without publishAt it is public at once.");

    /// <param name="ListVersion">Which proposal.</param>
    /// <param name="PublishAt">An instant (<c>2025-12-17T08:00:00Z</c>), or a local time in Brussels (<c>2025-12-17T09:00</c>); null is at once.</param>
    internal sealed record ApprovalRequest(int ListVersion, string? PublishAt = null)
    {
        public static ApprovalRequest Example => new(1, "2025-12-17T09:00");
    }

    private static async Task<Results<Ok<ListSummary>, Problem>> HandleAsync(
        Guid vacancyId, ApprovalRequest request, Caller caller, ResultsDb db, IClock clock, CancellationToken ct)
    {
        var faults = new List<FieldError>();
        var wanted = request.PublishAt is null ? null : faults.Moment("publishAt", request.PublishAt);
        if (faults.Count > 0) return Problem.Invalid(faults);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockVacancyAsync(vacancyId, ct);
        var now = clock.GetCurrentInstant();
        var list = await db.Lists.SingleOrDefaultAsync(l => l.VacancyId == vacancyId && l.Version == request.ListVersion, ct);
        if (list is null) return Problem.NotFound();
        if (await db.Vacancies.AnyAsync(v => v.VacancyId == vacancyId && v.CancelledAt != null, ct)) return Problem.Of("vacancy-cancelled", StatusCodes.Status409Conflict);
        if (list.WhyNotProposed() is { } ended) return ended;
        if (await db.AreOnePersonAsync(list.ProposedBy, caller.Subject, ct)) return Problem.Forbidden("R47", "four-eyes");
        if (wanted < now) return Problem.Invalid(new FieldError("publishAt", "publish-at-past"));

        var holds = await db.HoldsAsync(list, now, ct);
        if (holds) Approve(list, caller, wanted ?? now, db, now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return holds ? TypedResults.Ok(ListSummary.Of(list)) : Problem.Refused("R47", "list-altered");
    }

    private static void Approve(ResultList list, Caller caller, Instant publishAt, ResultsDb db, Instant now)
    {
        list.State = ListState.Approved;
        list.ApprovedBy = caller.Subject;
        list.ApprovedAt = now;
        list.PublishAt = publishAt;
        list.EndReason = null;
        db.Record(
            new RecordEntry(caller.Subject, "list.approved", "list", list.ListId, RuleVersion: list.RuleVersion, Details: new { list.VacancyId, list.Version, list.Hash, list.PublishAt }),
            now);
    }
}
