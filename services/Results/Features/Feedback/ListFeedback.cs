using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.Results.Features.Feedback;

/// <summary>The officers' list of requests for feedback (R49).</summary>
internal static class ListFeedback
{
    private static readonly string[] Sorts = ["dueOn", "askedAt", "name"];

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/feedback", HandleAsync)
        .RequireAuthorization(Policies.OfficerOrAuditor).WithTags("feedback")
        .WithSummary("Requests for feedback by vacancy, answered or not, overdue or not; sort=dueOn|askedAt|name, with - for descending.");

    internal sealed record Filter(Guid? VacancyId, bool? Answered, bool? Overdue, string? Sort);

    internal sealed record FeedbackItem(
        Guid RequestId, Guid CandidacyId, Guid VacancyId, string? SelectionCode, Guid PersonId, string? FirstName, string? LastName,
        string Question, Instant AskedAt, LocalDate DueOn, Urgency? Urgency, string? Answer, Instant? AnsweredAt, string? AnsweredBy)
    {
        public static FeedbackItem Example => new(
            new("019b3a52-4c1d-7e60-8f27-a5b4c3d2e1f0"), new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), "ANG25001",
            new("01995d3a-6c1e-7b90-a2d4-3f8e7b6a5c41"), "Jo", "Peeters", "Welke elementen wogen het zwaarst?", Instant.FromUtc(2026, 1, 8, 18, 20), new LocalDate(2026, 2, 7),
            Domain.Urgency.OnTime, null, null, null);
    }

    private static async Task<Results<Ok<Page<FeedbackItem>>, Problem>> HandleAsync(
        [AsParameters] Filter filter, [AsParameters] Paging paging, ResultsDb db, IClock clock, CancellationToken ct)
    {
        var sort = filter.Sort ?? "dueOn";
        if (!Sorts.Contains(sort.TrimStart('-'))) return Problem.Invalid(new FieldError("sort", "one-of", string.Join(", ", Sorts)));
        var now = clock.GetCurrentInstant();
        var today = BrusselsTime.DateIn(now);
        var requests = db.FeedbackRequests.AsNoTracking();
        if (filter.VacancyId is { } vacancyId) requests = requests.Where(r => r.VacancyId == vacancyId);
        if (filter.Answered is { } answered) requests = requests.Where(r => (r.AnsweredAt != null) == answered);
        if (filter.Overdue is { } overdue) requests = requests.Where(r => (r.AnsweredAt == null && r.DueOn < today) == overdue);
        var rows =
            from r in requests
            join v in db.Vacancies on r.VacancyId equals v.VacancyId into vacancies
            from v in vacancies.DefaultIfEmpty()
            join p in db.Persons on r.PersonId equals p.PersonId into persons
            from p in persons.DefaultIfEmpty()
            select new { Request = r, v!.SelectionCode, p!.FirstName, p!.LastName };
        var sorted = sort switch
        {
            "name" => rows.OrderBy(r => r.LastName).ThenBy(r => r.FirstName),
            "-name" => rows.OrderByDescending(r => r.LastName).ThenByDescending(r => r.FirstName),
            "askedAt" => rows.OrderBy(r => r.Request.AskedAt),
            "-askedAt" => rows.OrderByDescending(r => r.Request.AskedAt),
            "-dueOn" => rows.OrderByDescending(r => r.Request.DueOn),
            _ => rows.OrderBy(r => r.Request.DueOn),
        };
        var total = await requests.CountAsync(ct);
        var page = await sorted.ThenBy(r => r.Request.RequestId).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        return TypedResults.Ok(new Page<FeedbackItem>(
            page.ConvertAll(r => ItemOf(r.Request, r.SelectionCode, r.FirstName, r.LastName, now)), total, paging.Number, paging.Size));
    }

    private static FeedbackItem ItemOf(FeedbackRequest r, string? selectionCode, string? firstName, string? lastName, Instant now) => new(
        r.RequestId, r.CandidacyId, r.VacancyId, selectionCode, r.PersonId, firstName, lastName, r.Question, r.AskedAt, r.DueOn,
        r.AnsweredAt is null ? AnswerDeadline.Of(r.DueOn, now) : null, r.Answer, r.AnsweredAt, r.AnsweredBy);
}
