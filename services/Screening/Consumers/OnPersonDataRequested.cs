using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts;
using Selection.Contracts.Events;
using Selection.Screening.Data;
using Selection.ServiceDefaults.Persons;

namespace Selection.Screening.Consumers;

/// <summary>What the screening holds about a person (R55): the dossiers judged, what was ruled and decided on them and why, and on which proof.</summary>
internal sealed class OnPersonDataRequested(ScreeningDb db, IClock clock) : IConsumer<PersonDataRequested>
{
    public async Task Consume(ConsumeContext<PersonDataRequested> context)
    {
        var (request, ct) = (context.Message, context.CancellationToken);
        var persons = await db.AllOfAsync(request.PersonId, ct);
        var candidacies = await (
            from c in db.Cases.AsNoTracking()
            where persons.Contains(c.PersonId)
            orderby c.CandidacyId
            select new
            {
                c.CandidacyId,
                SelectionCode = db.Vacancies.Where(v => v.VacancyId == c.VacancyId).Select(v => v.SelectionCode).SingleOrDefault(),
                c.State,
                c.ClosingDate,
                c.Dossier,
                c.ProposedOutcome,
                c.Flags,
                c.Outcome,
                c.Reservation,
                c.Lifted,
                c.Confirmed,
                c.WithdrawnAt,
                Decisions = db.Decisions.Where(d => d.CandidacyId == c.CandidacyId).OrderBy(d => d.CaseVersion)
                    .Select(d => new { d.Outcome, d.Reservation, d.Motivation, d.RuleVersion, d.DecidedAt }).ToList(),
                Reopenings = db.Reopenings.Where(r => r.CandidacyId == c.CandidacyId).OrderBy(r => r.CaseVersion).Select(r => new { r.Reason, r.ReopenedAt }).ToList(),
                Rulings = db.ExperienceRulings.Where(r => r.CandidacyId == c.CandidacyId).OrderBy(r => r.CaseVersion)
                    .Select(r => new { r.ExperienceId, r.Accepted, r.Reason, r.RuledAt }).ToList(),
                Takeovers = db.ClaimTakeovers.Where(t => t.CandidacyId == c.CandidacyId).OrderBy(t => t.TakenAt).Select(t => new { t.Reason, t.TakenAt }).ToList(),
                ReservationDecisions = db.ReservationDecisions.Where(r => r.CandidacyId == c.CandidacyId).OrderBy(r => r.CaseVersion)
                    .Select(r => new { r.Reservation, r.Lifted, r.Motivation, r.ProofKind, r.ProofDate, r.ProofIssuer, r.ProofReference, r.ProofDocumentVersionId, r.DecidedAt }).ToList(),
            }).ToListAsync(ct);
        var content = new { candidacies, record = await db.RecordOfAsync(persons, [], ct) };
        db.Publish(new PersonDataCollected(request.ExportId, request.PersonId, request.Version, "screening", JsonSerializer.Serialize(content, ContractsJson.Options), clock.GetCurrentInstant()));
    }
}
