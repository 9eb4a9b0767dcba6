using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Questions;

/// <summary>
/// Publishes an answer of general use with the vacancy (R3): question and answer in the officer's words, in the procedure's
/// language and in whatever other language there is; empty elsewhere. Again, with other words, it corrects them.
/// </summary>
internal static class PublishAnswer
{
    public const int Longest = 4000;

    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/vacancies/{id:guid}/questions/{questionId:guid}/publication", PublishAsync)
        .RequireAuthorization(Policies.SelectionOfficer).WithTags("questions").WithSummary("Publishes a question with its answer on the vacancy's page (R3); needs If-Match.");

    private static async Task<Results<Ok<QuestionSaved>, Problem>> PublishAsync(
        Guid id, Guid questionId, PublishedAnswer request, IfMatch ifMatch, Caller caller, CandidacyDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockVacancyForChangeAsync(id, ct) is not { } vacancy) return Problem.NotFound();
        if (await db.LockQuestionAsync(id, questionId, ct) is not { } question) return Problem.NotFound();
        if (vacancy.State is VacancyState.Cancelled) return Problem.Refused("R3", "vacancy-cancelled");
        if (ifMatch.Check(question.Version) is { } stale) return stale;
        if (Faults(request, vacancy.Language).ToList() is { Count: > 0 } faults) return Problem.Invalid(faults);
        var now = clock.GetCurrentInstant();
        var isFirst = question.PublishedAt is null;
        question.Published = request;
        question.PublishedAt ??= now;
        question.Version++;
        // The page is another one from now on.
        vacancy.Version++;
        if (isFirst) db.Messages.Add(Message.About(question.PersonId, questionId, question.Version, "question-published", now, vacancyId: id));
        db.Record(new(caller.Subject, isFirst ? "question.published" : "question.reworded", "question", questionId, question.PersonId, vacancy.Definition.Version), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(question.Version);
        return TypedResults.Ok(new QuestionSaved(questionId, question.Version));
    }

    /// <summary>A language has both or neither.</summary>
    private static IEnumerable<FieldError> Faults(PublishedAnswer request, string procedure) => ((string[])["nl", "fr", "de", "en"]).SelectMany(language =>
    {
        var (question, answer) = (request.Question.In(language), request.Answer.In(language));
        return language != procedure && question.Length == 0 && answer.Length == 0
            ? []
            : TextCheck.Faults($"question.{language}", question, 2, AskQuestion.Longest).Concat(TextCheck.Faults($"answer.{language}", answer, 2, Longest));
    });
}
