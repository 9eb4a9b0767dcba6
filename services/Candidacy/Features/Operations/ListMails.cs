using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Operations;

/// <summary>An e-mail copy, as an operator sees it: not whose it is and not what it says.</summary>
internal sealed record MailLine(Guid MessageId, string Kind, MailState State, int Attempts, string? Error, Instant WaitingSince, Instant? NextAt, Instant? SentAt)
{
    public static MailLine Example => new(
        Guid.Parse("01998a6e-7f3c-7a51-9c0e-5d2f8b1a4e60"), "admitted", MailState.Failed, 3, "The mail server said 550 of this e-mail.",
        Instant.FromUtc(2025, 11, 3, 9, 30), null, null);
}

/// <summary>The queue of e-mail copies.</summary>
internal static class ListMails
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/operations/mails", ListAsync)
        .RequireAuthorization(Policies.Operator).WithTags("operations").WithSummary("E-mail copies that failed, or with state=waiting or sent those; the oldest first.");

    private static async Task<Results<Ok<Page<MailLine>>, Problem>> ListAsync(string? state, [AsParameters] Paging paging, CandidacyDb db, CancellationToken ct)
    {
        MailState? wanted = state switch
        {
            null or "" or "failed" => MailState.Failed,
            "waiting" => MailState.Waiting,
            "sent" => MailState.Sent,
            _ => null,
        };
        if (wanted is null) return Problem.Invalid(new FieldError("state", "one-of", "failed, waiting, sent"));

        var mails = db.Mails.AsNoTracking().Where(m => m.State == wanted);
        var total = await mails.CountAsync(ct);
        var lines = await mails.OrderBy(m => m.WaitingSince).ThenBy(m => m.MessageId).Skip(paging.Skip).Take(paging.Size)
            .Join(db.Messages, m => m.MessageId, message => message.MessageId, (m, message) => new MailLine(
                m.MessageId, message.Kind, m.State, m.Attempts, m.Error, m.WaitingSince, m.State == MailState.Waiting ? m.DueAt : null, m.SentAt))
            .ToListAsync(ct);
        return TypedResults.Ok(new Page<MailLine>(lines, total, paging.Number, paging.Size));
    }
}
