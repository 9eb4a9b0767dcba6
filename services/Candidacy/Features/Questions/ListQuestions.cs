using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Contracts;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Questions;

/// <summary>A published question with its answer; empty in a language it is not available in. Who asked is never told.</summary>
internal sealed record PublishedQuestion(Guid QuestionId, LocalizedText Question, LocalizedText Answer, Instant PublishedAt)
{
    public static PublishedQuestion Example => new(
        new("01997d08-a4b3-7c62-8d51-e9f0a1b2c3d4"),
        new LocalizedText("Telt ervaring zonder personeel?", "L'expérience sans personnel compte-t-elle ?", "Zählt Erfahrung ohne Personal?", "Does experience without staff count?"),
        new LocalizedText("Neen.", "Non.", "Nein.", "No."),
        Instant.FromUtc(2025, 10, 9, 8, 30));
}

/// <summary>A question as officers see it.</summary>
internal sealed record QuestionLine(
    Guid QuestionId, long Version, Guid PersonId, string Text, Instant AskedAt, string? Answer, Instant? AnsweredAt, PublishedAnswer? Published, Instant? PublishedAt)
{
    public static QuestionLine Example => new(
        new("01997d08-a4b3-7c62-8d51-e9f0a1b2c3d4"), 1, new("01995d3a-6c1e-7b90-a2d4-3f8e7b6a5c41"), "Telt ervaring zonder personeel?", Instant.FromUtc(2025, 10, 7, 19, 10), null, null, null, null);
}

/// <summary>A question as whoever asked it sees it.</summary>
internal sealed record OwnQuestion(Guid QuestionId, Guid VacancyId, string SelectionCode, string Text, Instant AskedAt, string? Answer, Instant? AnsweredAt, bool IsPublished)
{
    public static OwnQuestion Example => new(
        new("01997d08-a4b3-7c62-8d51-e9f0a1b2c3d4"), new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), "ANG25001", "Telt ervaring zonder personeel?", Instant.FromUtc(2025, 10, 7, 19, 10), "Neen.", Instant.FromUtc(2025, 10, 8, 7, 45), true);
}

internal static class ListQuestions
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/vacancies/{id:guid}/questions", ListPublishedAsync)
            .AllowAnonymous().WithTags("questions").WithSummary("The published questions and answers of a vacancy, in the order of publication (R3).");
        api.MapGet("/vacancies/{id:guid}/questions/all", ListAllAsync)
            .RequireAuthorization(Policies.SelectionOfficer).WithTags("questions").WithSummary("All questions about a vacancy, the oldest first; open=true for those neither answered nor published.");
        api.MapGet("/questions", ListOwnAsync)
            .RequireAuthorization(Policies.Candidate).WithTags("questions").WithSummary("The caller's own questions with their answers, the newest first.");
    }

    /// <summary>What is published of a vacancy's questions.</summary>
    public static async Task<IReadOnlyList<PublishedQuestion>> PublishedOfAsync(this CandidacyDb db, Guid vacancyId, Paging paging, CancellationToken ct) =>
    [
        .. (await db.Questions.AsNoTracking().Where(q => q.VacancyId == vacancyId && q.PublishedAt != null)
            .OrderBy(q => q.PublishedAt).ThenBy(q => q.QuestionId).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct))
            .Select(q => new PublishedQuestion(q.QuestionId, q.Published!.Question, q.Published.Answer, q.PublishedAt!.Value)),
    ];

    private static async Task<Results<Ok<Page<PublishedQuestion>>, Problem>> ListPublishedAsync(Guid id, [AsParameters] Paging paging, CandidacyDb db, CancellationToken ct)
    {
        if (!await db.Vacancies.AnyAsync(v => v.VacancyId == id && v.State != VacancyState.Draft, ct)) return Problem.NotFound();
        var total = await db.Questions.CountAsync(q => q.VacancyId == id && q.PublishedAt != null, ct);
        return TypedResults.Ok(new Page<PublishedQuestion>(await db.PublishedOfAsync(id, paging, ct), total, paging.Number, paging.Size));
    }

    private static async Task<Results<Ok<Page<QuestionLine>>, Problem>> ListAllAsync(Guid id, bool? open, [AsParameters] Paging paging, CandidacyDb db, CancellationToken ct)
    {
        if (!await db.Vacancies.AnyAsync(v => v.VacancyId == id, ct)) return Problem.NotFound();
        var questions = db.Questions.AsNoTracking().Where(q => q.VacancyId == id && (open == null || (q.AnsweredAt == null && q.PublishedAt == null) == open));
        var total = await questions.CountAsync(ct);
        var lines = await questions.OrderBy(q => q.AskedAt).ThenBy(q => q.QuestionId).Skip(paging.Skip).Take(paging.Size)
            .Select(q => new QuestionLine(q.QuestionId, q.Version, q.PersonId, q.Text, q.AskedAt, q.Answer, q.AnsweredAt, q.Published, q.PublishedAt)).ToListAsync(ct);
        return TypedResults.Ok(new Page<QuestionLine>(lines, total, paging.Number, paging.Size));
    }

    private static async Task<Ok<Page<OwnQuestion>>> ListOwnAsync([AsParameters] Paging paging, Caller caller, CandidacyDb db, CancellationToken ct)
    {
        var own =
            from q in db.Questions.AsNoTracking()
            join v in db.Vacancies on q.VacancyId equals v.VacancyId
            where db.Persons.Any(p => p.PersonId == q.PersonId && p.Subject == caller.Subject)
            orderby q.AskedAt descending, q.QuestionId
            select new OwnQuestion(q.QuestionId, q.VacancyId, v.SelectionCode, q.Text, q.AskedAt, q.Answer, q.AnsweredAt, q.PublishedAt != null);
        return TypedResults.Ok(new Page<OwnQuestion>(await own.Skip(paging.Skip).Take(paging.Size).ToListAsync(ct), await own.CountAsync(ct), paging.Number, paging.Size));
    }
}
