using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts;
using Selection.Contracts.Events;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Persons;

namespace Selection.OralTest.Consumers;

/// <summary>
/// What the oral test holds about a person (R55). The members' sheets, and who they are, stay sealed (R43); the committee's
/// result comes from where it is published, and not before (R47).
/// </summary>
internal sealed class OnPersonDataRequested(OralTestDb db, IClock clock) : IConsumer<PersonDataRequested>
{
    /// <summary>What happened while the candidate was there; who of the committee came and went is about others.</summary>
    private static readonly CourseEvent[] ToldToTheCandidate = [CourseEvent.Paused, CourseEvent.Resumed, CourseEvent.Incident, CourseEvent.BrokenOff];

    public async Task Consume(ConsumeContext<PersonDataRequested> context)
    {
        var (request, ct) = (context.Message, context.CancellationToken);
        var persons = await db.AllOfAsync(request.PersonId, ct);
        var candidacies = await (
            from c in db.Candidacies.AsNoTracking()
            where persons.Contains(c.PersonId)
            orderby c.CandidacyId
            select new
            {
                c.CandidacyId,
                SelectionCode = db.Vacancies.Where(v => v.VacancyId == c.VacancyId).Select(v => v.SelectionCode).SingleOrDefault(),
                c.State,
                c.Measures,
                c.InvitedUntil,
                c.SuspendedAt,
                c.StopReason,
                Slot = db.Slots.Where(s => s.CandidacyId == c.CandidacyId).Select(s => new { s.PreparationAt, s.HearingAt, s.EndsAt, s.Place, s.ConfirmedAt }).SingleOrDefault(),
                Wishes = db.Wishes.Where(w => w.CandidacyId == c.CandidacyId).Select(w => new { w.Days, w.Reason, w.ChangedAt }).SingleOrDefault(),
                CasePaperReadAt = db.CasePaperReadings.Where(r => r.CandidacyId == c.CandidacyId).Select(r => (Instant?)r.ReadAt).SingleOrDefault(),
                Hearings = db.Hearings.Where(h => h.CandidacyId == c.CandidacyId).OrderBy(h => h.OpenedAt).Select(h => new
                {
                    h.State,
                    h.OpenedAt,
                    h.ClosedAt,
                    h.SuspendedFor,
                    Course = db.Course.Where(e => e.HearingId == h.HearingId && ToldToTheCandidate.Contains(e.What)).OrderBy(e => e.Id).Select(e => new { e.At, e.What, e.Text }).ToList(),
                }).ToList(),
            }).ToListAsync(ct);
        var merits = await db.Merits.AsNoTracking().Where(m => persons.Contains(m.PersonId)).OrderBy(m => m.CandidacyId)
            .Select(m => new { m.CandidacyId, m.ClosingDate, m.Diplomas, m.Experiences, m.Management, m.Useful }).ToListAsync(ct);
        var subjects = await db.Persons.Where(p => persons.Contains(p.PersonId)).Select(p => p.Subject).ToListAsync(ct);
        var content = new { candidacies, merits, record = await db.RecordOfAsync(persons, subjects, ct) };
        db.Publish(new PersonDataCollected(request.ExportId, request.PersonId, request.Version, "oraltest", JsonSerializer.Serialize(content, ContractsJson.Options), clock.GetCurrentInstant()));
    }
}
