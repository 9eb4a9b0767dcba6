using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Results.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Features;

/// <summary>
/// An approval is taken back before its publication instant, with a reason (R47): the list is a proposal again, which another
/// officer may approve, or refuse. Any officer may, since holding back shows nobody anything.
/// </summary>
internal static class TakeBackApproval
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/vacancies/{vacancyId:guid}/list/approval/take-back", HandleAsync)
        .RequireAuthorization(Policies.SelectionOfficer)
        .WithSummary("Takes an approval back before the publication instant, with a reason; the list is a proposal again.");

    private static async Task<Results<Ok<ListSummary>, Problem>> HandleAsync(
        Guid vacancyId, TakeBackProposal.TakingBack request, Caller caller, ResultsDb db, IClock clock, CancellationToken ct)
    {
        FieldError[] errors = [.. ListReasons.Check(request.Reason)];
        if (errors.Length > 0) return Problem.Invalid(errors);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockVacancyAsync(vacancyId, ct);
        // Read after the lock, as announcing does: whoever comes second sees what the first one did (T3).
        var now = clock.GetCurrentInstant();
        var list = await db.Lists.SingleOrDefaultAsync(l => l.VacancyId == vacancyId && l.Version == request.ListVersion, ct);
        if (list is null) return Problem.NotFound();
        if (list.WhyNotAwaitingPublication(now) is { } refused) return refused;

        db.Record(
            new RecordEntry(caller.Subject, "list.approval-taken-back", "list", list.ListId, RuleVersion: list.RuleVersion, Details: new { vacancyId, list.Version, list.ApprovedBy, list.PublishAt }),
            now);
        (list.State, list.ApprovedBy, list.ApprovedAt, list.PublishAt) = (ListState.Proposed, null, null, null);
        list.EndReason = request.Reason.Trim();
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(ListSummary.Of(list));
    }
}
