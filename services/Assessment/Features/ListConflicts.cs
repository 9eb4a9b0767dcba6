using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.Assessment.Features;

/// <summary>The conflicts somebody has to look at (R35), the oldest first; how many there are is the list's total.</summary>
internal static class ListConflicts
{
    /// <param name="Submission">The submission that is in conflict.</param>
    /// <param name="Settlement">What was found out; null while it is open.</param>
    internal sealed record Item(ListSubmissions.Item Submission, SettleConflict.Settlement? Settlement)
    {
        public static Item Example => new(ListSubmissions.Item.Example, null);
    }

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/submissions/conflicts", HandleAsync)
        .RequireAuthorization(Policies.OfficerOperatorOrAuditor)
        .WithSummary("Submissions in conflict, the oldest first (R35): the open ones, or with settled=true those that were settled; by vendor or session.");

    private static async Task<Results<Ok<Page<Item>>, Problem>> HandleAsync(string? vendor, Guid? sessionId, bool? settled, [AsParameters] Paging paging, Caller caller, AssessmentDb db, CancellationToken ct)
    {
        var rows = db.OpenConflicts(open: settled is not true);
        if (vendor is not null) rows = rows.Where(s => s.Vendor == vendor);
        if (sessionId?.ToString() is { } session) rows = rows.Where(s => s.SessionId == session);
        var items = await rows.OrderBy(s => s.Id).Skip(paging.Skip).Take(paging.Size).ItemsFor(caller).ToListAsync(ct);
        var ids = items.ConvertAll(i => i.Id);
        var settlements = await db.Settlements.Where(s => ids.Contains(s.SubmissionId))
            .Select(s => new SettleConflict.Settlement(s.SubmissionId, s.At, s.By, s.Reason)).ToDictionaryAsync(s => s.SubmissionId, ct);
        return TypedResults.Ok(new Page<Item>([.. items.Select(i => new Item(i, settlements.GetValueOrDefault(i.Id)))], await rows.CountAsync(ct), paging.Number, paging.Size));
    }

    /// <summary>Conflicts that wait for somebody, or those that do not any more.</summary>
    internal static IQueryable<SubmissionRow> OpenConflicts(this AssessmentDb db, bool open = true) =>
        db.Submissions.AsNoTracking().Where(s => s.Verdict == Verdict.Conflict && db.Settlements.Any(k => k.SubmissionId == s.Id) != open);
}
