using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Features.Feedback;

/// <summary>An officer answers a request for feedback, once; the candidate is told and reads it in the account (R49).</summary>
internal static class AnswerFeedback
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/feedback/{requestId:guid}/answer", HandleAsync)
        .RequireAuthorization(Policies.SelectionOfficer).WithTags("feedback")
        .WithSummary("Answers a request for feedback; the candidate is told.");

    internal sealed record FeedbackAnswer(string Answer)
    {
        public static FeedbackAnswer Example => new("De commissie miste vooral een eigen visie op de aanpak van weerstand; de voorbeelden zelf waren sterk.");
    }

    internal sealed record AnsweredFeedback(Guid RequestId, Instant AnsweredAt)
    {
        public static AnsweredFeedback Example => new(new("019b3a52-4c1d-7e60-8f27-a5b4c3d2e1f0"), Instant.FromUtc(2026, 1, 20, 9, 30));
    }

    private static async Task<Results<Ok<AnsweredFeedback>, Problem>> HandleAsync(
        Guid requestId, FeedbackAnswer form, Caller caller, ResultsDb db, IClock clock, CancellationToken ct)
    {
        if (TextCheck.Faults("answer", form.Answer, TextLengths.Longest).ToList() is { Count: > 0 } faults) return Problem.Invalid(faults);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var request = await db.FeedbackRequests.FromSql($"select * from feedback_requests where request_id = {requestId} for update").SingleOrDefaultAsync(ct);
        if (request is null) return Problem.NotFound();
        if (request.AnsweredAt is not null) return Problem.Refused("R49", "request-answered");

        var now = clock.GetCurrentInstant();
        (request.Answer, request.AnsweredAt, request.AnsweredBy) = (PlainText.TidyOrNone(form.Answer), now, caller.Subject);
        var version = await db.NextToldAsync(request.CandidacyId, ct);
        db.Publish(new FeedbackAnswered(request.CandidacyId, request.VacancyId, request.PersonId, version, request.AskedAt, now));
        db.Record(new RecordEntry(caller.Subject, "feedback.answered", "feedback", requestId, request.PersonId, PersonText: request.Answer), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(new AnsweredFeedback(requestId, now));
    }
}
