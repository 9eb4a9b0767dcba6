using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Persons;

namespace Selection.OralTest.Consumers;

/// <summary>What holds a person's data at the oral test (R55): an invitation, a hearing to come or to judge, and a stop that can still be appealed (R50).</summary>
internal sealed class OnErasureAsked(OralTestDb db, IClock clock) : IConsumer<ErasureAsked>
{
    private const int AppealDays = 60;

    public async Task Consume(ConsumeContext<ErasureAsked> context)
    {
        var (asked, ct) = (context.Message, context.CancellationToken);
        var persons = await db.AllOfAsync(asked.PersonId, ct);
        var now = clock.GetCurrentInstant();
        var holds = new List<ErasureHold>();
        CandidacyState[] running = [CandidacyState.Reached, CandidacyState.Invited, CandidacyState.Planned, CandidacyState.Rescheduling, CandidacyState.Held];
        if (await db.Candidacies.AnyAsync(c => persons.Contains(c.PersonId) && running.Contains(c.State) && !db.Vacancies.Any(v => v.VacancyId == c.VacancyId && v.Cancelled), ct))
            holds.Add(new ErasureHold(ErasureReason.ProcedureRunning, null));
        var stopped = db.Candidacies.Where(c => persons.Contains(c.PersonId) && c.State == CandidacyState.Stopped).Select(c => c.CandidacyId);
        var stoppedAt = await db.Records.Where(r => r.EntityType == "candidacy" && stopped.Contains(r.EntityId)).MaxAsync(r => (Instant?)r.At, ct);
        if (stoppedAt is { } at && BrusselsTime.LastOfDays(BrusselsTime.DateIn(at), AppealDays).PlusDays(1) is var until && until > BrusselsTime.DateIn(now))
            holds.Add(new ErasureHold(ErasureReason.AppealPeriod, until));
        db.Publish(new ErasureJudged(asked.ErasureId, asked.PersonId, asked.Version, "oraltest", holds, now));
    }
}
