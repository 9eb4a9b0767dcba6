using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Contracts;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Persons;

namespace Selection.Assessment.Consumers;

/// <summary>
/// What the assessment holds about a person (R55): candidacies, seats, results as the vendor sent them, the
/// ledger, and what was asked and decided. Why an
/// accommodation was asked leaves the assessment with nobody (R39): the person reads it, with the files, where it was asked.
/// </summary>
internal sealed class OnPersonDataRequested(AssessmentDb db, IClock clock) : IConsumer<PersonDataRequested>
{
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
                c.Standing,
                c.StopReason,
                c.ExemptionGround,
                c.ExemptSince,
                c.BarredUntil,
            }).ToListAsync(ct);
        var bookings = await (
            from b in db.Bookings.AsNoTracking()
            join s in db.Sessions on b.SessionId equals s.SessionId
            where persons.Contains(b.PersonId)
            orderby b.BookedAt
            select new { b.CandidacyId, b.CandidateNumber, s.StartsAt, s.Place, b.State, b.BookedAt, b.ClosedAt, b.Score, b.Parts, b.Effect }).ToListAsync(ct);
        var ledger = await db.Ledger.AsNoTracking().Where(e => persons.Contains(e.PersonId)).OrderBy(e => e.At)
            .Select(e => new { e.Kind, e.LevelGroup, e.From, e.Until, e.Source, e.At }).ToListAsync(ct);
        var submissions = await (
            from s in db.Submissions.AsNoTracking()
            join b in db.Bookings on s.BookingId equals b.BookingId
            where persons.Contains(b.PersonId)
            orderby s.Id
            select new { Submission = s, Settlement = db.Settlements.FirstOrDefault(k => k.SubmissionId == s.Id) }).ToListAsync(ct);
        var results = submissions.Select(s => new
        {
            s.Submission.ReceivedAt,
            s.Submission.CandidateNumber,
            s.Submission.Outcome,
            s.Submission.Score,
            Parts = s.Submission.PartsReceived(),
            s.Submission.TakenAt,
            Disposition = s.Submission.Verdict,
            s.Submission.Reason,
            SettledAt = s.Settlement?.At,
            Settled = s.Settlement?.Reason,
        });
        var help = await db.HelpRequests.AsNoTracking().Where(h => persons.Contains(h.PersonId)).OrderBy(h => h.AskedAt)
            .Select(h => new { h.CandidacyId, h.Text, h.AskedAt, h.Answer, h.AnsweredAt }).ToListAsync(ct);
        var reviews = await db.ExemptionReviews.AsNoTracking().Where(r => persons.Contains(r.PersonId)).OrderBy(r => r.OpenedAt)
            .Select(r => new { r.CandidacyId, r.OpenedAt, r.State, r.DecidedAt, r.Motivation }).ToListAsync(ct);
        var (accommodations, exemptionClaims) = (await AccommodationsAsync(persons, ct), await ClaimsAsync(persons, ct));
        var content = new { candidacies, bookings, ledger, results, help, reviews, accommodations, exemptionClaims, record = await db.RecordOfAsync(persons, await SubjectsAsync(persons, ct), ct) };
        db.Publish(new PersonDataCollected(request.ExportId, request.PersonId, request.Version, "assessment", JsonSerializer.Serialize(content, ContractsJson.Options), clock.GetCurrentInstant()));
    }

    private async Task<object> AccommodationsAsync(Guid[] persons, CancellationToken ct) => await (
        from a in db.Accommodations.AsNoTracking()
        where persons.Contains(a.PersonId)
        orderby a.AskedAt
        select new
        {
            a.CandidacyId,
            a.State,
            a.Late,
            a.AskedAt,
            a.WithdrawnAt,
            a.Asked,
            Decisions = db.AccommodationDecisions.Where(d => d.RequestId == a.RequestId).OrderBy(d => d.Number).Select(d => new { d.Number, d.Outcome, d.Measures, d.DecidedAt }).ToList(),
            Files = db.FiledDocuments.Where(d => d.AboutId == a.RequestId).OrderBy(d => d.FiledAt).Select(d => new { d.DocumentId, d.Format, d.Size, d.FiledAt }).ToList(),
            ReasonAndTexts = $"/api/assessment/candidacies/{a.CandidacyId}/accommodation?requestId={a.RequestId}",
        }).ToListAsync(ct);

    private async Task<object> ClaimsAsync(Guid[] persons, CancellationToken ct) => await (
        from c in db.ExemptionClaims.AsNoTracking()
        where persons.Contains(c.PersonId)
        orderby c.ClaimedAt
        select new
        {
            c.CandidacyId,
            c.State,
            c.Function,
            c.Service,
            c.WeighingClass,
            c.LevelGroup,
            c.From,
            c.Until,
            c.ClaimedAt,
            c.WithdrawnAt,
            c.DecidedAt,
            c.Motivation,
            Files = db.FiledDocuments.Where(d => d.AboutId == c.ClaimId).OrderBy(d => d.FiledAt).Select(d => new { d.DocumentId, d.Format, d.Size, d.FiledAt }).ToList(),
        }).ToListAsync(ct);

    private Task<List<string>> SubjectsAsync(Guid[] persons, CancellationToken ct) =>
        db.Persons.Where(p => persons.Contains(p.PersonId) && p.Subject != null).Select(p => p.Subject!).ToListAsync(ct);
}
