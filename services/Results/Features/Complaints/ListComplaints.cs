using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.Results.Features.Complaints;

/// <summary>The register of complaints, for those who deal with them (R50).</summary>
internal static class ListComplaints
{
    private static readonly string[] Sorts = ["dueOn", "filedAt", "number", "name"];

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/complaints", HandleAsync)
        .RequireAuthorization(Policies.OfficerOrAuditor).WithTags("complaints")
        .WithSummary("Complaints by vacancy, state, subject, officer and urgency (Overdue: the escalated ones); sort=dueOn|filedAt|number|name, with - for descending.");

    /// <summary>Everything that is given has to fit; <c>Urgency</c> asks for open ones only.</summary>
    internal sealed record Filter(Guid? VacancyId, ComplaintState? State, ComplaintSubject? Subject, Urgency? Urgency, string? AssignedTo, bool? Unassigned, string? Sort);

    internal sealed record ComplaintItem(
        Guid ComplaintId, string Number, Guid CandidacyId, Guid VacancyId, string? SelectionCode, Guid PersonId, string? FirstName, string? LastName,
        ComplaintSubject Subject, Instant FiledAt, LocalDate DueOn, ComplaintState State, Urgency? Urgency, string? AssignedTo, Instant? EscalatedAt,
        ComplaintFinding? Finding, Instant? AnsweredAt, string? AnsweredBy, Instant? WithdrawnAt, long Version)
    {
        public static ComplaintItem Example => new(
            new("019b9f03-8a4b-7c15-9d26-e7f8a9b0c1d2"), "2026-00042", new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), "ANG25001",
            new("01995d3a-6c1e-7b90-a2d4-3f8e7b6a5c41"), "Jo", "Peeters", ComplaintSubject.OralTest, Instant.FromUtc(2026, 1, 9, 19, 5), new LocalDate(2026, 2, 8),
            ComplaintState.Open, Domain.Urgency.DueSoon, "officer1", null, null, null, null, null, 2);
    }

    private static async Task<Results<Ok<Page<ComplaintItem>>, Problem>> HandleAsync(
        [AsParameters] Filter filter, [AsParameters] Paging paging, ResultsDb db, IClock clock, CancellationToken ct)
    {
        var sort = filter.Sort ?? "dueOn";
        if (!Sorts.Contains(sort.TrimStart('-'))) return Problem.Invalid(new FieldError("sort", "one-of", string.Join(", ", Sorts)));
        var now = clock.GetCurrentInstant();
        var complaints = Of(db, filter, BrusselsTime.DateIn(now));
        var rows = ComplaintRow.Of(db, complaints);
        var sorted = sort switch
        {
            "name" => rows.OrderBy(r => r.LastName).ThenBy(r => r.FirstName),
            "-name" => rows.OrderByDescending(r => r.LastName).ThenByDescending(r => r.FirstName),
            "filedAt" or "number" => rows.OrderBy(r => r.Complaint.Ordinal),
            "-filedAt" or "-number" => rows.OrderByDescending(r => r.Complaint.Ordinal),
            "-dueOn" => rows.OrderByDescending(r => r.Complaint.DueOn),
            _ => rows.OrderBy(r => r.Complaint.DueOn),
        };
        var total = await complaints.CountAsync(ct);
        var page = await sorted.ThenBy(r => r.Complaint.Ordinal).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        return TypedResults.Ok(new Page<ComplaintItem>(page.ConvertAll(r => r.ItemAt(now)), total, paging.Number, paging.Size));
    }

    /// <summary>The complaints that fit.</summary>
    public static IQueryable<Complaint> Of(ResultsDb db, Filter filter, LocalDate today)
    {
        var complaints = db.Complaints.AsNoTracking();
        if (filter.VacancyId is { } vacancyId) complaints = complaints.Where(c => c.VacancyId == vacancyId);
        if (filter.State is { } state) complaints = complaints.Where(c => c.State == state);
        if (filter.Subject is { } subject) complaints = complaints.Where(c => c.Subject == subject);
        if (filter.AssignedTo is { } officer) complaints = complaints.Where(c => c.AssignedTo == officer);
        if (filter.Unassigned is { } unassigned) complaints = complaints.Where(c => (c.AssignedTo == null) == unassigned);
        if (filter.Urgency is not { } urgency) return complaints;
        // The days of AnswerDeadline.Of, for the database.
        var soon = today.PlusDays(AnswerDeadline.WarningDays);
        return urgency switch
        {
            Urgency.OnTime => complaints.Where(c => c.State == ComplaintState.Open && c.DueOn > soon),
            Urgency.DueSoon => complaints.Where(c => c.State == ComplaintState.Open && c.DueOn >= today && c.DueOn <= soon),
            Urgency.Overdue => complaints.Where(c => c.State == ComplaintState.Open && c.DueOn < today),
        };
    }
}

/// <summary>A complaint with the names that go with it.</summary>
internal sealed class ComplaintRow
{
    public required Complaint Complaint { get; init; }

    public required string? SelectionCode { get; init; }

    public required string? FirstName { get; init; }

    public required string? LastName { get; init; }

    public static IQueryable<ComplaintRow> Of(ResultsDb db, IQueryable<Complaint> complaints) =>
        from c in complaints
        join v in db.Vacancies on c.VacancyId equals v.VacancyId into vacancies
        from v in vacancies.DefaultIfEmpty()
        join p in db.Persons on c.PersonId equals p.PersonId into persons
        from p in persons.DefaultIfEmpty()
        select new ComplaintRow { Complaint = c, SelectionCode = v!.SelectionCode, FirstName = p!.FirstName, LastName = p!.LastName };

    public ListComplaints.ComplaintItem ItemAt(Instant now) => new(
        Complaint.ComplaintId, Complaint.Number, Complaint.CandidacyId, Complaint.VacancyId, SelectionCode, Complaint.PersonId, FirstName, LastName,
        Complaint.Subject, Complaint.FiledAt, Complaint.DueOn, Complaint.State,
        Complaint.State is ComplaintState.Open ? AnswerDeadline.Of(Complaint.DueOn, now) : null, Complaint.AssignedTo, Complaint.EscalatedAt,
        Complaint.Finding, Complaint.AnsweredAt, Complaint.AnsweredBy, Complaint.WithdrawnAt, Complaint.Version);
}
