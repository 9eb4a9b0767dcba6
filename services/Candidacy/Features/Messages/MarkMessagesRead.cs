using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.ServiceDefaults.Auth;

namespace Selection.Candidacies.Features.Messages;

/// <summary>Which messages were read: those there were at an instant, so that one that came meanwhile stays unread.</summary>
/// <param name="UpTo">The <c>createdAt</c> of the newest message that was shown; null for all.</param>
/// <param name="CandidacyId">Of one candidacy only; null for all.</param>
internal sealed record ReadMessages(Instant? UpTo = null, Guid? CandidacyId = null)
{
    public static ReadMessages Example => new(Instant.FromUtc(2025, 11, 2, 23, 0));
}

/// <summary>How many were unread until now.</summary>
internal sealed record MessagesRead(int Count)
{
    public static MessagesRead Example => new(3);
}

/// <summary>Marks many messages as read at once.</summary>
internal static class MarkMessagesRead
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/messages/read", MarkAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("messages").WithSummary("Marks all messages as read, or those up to an instant or of one candidacy.");

    private static async Task<Ok<MessagesRead>> MarkAsync(ReadMessages? which, Caller caller, CandidacyDb db, IClock clock, CancellationToken ct)
    {
        var (upTo, candidacyId) = which ?? new ReadMessages();
        var now = clock.GetCurrentInstant();
        var count = await db.Messages
            .Where(m => m.ReadAt == null && db.Persons.Any(p => p.PersonId == m.PersonId && p.Subject == caller.Subject))
            .Where(m => (upTo == null || m.CreatedAt <= upTo) && (candidacyId == null || m.CandidacyId == candidacyId))
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.ReadAt, now), ct);
        return TypedResults.Ok(new MessagesRead(count));
    }
}
