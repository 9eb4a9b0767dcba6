using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Results.Features.Appointments;

/// <summary>
/// What a suitable candidate sees of the way to the appointment (R51, R52): the interview, the own appointment or departure, what
/// was asked for at hiring. The report of the interview is shown once an appointment is decided: before, it prepares the decision.
/// </summary>
internal static class ReadOwnAppointment
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/candidacies/{candidacyId:guid}/appointment", HandleAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("appointment")
        .WithSummary("A suitable candidate's own interview, appointment and departure, and the interview's report once an appointment is decided.");

    internal sealed record OwnInterview(Instant StartsAt, int LengthMinutes, string Place, IReadOnlyList<Finding>? Report);

    /// <summary><c>StartsOn</c>: the mandate's first day. <c>EndsOn</c>: its last day.</summary>
    internal sealed record OwnAppointment(LocalDate StartsOn, LocalDate EndsOn, AppointmentState State, string Motivation, Instant DecidedAt, Instant? EndedAt, string? EndReason);

    internal sealed record OwnDeparture(DropOut Kind, bool ByCandidate, LocalDate On, string? Remark, Instant RecordedAt);

    /// <summary><c>Rank</c>: the published rank. <c>Stands</c>: whether the candidate still stands for the appointment. <c>Appointments</c>: the own appointments, the newest first. <c>AnotherAppointedAt</c>: when another candidate was appointed, if that appointment is in force. <c>Adjustments</c>: the adjustments asked for. <c>AdjustmentsAnswer</c>: what is arranged, or why something is not. <c>Remedies</c>: what can be done against the newest decision. <c>AnnulmentUntil</c>: the last day to go to the Council of State against it, inclusive.</summary>
    internal sealed record OwnStanding(
        Guid CandidacyId, int Rank, bool Stands, OwnInterview? Interview, IReadOnlyList<OwnAppointment> Appointments, Instant? AnotherAppointedAt, OwnDeparture? Departure,
        string? Adjustments, string? AdjustmentsAnswer, string? Remedies, LocalDate? AnnulmentUntil)
    {
        public static OwnStanding Example => new(
            new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), 1, true, new OwnInterview(Instant.FromUtc(2026, 1, 15, 9, 0), 90, "Brussel, Willebroekkaai 38", null), [], null, null, null, null, null, null);
    }

    private static async Task<Results<Ok<OwnStanding>, Problem>> HandleAsync(
        Guid candidacyId, Caller caller, ResultsDb db, IClock clock, EarlyLooks looks, CancellationToken ct)
    {
        if (await db.FindOwnAsync(candidacyId, caller.Subject, ct) is not { } candidacy) return Problem.NotFound();
        var now = clock.GetCurrentInstant();
        if (await db.PublicListAsync(candidacy.VacancyId, now, ct) is not { } list)
            return await looks.RefuseAsync(caller, "candidacy", candidacyId, candidacy.PersonId, now, ct);
        var rank = await db.Entries.Where(e => e.ListId == list.ListId && e.CandidacyId == candidacyId && e.Group == FinalGroup.Suitable).Select(e => e.Rank).SingleOrDefaultAsync(ct);
        if (rank is null) return Problem.NotFound();

        var decided = await db.Appointments.AsNoTracking().Where(a => a.VacancyId == candidacy.VacancyId).OrderByDescending(a => a.DecidedAt).ToListAsync(ct);
        var mine = decided.FindAll(a => a.CandidacyId == candidacyId);
        var another = decided.Find(a => a.State is AppointmentState.InForce && a.CandidacyId != candidacyId)?.DecidedAt;
        var departure = await db.Departures.AsNoTracking().SingleOrDefaultAsync(d => d.CandidacyId == candidacyId && d.TakenBackAt == null, ct);
        var adjustments = await db.WorkplaceAdjustments.Where(a => a.CandidacyId == candidacyId).Select(a => new { a.Wanted, a.Answer }).SingleOrDefaultAsync(ct);
        var revokedAt = mine.FirstOrDefault() is { State: AppointmentState.Revoked } revoked ? revoked.EndedAt : null;
        // The newest of what was decided about this candidate; what the candidate did is no decision.
        var toldAt = new Instant?[] { mine.FirstOrDefault()?.DecidedAt, revokedAt, another, departure is { ByCandidate: false } ? departure.RecordedAt : null }.Max();
        return TypedResults.Ok(new OwnStanding(
            candidacyId, rank.Value, departure is null && candidacy.WithdrawnAt is null, await InterviewAsync(db, candidacyId, decided.Count > 0, ct),
            mine.ConvertAll(a => new OwnAppointment(a.StartsOn, a.EndsOn, a.State, a.Motivation, a.DecidedAt, a.EndedAt, a.EndReason)), another,
            departure is null ? null : new OwnDeparture(departure.Kind, departure.ByCandidate, departure.On, departure.Remark, departure.RecordedAt),
            adjustments?.Wanted, adjustments?.Answer, toldAt is { } at ? RequestRemedies.OfAct(at) : null,
            toldAt is { } told ? RequestRemedies.AnnulmentUntil(told) : null));
    }

    private static async Task<OwnInterview?> InterviewAsync(ResultsDb db, Guid candidacyId, bool isDecided, CancellationToken ct)
    {
        var interview = await db.Interviews.AsNoTracking().SingleOrDefaultAsync(i => i.CandidacyId == candidacyId && i.State != InterviewState.Cancelled, ct);
        if (interview is null) return null;
        var report = !isDecided ? null : await db.InterviewReports.AsNoTracking().Where(r => r.InterviewId == interview.InterviewId)
            .OrderByDescending(r => r.Number).Select(r => r.Findings).FirstOrDefaultAsync(ct);
        return new OwnInterview(interview.StartsAt, interview.LengthMinutes, interview.Place, report);
    }
}
