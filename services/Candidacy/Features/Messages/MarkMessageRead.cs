using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Messages;

/// <summary>Remembers when a message was first read.</summary>
internal static class MarkMessageRead
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/messages/{id:guid}/read", MarkAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("messages").WithSummary("Marks a message as read; the first time counts.");

    private static async Task<Results<NoContent, Problem>> MarkAsync(Guid id, Caller caller, CandidacyDb db, IClock clock, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var found = await db.Messages
            .Where(m => m.MessageId == id && db.Persons.Any(p => p.PersonId == m.PersonId && p.Subject == caller.Subject))
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.ReadAt, m => m.ReadAt ?? now), ct);
        return found == 0 ? Problem.NotFound() : TypedResults.NoContent();
    }
}
