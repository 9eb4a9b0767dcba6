using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.Results.Features.Interviews;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Features.Appointments;

/// <summary>What it comes to when a suitable candidate does not stand any more (R52): the next one is eligible, and the list stays as it is.</summary>
internal static class Departing
{
    /// <summary>Records it in the surrounding transaction: an appointment that has not begun falls away, and so does a planned interview.</summary>
    /// <returns>Why not; null when it is done.</returns>
    public static async Task<Problem?> DepartAsync(
        this ResultsDb db, Suitable suitable, DropOut kind, bool byCandidate, LocalDate on, string? remark, string actor, CancellationToken ct)
    {
        if (suitable.IsOut) return Problem.Refused("R52", "candidate-out");
        var (candidacy, now) = (suitable.Candidacy, suitable.Now);
        if (await db.AppointmentInForceAsync(suitable.VacancyId, ct) is { } appointment && appointment.CandidacyId == candidacy.CandidacyId)
        {
            if (Mandate.HasBegun(appointment.StartsOn, now)) return Problem.Refused("R52", "appointment-begun", appointment.StartsOn);
            (appointment.State, appointment.EndedAt) = (AppointmentState.Declined, now);
        }

        if (await db.LockInterviewAsync(candidacy.CandidacyId, ct) is { State: InterviewState.Planned } interview)
        {
            var reason = Texts.In(Motivations.CultureOf(suitable.Vacancy.Language!), "interview-falls-away");
            await CancelInterview.CancelAsync(db, interview, reason, RecordEntry.SystemActor, now, ct);
        }

        var departure = new Departure
        {
            DepartureId = Guid.CreateVersion7(),
            CandidacyId = candidacy.CandidacyId,
            VacancyId = candidacy.VacancyId,
            PersonId = candidacy.PersonId,
            Kind = kind,
            ByCandidate = byCandidate,
            On = on,
            Remark = PlainText.TidyOrNone(remark),
            RecordedBy = byCandidate ? null : actor,
            RecordedAt = now,
        };
        db.Departures.Add(departure);
        var version = await db.NextToldAsync(candidacy.CandidacyId, ct);
        db.Publish(new CandidateDroppedOut(
            candidacy.CandidacyId, candidacy.VacancyId, candidacy.PersonId, version, kind, byCandidate, on, kind is DropOut.NotAppointable ? departure.Remark : null, now));
        db.Record(
            new RecordEntry(
                actor, "candidate.dropped-out", "candidacy", candidacy.CandidacyId, candidacy.PersonId, suitable.Vacancy.RuleVersion, new { kind, byCandidate, on }, departure.Remark), now);
        return null;
    }

    /// <summary>A candidacy was withdrawn (R19): an appointment that has not begun falls away with it, and so does a planned interview.</summary>
    /// <returns>The appointments that fell away.</returns>
    public static async Task<List<Guid>> FallAwayAsync(this ResultsDb db, Guid candidacyId, LocalDate today, Instant now, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync(
            $"update interviews set state = 'Cancelled', draft = null, version = version + 1 where candidacy_id = {candidacyId} and state = 'Planned'", ct);
        return await db.Database.SqlQuery<Guid>(
            $"""
            update appointments set state = 'Declined', ended_at = {now}
            where candidacy_id = {candidacyId} and state = 'InForce' and starts_on > {today}
            returning appointment_id as "Value"
            """).ToListAsync(ct);
    }
}
