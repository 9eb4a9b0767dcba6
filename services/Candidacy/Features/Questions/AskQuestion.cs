using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Questions;

/// <summary>A question, in any language.</summary>
internal sealed record AskRequest(string Text)
{
    public static AskRequest Example => new("Telt ervaring als projectleider zonder personeel als managementervaring?");
}

/// <summary>What a change of a question answers.</summary>
internal sealed record QuestionSaved(Guid QuestionId, long Version)
{
    public static QuestionSaved Example => new(new("01997d08-a4b3-7c62-8d51-e9f0a1b2c3d4"), 1);
}

/// <summary>Puts a question to the contact, before closing (R3, T3). Whoever has an account may, without applying.</summary>
internal static class AskQuestion
{
    public const int Shortest = 10;
    public const int Longest = 2000;
    private const int MostOpen = 20;

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/vacancies/{id:guid}/questions", AskAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("questions").WithSummary("Puts a question about a vacancy to its contact, before closing (R3).");

    private static async Task<Results<Created<QuestionSaved>, Problem>> AskAsync(
        Guid id, AskRequest request, Caller caller, CandidacyDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        if (TextCheck.Faults("text", request.Text, Shortest, Longest).ToList() is { Count: > 0 } faults) return Problem.Invalid(faults);
        var text = PlainText.Tidy(request.Text);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockPersonAsync(caller.Subject, ct) is not { } person) return Problem.Refused("R5", "account-missing");
        if (await db.LockVacancyAsync(id, ct) is not { } vacancy) return Problem.NotFound();
        var now = clock.GetCurrentInstant();
        if (vacancy.Shut(now) is { } shut) return shut;
        var open = await db.Questions.Where(q => q.VacancyId == id && q.PersonId == person.PersonId && q.AnsweredAt == null && q.PublishedAt == null)
            .Select(q => new { q.QuestionId, q.Text }).ToListAsync(ct);
        if (open.Find(q => q.Text == text) is { } same) return Problem.Refused("R3", "question-asked-before").With("questionId", same.QuestionId);
        if (open.Count >= MostOpen) return Problem.Refused("R3", "questions-too-many", MostOpen);

        var question = new Question { QuestionId = Guid.CreateVersion7(), VacancyId = id, PersonId = person.PersonId, Text = text, AskedAt = now, Version = 1 };
        db.Questions.Add(question);
        db.Record(new(caller.Subject, "question.asked", "question", question.QuestionId, person.PersonId, vacancy.RuleVersion), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(question.Version);
        return TypedResults.Created($"/api/candidacy/vacancies/{id}/questions", new QuestionSaved(question.QuestionId, question.Version));
    }
}
