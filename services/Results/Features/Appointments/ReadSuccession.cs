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

namespace Selection.Results.Features.Appointments;

/// <summary>
/// Whose turn it is (R52): the suitable candidates in the order of the published list, which stays as it is, with who dropped
/// out, who was interviewed, and what is missing before each could be appointed.
/// </summary>
internal static class ReadSuccession
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/vacancies/{vacancyId:guid}/succession", HandleAsync)
        .RequireAuthorization(Policies.OfficerAuditorOrAuthority).WithTags("appointment")
        .WithSummary("The suitable candidates in their order, whose turn it is, and what each still misses on a day (on=2026-03-01; today where it is left out); candidacyId gives one of them only.");

    /// <summary>A departure that stands.</summary>
    internal sealed record DepartureLine(DropOut Kind, bool ByCandidate, LocalDate On, string? Remark, string? RecordedBy, Instant RecordedAt);

    /// <summary><c>Turn</c>: Eligible, Waiting or Out. <c>Departure</c>: why the candidate is out; null also where the candidacy was withdrawn. <c>Interview</c>: where the supplementary interview stands; null where there is none. <c>InterviewAt</c>: when it starts. <c>Missing</c>: what is missing on the day asked for.</summary>
    internal sealed record SuccessionItem(
        Guid CandidacyId, Guid PersonId, string? FirstName, string? LastName, int Rank, decimal TotalPercent, Turn Turn, DepartureLine? Departure, Instant? WithdrawnAt,
        InterviewState? Interview, Instant? InterviewAt, Reservation OpenReservation, IReadOnlyList<MissingCondition> Missing)
    {
        public static SuccessionItem Example => new(
            new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), new("01995d3a-6c1e-7b90-a2d4-3f8e7b6a5c41"), "Jo", "Peeters", 1, 72.5m, Turn.Eligible, null, null,
            InterviewState.Planned, Instant.FromUtc(2026, 1, 15, 9, 0), Reservation.None, [MissingCondition.Example]);
    }

    /// <summary>An appointment, as those who make it see it.</summary>
    internal sealed record AppointmentLine(
        Guid AppointmentId, Guid CandidacyId, int Rank, LocalDate StartsOn, LocalDate EndsOn, AppointmentState State, string Motivation, string DecidedBy, Instant DecidedAt,
        Instant? EndedAt, string? EndReason)
    {
        public static AppointmentLine Of(Appointment a) => new(
            a.AppointmentId, a.CandidacyId, a.Rank, a.StartsOn, a.EndsOn, a.State, a.Motivation, a.DecidedBy, a.DecidedAt, a.EndedAt, a.EndReason);
    }

    /// <summary><c>BestRank</c>: the rank whose turn it is; null when nobody stands any more. <c>Appointments</c>: all there were, the newest first.</summary>
    internal sealed record SuccessionPage(
        Guid VacancyId, int ListVersion, LocalDate On, int? BestRank, IReadOnlyList<AppointmentLine> Appointments, IReadOnlyList<SuccessionItem> Items, int Total, int Page, int PageSize)
    {
        public static SuccessionPage Example => new(
            new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), 1, new LocalDate(2026, 3, 1), 1, [], [SuccessionItem.Example], 3, 1, 50);
    }

    private static async Task<Results<Ok<SuccessionPage>, Problem>> HandleAsync(
        Guid vacancyId, string? on, Guid? candidacyId, [AsParameters] Paging paging, Caller caller, ResultsDb db, IClock clock, EarlyLooks looks, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        if (Conditions.DayOf(on, BrusselsTime.DateIn(now)) is not { } day) return Problem.Invalid(new FieldError("on", "json-date"));
        if (!await db.Vacancies.AnyAsync(v => v.VacancyId == vacancyId, ct)) return Problem.NotFound();
        if (await db.PublicListAsync(vacancyId, now, ct) is not { } list) return await looks.RefuseAsync(caller, "vacancy", vacancyId, null, now, ct);

        var (all, best) = await db.SuccessionAsync(list.ListId, ct);
        var turns = all.ToDictionary(r => r.CandidacyId, r => Succession.Of(r, best));
        var rows = await PageAsync(db, list.ListId, candidacyId, paging, ct);
        var findings = await db.NewestFindingsAsync(rows.Select(r => r.Candidacy.CandidacyId), ct);
        var appointments = await db.Appointments.AsNoTracking().Where(a => a.VacancyId == vacancyId).OrderByDescending(a => a.DecidedAt).ToListAsync(ct);
        return TypedResults.Ok(new SuccessionPage(
            vacancyId, list.Version, day, best, appointments.ConvertAll(AppointmentLine.Of), rows.ConvertAll(r => ItemOf(r, turns, findings, day)),
            candidacyId is null ? all.Count : all.Count(r => r.CandidacyId == candidacyId), paging.Number, paging.Size));
    }

    private static Task<List<Row>> PageAsync(ResultsDb db, Guid listId, Guid? candidacyId, Paging paging, CancellationToken ct) => (
        from e in db.Entries.AsNoTracking()
        where e.ListId == listId && e.Group == FinalGroup.Suitable && (candidacyId == null || e.CandidacyId == candidacyId)
        join c in db.Candidacies on e.CandidacyId equals c.CandidacyId
        join p in db.Persons on c.PersonId equals p.PersonId into persons
        from p in persons.DefaultIfEmpty()
        from d in db.Departures.Where(d => d.CandidacyId == e.CandidacyId && d.TakenBackAt == null).DefaultIfEmpty()
        from i in db.Interviews.Where(i => i.CandidacyId == e.CandidacyId && i.State != InterviewState.Cancelled).DefaultIfEmpty()
        orderby e.Rank, e.CandidacyId
        select new Row { Candidacy = c, Rank = e.Rank!.Value, Total = e.TotalPercent, Person = p, Departure = d, Interview = i })
        .Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);

    private static SuccessionItem ItemOf(Row r, Dictionary<Guid, Turn> turns, ILookup<Guid, ConditionFinding> findings, LocalDate day)
    {
        var id = r.Candidacy.CandidacyId;
        var open = r.Candidacy.OpenReservation();
        return new SuccessionItem(
            id, r.Candidacy.PersonId, r.Person?.FirstName, r.Person?.LastName, r.Rank, r.Total, turns[id],
            r.Departure is { } d ? new DepartureLine(d.Kind, d.ByCandidate, d.On, d.Remark, d.RecordedBy, d.RecordedAt) : null, r.Candidacy.WithdrawnAt,
            r.Interview?.State, r.Interview?.StartsAt, open, [.. AppointmentConditions.Missing(findings[id], open, day).Select(MissingCondition.Of)]);
    }

    private sealed class Row
    {
        public required Candidacy Candidacy { get; init; }

        public required int Rank { get; init; }

        public required decimal Total { get; init; }

        public required Person? Person { get; init; }

        public required Departure? Departure { get; init; }

        public required Interview? Interview { get; init; }
    }
}
