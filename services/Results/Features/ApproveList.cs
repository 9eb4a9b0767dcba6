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

    internal sealed record ApprovalRequest(int ListVersion, Instant? PublishAt = null)
    {
        public static ApprovalRequest Example => new(1, Instant.FromUtc(2025, 12, 17, 8, 0));
    }

    private static async Task<Results<Ok<ListSummary>, Problem>> HandleAsync(
        Guid vacancyId, ApprovalRequest request, Caller caller, ResultsDb db, IClock clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockVacancyAsync(vacancyId, ct);
        var now = clock.GetCurrentInstant();
        var list = await db.Lists.SingleOrDefaultAsync(l => l.VacancyId == vacancyId && l.Version == request.ListVersion, ct);
        if (list is null) return Problem.NotFound();
        if (await db.Vacancies.AnyAsync(v => v.VacancyId == vacancyId && v.CancelledAt != null, ct)) return Problem.Of("vacancy-cancelled", StatusCodes.Status409Conflict);
        if (list.State is ListState.Approved or ListState.Published) return Problem.Refused("R47", "list-approved");
        if (list.State is ListState.Stale) return Problem.Refused("R47", "list-stale");
        if (list.ProposedBy == caller.Subject) return Problem.Forbidden("R47", "four-eyes");
        if (request.PublishAt < now) return Problem.Invalid(new FieldError("publishAt", "publish-at-past"));

        list.State = ListState.Approved;
        list.ApprovedBy = caller.Subject;
        list.ApprovedAt = now;
        list.PublishAt = request.PublishAt ?? now;
        db.Record(
            new RecordEntry(caller.Subject, "list.approved", "list", list.ListId, RuleVersion: list.RuleVersion, Details: new { vacancyId, list.Version, list.Hash, list.PublishAt }),
            now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(ListSummary.Of(list));
    }
}
