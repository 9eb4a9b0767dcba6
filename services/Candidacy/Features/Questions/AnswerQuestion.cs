using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Questions;

/// <summary>An answer for whoever asked.</summary>
internal sealed record AnswerRequest(string Answer)
{
    public static AnswerRequest Example => new("Neen: het gaat om leiding over een dienst of een organisatie, met personeel.");
}

/// <summary>Answers privately: the answer comes as a message (R20). A better answer later is another message.</summary>
internal static class AnswerQuestion
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/vacancies/{id:guid}/questions/{questionId:guid}/answer", AnswerAsync)
        .RequireAuthorization(Policies.SelectionOfficer).WithTags("questions").WithSummary("Answers a question to whoever asked it (R3); needs If-Match.");

    private static async Task<Results<Ok<QuestionSaved>, Problem>> AnswerAsync(
        Guid id, Guid questionId, AnswerRequest request, IfMatch ifMatch, Caller caller, CandidacyDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockQuestionAsync(id, questionId, ct) is not { } question) return Problem.NotFound();
        if (ifMatch.Check(question.Version) is { } stale) return stale;
        if (TextCheck.Faults("answer", request.Answer, 2, PublishAnswer.Longest).ToList() is { Count: > 0 } faults) return Problem.Invalid(faults);
        var now = clock.GetCurrentInstant();
        question.Answer = PlainText.Tidy(request.Answer);
        question.AnsweredAt = now;
        question.Version++;
        db.Messages.Add(Message.About(question.PersonId, questionId, question.Version, "question-answered", now, new { question = question.Text, question.Answer }, id));
        db.Record(new(caller.Subject, "question.answered", "question", questionId, question.PersonId), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(question.Version);
        return TypedResults.Ok(new QuestionSaved(questionId, question.Version));
    }
}
