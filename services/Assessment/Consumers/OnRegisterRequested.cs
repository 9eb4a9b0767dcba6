using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Contracts.Registers;
using Selection.ServiceDefaults.Record;
using Selection.ServiceDefaults.Registers;

namespace Selection.Assessment.Consumers;

/// <summary>
/// What the assessment states in a procedure's register: sessions, seats, results as they came in, the entries of the ledger, and
/// corrections (R25 to R37). Nothing of why somebody needs an accommodation (R39).
/// </summary>
internal sealed class OnRegisterRequested(AssessmentDb db, IClock clock) : RegisterAnswer(db, "assessment", clock)
{
    protected override FormattableString Entities(Guid vacancyId) => $"""
        select 'vacancy' as entity_type, {vacancyId} as entity_id, null::uuid as candidacy_id
        union all select 'candidacy', candidacy_id, candidacy_id from candidacies where vacancy_id = {vacancyId}
        union all select 'registration-period', registration_period_id, null from registration_periods where vacancy_id = {vacancyId}
        union all select 'session', session_id, null from sessions where vacancy_id = {vacancyId}
        union all select 'ledger', l.entry_id, c.candidacy_id from ledger l join candidacies c on c.person_id = l.person_id where c.vacancy_id = {vacancyId}
        """;

    protected override IQueryable<Guid> Candidacies(Guid vacancyId) => db.Candidacies.Where(c => c.VacancyId == vacancyId).Select(c => c.CandidacyId);

    protected override async Task<IReadOnlyList<RegisterStatement>> OfProcedureAsync(Guid vacancyId, CancellationToken ct)
    {
        var periods = await db.RegistrationPeriods.AsNoTracking().Where(p => p.VacancyId == vacancyId).ToListAsync(ct);
        var sessions = await (
            from s in db.Sessions.AsNoTracking()
            join p in db.RegistrationPeriods on s.RegistrationPeriodId equals p.RegistrationPeriodId
            where s.VacancyId == vacancyId
            select new { Session = s, PlannedAt = p.CreatedAt }).ToListAsync(ct);
        var acts = await ActsAsync([.. periods.Select(p => p.RegistrationPeriodId), .. sessions.Select(s => s.Session.SessionId)], ["registration.opened", "session.planned"], ct);
        return
        [
            .. periods.Select(p => RegisterStatement.Of(RegisterTopics.RegistrationPeriod, p.CreatedAt, acts[p.RegistrationPeriodId].Who(), new { p.OpensAt, p.ClosesAt, p.EndedAt })),
            .. sessions.Select(s => RegisterStatement.Of(
                RegisterTopics.Session, acts[s.Session.SessionId].FirstOrDefault()?.At ?? s.PlannedAt, acts[s.Session.SessionId].Who(),
                new { s.Session.SessionId, s.Session.StartsAt, s.Session.LengthMinutes, s.Session.Capacity, s.Session.Booked, s.Session.Language, s.Session.Place, s.Session.VendorClientId })),
        ];
    }

    protected override async Task<IReadOnlyList<RegisterStatement>> OfCandidaciesAsync(Guid vacancyId, Guid[] candidacyIds, CancellationToken ct)
    {
        var rule = await db.Vacancies.AsNoTracking().Where(v => v.VacancyId == vacancyId).Select(v => new { v.RuleVersion, v.Rule }).SingleOrDefaultAsync(ct);
        var candidacies = await db.Candidacies.AsNoTracking().Where(c => candidacyIds.Contains(c.CandidacyId)).ToListAsync(ct);
        var bookings = await (
            from b in db.Bookings.AsNoTracking()
            join s in db.Sessions on b.SessionId equals s.SessionId
            where candidacyIds.Contains(b.CandidacyId)
            select new { Booking = b, s.StartsAt, s.Place }).ToListAsync(ct);
        var owners = bookings.ToDictionary(b => b.Booking.BookingId, b => b.Booking);
        var bookingIds = owners.Keys.ToArray();
        var submissions = await db.Submissions.AsNoTracking().Where(s => s.BookingId != null && bookingIds.Contains(s.BookingId.Value)).ToListAsync(ct);
        var corrections = await db.Corrections.AsNoTracking().Where(c => candidacyIds.Contains(c.CandidacyId)).ToListAsync(ct);
        var persons = candidacies.ToDictionary(c => c.CandidacyId, c => c.PersonId);
        var personIds = persons.Values.Distinct().ToArray();
        var ledger = (await db.Ledger.AsNoTracking().Where(e => personIds.Contains(e.PersonId)).ToListAsync(ct)).ToLookup(e => e.PersonId);
        var acts = await ActsAsync(candidacyIds, ["session.booked"], ct);
        var now = Clock.GetCurrentInstant();
        return
        [
            .. candidacies.Select(c => RegisterStatement.Of(
                RegisterTopics.AssessmentStanding, now, RecordEntry.SystemActor,
                new { c.Standing, c.StopReason, c.EndReason, c.ExemptionGround, c.ExemptSince, c.BarredUntil, passMark = rule?.Rule.PassMark }, c.CandidacyId, c.PersonId, rule?.RuleVersion)),
            .. bookings.Select(b => RegisterStatement.Of(
                RegisterTopics.Booking, b.Booking.BookedAt, acts[b.Booking.CandidacyId].Who(),
                new { b.Booking.CandidateNumber, b.StartsAt, b.Place, b.Booking.State, b.Booking.ClosedAt, b.Booking.Effect, b.Booking.Score, b.Booking.Parts },
                b.Booking.CandidacyId, b.Booking.PersonId, rule?.RuleVersion)),
            .. submissions.Select(s => RegisterStatement.Of(
                RegisterTopics.VendorResult, s.ReceivedAt, s.Vendor, new { s.ResultId, s.Revision, s.Outcome, s.Score, s.TakenAt, s.Verdict, reason = s.Reason.Length == 0 ? null : s.Reason },
                owners[s.BookingId!.Value].CandidacyId, owners[s.BookingId.Value].PersonId)),
            .. candidacies.SelectMany(c => ledger[c.PersonId].Select(e => RegisterStatement.Of(
                RegisterTopics.Ledger, e.At, e.By, new { e.EntryId, e.Kind, e.LevelGroup, e.From, e.Until, e.Source, e.Voids }, c.CandidacyId, c.PersonId))),
            .. corrections.Select(c => RegisterStatement.Of(
                RegisterTopics.Correction, c.DecidedAt ?? c.RequestedAt, c.DecidedBy ?? RecordEntry.SystemActor,
                new { c.ResultId, c.Revision, c.Outcome, c.Score, c.RequestedAt, c.State }, c.CandidacyId, persons.GetValueOrDefault(c.CandidacyId), text: c.Motivation)),
        ];
    }
}
