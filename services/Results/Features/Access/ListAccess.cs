using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.Results.Features.Access;

/// <summary>The officers' list of requests for access, by their last day (R49).</summary>
internal static class ListAccess
{
    private static readonly string[] Sorts = ["dueOn", "askedAt", "name"];

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/access-requests", HandleAsync)
        .RequireAuthorization(Policies.OfficerOrAuditor).WithTags("access")
        .WithSummary("Requests for access by vacancy and state; sort=dueOn|askedAt|name, with - for descending.");

    internal sealed record Filter(Guid? VacancyId, AccessState? State, string? Sort);

    internal sealed record AccessItem(
        Guid RequestId, Guid CandidacyId, Guid VacancyId, string? SelectionCode, Guid PersonId, string? FirstName, string? LastName,
        string Wanted, Instant AskedAt, LocalDate DueOn, AccessState State, Urgency? Urgency, string? HandedOver, string? Motivation,
        Instant? AnsweredAt, string? AnsweredBy, bool Late)
    {
        public static AccessItem Example => new(
            new("019b8c41-6e2f-7a93-b0d5-4f3e2d1c0b9a"), new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), "ANG25001",
            new("01995d3a-6c1e-7b90-a2d4-3f8e7b6a5c41"), "Jo", "Peeters", "Een afschrift van de beraadslaging.", Instant.FromUtc(2026, 3, 2, 9, 0), new LocalDate(2026, 4, 1),
            AccessState.Open, Domain.Urgency.DueSoon, null, null, null, null, false);
    }

    private static async Task<Results<Ok<Page<AccessItem>>, Problem>> HandleAsync(
        [AsParameters] Filter filter, [AsParameters] Paging paging, ResultsDb db, IClock clock, CancellationToken ct)
    {
        var sort = filter.Sort ?? "dueOn";
        if (!Sorts.Contains(sort.TrimStart('-'))) return Problem.Invalid(new FieldError("sort", "one-of", string.Join(", ", Sorts)));
        var now = clock.GetCurrentInstant();
        var requests = db.AccessRequests.AsNoTracking();
        if (filter.VacancyId is { } vacancyId) requests = requests.Where(r => r.VacancyId == vacancyId);
        if (filter.State is { } state) requests = With(requests, state, BrusselsTime.DateIn(now));
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
        return TypedResults.Ok(new Page<AccessItem>(
            page.ConvertAll(r => ItemOf(r.Request, r.SelectionCode, r.FirstName, r.LastName, now)), total, paging.Number, paging.Size));
    }

    /// <summary>The states of <see cref="AccessRequests.StateOf"/>, for the database.</summary>
    private static IQueryable<AccessRequest> With(IQueryable<AccessRequest> requests, AccessState state, LocalDate today) => state switch
    {
        AccessState.Open => requests.Where(r => r.Outcome == null && r.DueOn >= today),
        AccessState.CountsAsRefused => requests.Where(r => r.Outcome == null && r.DueOn < today),
        AccessState.Granted => requests.Where(r => r.Outcome == AccessOutcome.Granted),
        AccessState.PartlyGranted => requests.Where(r => r.Outcome == AccessOutcome.PartlyGranted),
        AccessState.Refused => requests.Where(r => r.Outcome == AccessOutcome.Refused),
    };

    private static AccessItem ItemOf(AccessRequest r, string? selectionCode, string? firstName, string? lastName, Instant now) => new(
        r.RequestId, r.CandidacyId, r.VacancyId, selectionCode, r.PersonId, firstName, lastName, r.Wanted, r.AskedAt, r.DueOn, r.StateAt(now),
        r.AnsweredAt is null ? AnswerDeadline.Of(r.DueOn, now) : null, r.HandedOver, r.Motivation, r.AnsweredAt, r.AnsweredBy, r.IsLate());
}
