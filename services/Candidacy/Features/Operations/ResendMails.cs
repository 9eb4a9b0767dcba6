using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.ServiceDefaults.Auth;

namespace Selection.Candidacies.Features.Operations;

/// <summary>Which copies to send again; without a body, or without ids, all that failed.</summary>
internal sealed record ResendRequest(IReadOnlyList<Guid>? MessageIds = null)
{
    public static ResendRequest Example => new([Guid.Parse("01998a6e-7f3c-7a51-9c0e-5d2f8b1a4e60")]);
}

/// <summary>How many wait again.</summary>
internal sealed record MailsResent(int Count)
{
    public static MailsResent Example => new(1);
}

/// <summary>Puts failed copies back into the queue, as if they had just been written.</summary>
internal static class ResendMails
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/operations/mails/resend", ResendAsync)
        .RequireAuthorization(Policies.Operator).WithTags("operations").WithSummary("Sends failed e-mail copies again: those named, or all.");

    private static async Task<Ok<MailsResent>> ResendAsync(ResendRequest? which, Caller caller, CandidacyDb db, IClock clock, CancellationToken ct)
    {
        var ids = which?.MessageIds?.ToArray();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var count = await db.Database.ExecuteSqlAsync($"""
            update mails set state = 'Waiting', attempts = 0, error = null, due_at = clock_timestamp(), waiting_since = clock_timestamp()
            where state = 'Failed' and ({ids}::uuid[] is null or message_id = any({ids}))
            """, ct);
        if (count > 0) db.Record(new(caller.Subject, "mails.resent", "mails", Guid.CreateVersion7(), Details: new { count }), clock.GetCurrentInstant());
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(new MailsResent(count));
    }
}
