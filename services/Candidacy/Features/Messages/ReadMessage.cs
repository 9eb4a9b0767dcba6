using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Messages;

/// <summary>One message: where the link in an e-mail leads. Looking at it does not mark it as read.</summary>
internal static class ReadMessage
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/messages/{id:guid}", ReadAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("messages").WithSummary("One of the caller's messages in the account's language (R20).");

    private static async Task<Results<Ok<MessageLine>, Problem>> ReadAsync(Guid id, Caller caller, CandidacyDb db, IClock clock, CancellationToken ct) =>
        await MessageRow.Of(db, caller).Where(r => r.Message.MessageId == id).SingleOrDefaultAsync(ct) is { } row
            ? TypedResults.Ok(row.InWords(clock.GetCurrentInstant()))
            : Problem.NotFound();
}
