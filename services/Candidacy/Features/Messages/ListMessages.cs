using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;
using TaskStatus = Selection.Candidacies.Domain.TaskStatus;

namespace Selection.Candidacies.Features.Messages;

/// <summary>"Messages and tasks": everything a candidate is told, whatever e-mail does (R20).</summary>
internal static class ListMessages
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/messages", ListAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("messages")
        .WithSummary("The caller's messages in the account's language, the newest first (R20); task=open, done, expired or dropped: the tasks, the most urgent first.");

    private static async Task<Results<Ok<Page<MessageLine>>, Problem>> ListAsync(
        bool? unread, string? task, Guid? candidacyId, [AsParameters] Paging paging, Caller caller, CandidacyDb db, IClock clock, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var mine = MessageRow.Of(db, caller).Where(r => (unread != true || r.Message.ReadAt == null) && (candidacyId == null || r.Message.CandidacyId == candidacyId));
        TaskStatus? status = task switch
        {
            "open" => TaskStatus.Open,
            "done" => TaskStatus.Done,
            "expired" => TaskStatus.Expired,
            "dropped" => TaskStatus.Dropped,
            _ => null,
        };
        if (status is null && task is { Length: > 0 }) return Problem.Invalid(new FieldError("task", "one-of", "open, done, expired, dropped"));
        if (status is { } wanted) mine = MessageRow.With(mine, wanted, now);

        var total = await mine.CountAsync(ct);
        var sorted = status is not null
            ? mine.OrderBy(r => r.Task!.DueAt).ThenByDescending(r => r.Message.CreatedAt)
            : mine.OrderByDescending(r => r.Message.CreatedAt).ThenByDescending(r => r.Message.Stage).ThenByDescending(r => r.Message.SourceVersion);
        var rows = await sorted.ThenBy(r => r.Message.MessageId).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        return TypedResults.Ok(new Page<MessageLine>([.. rows.Select(r => r.InWords(now))], total, paging.Number, paging.Size));
    }
}
