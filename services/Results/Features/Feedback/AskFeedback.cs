using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Features.Feedback;

/// <summary>
/// A candidate asks for feedback in writing, within two months of the date the final results were sent (R49). Whoever left the
/// procedure earlier may as well, within the same two months; one request of a candidacy waits at a time.
/// </summary>
internal static class AskFeedback
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/candidacies/{candidacyId:guid}/feedback", HandleAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("feedback")
        .WithSummary("Asks for feedback, up to the end of the same-numbered day two months after the final results were sent (R49).");

    /// <param name="Question">What the candidate wants to know, in any language.</param>
    internal sealed record FeedbackQuestion(string Question)
    {
        public static FeedbackQuestion Example => new("Welke elementen wogen het zwaarst bij de competentie verandermanagement?");
    }

    private static async Task<Results<Created<OwnFeedbackRequest>, Problem>> HandleAsync(
        Guid candidacyId, FeedbackQuestion form, Caller caller, ResultsDb db, IClock clock, CancellationToken ct)
    {
        if (TextCheck.Faults("question", form.Question, TextLengths.Longest).ToList() is { Count: > 0 } faults) return Problem.Invalid(faults);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockOwnAsync(candidacyId, caller.Subject, ct) is not { } candidacy) return Problem.NotFound();
        var now = clock.GetCurrentInstant();
        var sentAt = await db.ResultsSentAtAsync(candidacy, now, ct);
        var waiting = await db.FeedbackRequests.Where(r => r.CandidacyId == candidacyId && r.AnsweredAt == null).Select(r => (Guid?)r.RequestId).SingleOrDefaultAsync(ct);
        if (ProblemOf(FeedbackPeriod.Of(sentAt, waiting is not null, now), sentAt, waiting) is { } refused) return refused;

        var request = new FeedbackRequest
        {
            RequestId = Guid.CreateVersion7(),
            CandidacyId = candidacyId,
            VacancyId = candidacy.VacancyId,
            PersonId = candidacy.PersonId,
            Question = PlainText.TidyOrNone(form.Question)!,
            AskedAt = now,
            ResultsSentAt = sentAt!.Value,
            DueOn = AnswerDeadline.For(now),
        };
        db.FeedbackRequests.Add(request);
        db.Record(new RecordEntry(caller.Subject, "feedback.asked", "feedback", request.RequestId, candidacy.PersonId, Details: new { candidacyId, request.ResultsSentAt, request.DueOn }), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Created($"/api/results/candidacies/{candidacyId}/feedback", OwnFeedbackRequest.Of(request));
    }

    private static Problem? ProblemOf(FeedbackVerdict verdict, Instant? sentAt, Guid? waiting) => verdict switch
    {
        FeedbackVerdict.Open => null,
        FeedbackVerdict.NotSent => Problem.Refused("R49", "feedback-too-early"),
        FeedbackVerdict.Over => Problem.Refused("R49", "feedback-over", FeedbackPeriod.LastDay(sentAt!.Value)).With("until", FeedbackPeriod.LastDay(sentAt.Value)),
        FeedbackVerdict.Waiting => Problem.Refused("R49", "feedback-waiting").With("requestId", waiting),
    };
}
