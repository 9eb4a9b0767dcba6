using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Screening.Data;
using Selection.Screening.Domain;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Persons;

namespace Selection.Screening.Consumers;

/// <summary>
/// What holds a person's data at the screening (R55): a case to decide, and a refusal, or a decision that a reservation stands,
/// that can still be appealed (R50).
/// </summary>
internal sealed class OnErasureAsked(ScreeningDb db, IClock clock) : IConsumer<ErasureAsked>
{
    private const int AppealDays = 60;

    public async Task Consume(ConsumeContext<ErasureAsked> context)
    {
        var (asked, ct) = (context.Message, context.CancellationToken);
        var persons = await db.AllOfAsync(asked.PersonId, ct);
        var now = clock.GetCurrentInstant();
        var holds = new List<ErasureHold>();
        var isOpen = await db.Cases.AnyAsync(
            c => persons.Contains(c.PersonId) && c.State == CaseState.Open && !db.Vacancies.Any(v => v.VacancyId == c.VacancyId && v.CancelledAt != null), ct);
        if (isOpen) holds.Add(new ErasureHold(ErasureReason.ProcedureRunning, null));
        var refusedAt = await db.Decisions.Where(d => persons.Contains(d.PersonId) && d.Outcome == Outcome.Refuse).MaxAsync(d => (Instant?)d.DecidedAt, ct);
        var confirmedAt = await db.ReservationDecisions.Where(r => !r.Lifted && db.Cases.Any(c => c.CandidacyId == r.CandidacyId && persons.Contains(c.PersonId)))
            .MaxAsync(r => (Instant?)r.DecidedAt, ct);
        if (Later(refusedAt, confirmedAt) is { } at && BrusselsTime.LastOfDays(BrusselsTime.DateIn(at), AppealDays).PlusDays(1) is var until && until > BrusselsTime.DateIn(now))
            holds.Add(new ErasureHold(ErasureReason.AppealPeriod, until));
        db.Publish(new ErasureJudged(asked.ErasureId, asked.PersonId, asked.Version, "screening", holds, now));
    }

    private static Instant? Later(Instant? one, Instant? other) => one is null || one < other ? other : one;
}
