using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Results.Features.Feedback;

/// <summary>A request as its candidate sees it: without who answers.</summary>
/// <param name="RequestId">Which.</param>
/// <param name="Question">What was asked.</param>
/// <param name="AskedAt">When.</param>
/// <param name="DueOn">The day the answer is aimed at: thirty days, as the Act of 11 April 1994 gives.</param>
/// <param name="Answer">The answer; null until there is one.</param>
/// <param name="AnsweredAt">When it was given.</param>
internal sealed record OwnFeedbackRequest(Guid RequestId, string Question, Instant AskedAt, LocalDate DueOn, string? Answer, Instant? AnsweredAt)
{
    public static OwnFeedbackRequest Example => new(
        new("019b3a52-4c1d-7e60-8f27-a5b4c3d2e1f0"), "Welke elementen wogen het zwaarst bij de competentie verandermanagement?", Instant.FromUtc(2026, 1, 8, 18, 20), new LocalDate(2026, 2, 7), null, null);

    public static OwnFeedbackRequest Of(FeedbackRequest r) => new(r.RequestId, r.Question, r.AskedAt, r.DueOn, r.Answer, r.AnsweredAt);
}

/// <summary>The candidate's requests with their answers, and how long one can still be made (R49).</summary>
internal static class ReadOwnFeedback
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/candidacies/{candidacyId:guid}/feedback", HandleAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("feedback")
        .WithSummary("The own requests for feedback with their answers, and up to which day one can be made (R49).");

    /// <param name="ResultsSentAt">When the final results were sent; null before.</param>
    /// <param name="Until">The last day to ask, inclusive; null before the results were sent.</param>
    /// <param name="CanAsk">Whether a request can be made now.</param>
    /// <param name="Requests">The requests, the newest first.</param>
    internal sealed record OwnFeedback(Instant? ResultsSentAt, LocalDate? Until, bool CanAsk, IReadOnlyList<OwnFeedbackRequest> Requests)
    {
        public static OwnFeedback Example => new(Instant.FromUtc(2025, 12, 17, 8, 0), new LocalDate(2026, 2, 17), false, [OwnFeedbackRequest.Example]);
    }

    private static async Task<Results<Ok<OwnFeedback>, Problem>> HandleAsync(Guid candidacyId, Caller caller, ResultsDb db, IClock clock, CancellationToken ct)
    {
        if (await db.FindOwnAsync(candidacyId, caller.Subject, ct) is not { } candidacy) return Problem.NotFound();
        var now = clock.GetCurrentInstant();
        var sentAt = await db.ResultsSentAtAsync(candidacy, now, ct);
        var requests = await db.FeedbackRequests.AsNoTracking().Where(r => r.CandidacyId == candidacyId).OrderByDescending(r => r.AskedAt).ThenByDescending(r => r.RequestId).ToListAsync(ct);
        var verdict = FeedbackPeriod.Of(sentAt, requests.Any(r => r.AnsweredAt is null), now);
        return TypedResults.Ok(new OwnFeedback(
            sentAt, sentAt is { } sent ? FeedbackPeriod.LastDay(sent) : null, verdict is FeedbackVerdict.Open, requests.ConvertAll(OwnFeedbackRequest.Of)));
    }
}
