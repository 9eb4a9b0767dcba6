using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Persons;

namespace Selection.Assessment.Consumers;

/// <summary>
/// What holds a person's data at the assessment (R55): a sitting to come, an accommodation or an exemption that is asked for
/// and not decided, an exemption by a pass or a development period that runs (R31, R32), and a stop or a refusal that can still
/// be appealed (R50). A function held has no end, and holds nothing.
/// </summary>
internal sealed class OnErasureAsked(AssessmentDb db, IClock clock) : IConsumer<ErasureAsked>
{
    public async Task Consume(ConsumeContext<ErasureAsked> context)
    {
        var (asked, ct) = (context.Message, context.CancellationToken);
        var files = await PersonFiles.LockAsync(db, [asked.PersonId], [], ct);
        var now = clock.GetCurrentInstant();
        var today = BrusselsTime.DateIn(now);
        var persons = await db.AllOfAsync(asked.PersonId, ct);
        var holds = new List<ErasureHold>();
        if (await db.Candidacies.AnyAsync(c => persons.Contains(c.PersonId) && (c.Standing == Standing.ToBook || c.Standing == Standing.Booked || c.Standing == Standing.Waiting), ct)
            || await db.Accommodations.AnyAsync(
                a => persons.Contains(a.PersonId) && (a.State == AccommodationState.Asked || a.State == AccommodationState.Taken)
                    && db.Candidacies.Any(c => c.CandidacyId == a.CandidacyId && (c.Standing == Standing.Exempted || c.Standing == Standing.Passed)), ct))
            holds.Add(new ErasureHold(ErasureReason.ProcedureRunning, null));
        AddLast(LedgerKind.EarlierPass, ErasureReason.Exemption);
        AddLast(LedgerKind.DevelopmentPeriod, ErasureReason.DevelopmentPeriod);
        var stoppedAt = await db.Records.Where(r => r.EntityType == "candidacy" && r.Action == "candidacy.stopped" && persons.Contains(r.PersonId!.Value)).MaxAsync(r => (Instant?)r.At, ct);
        var refusedAt = await db.AccommodationDecisions.Where(d => persons.Contains(d.PersonId) && d.Outcome != AccommodationOutcome.Granted).MaxAsync(d => (Instant?)d.DecidedAt, ct);
        var notAcceptedAt = await db.ExemptionClaims.Where(c => persons.Contains(c.PersonId) && c.State == ClaimState.Refused).MaxAsync(c => c.DecidedAt, ct);
        if (new[] { stoppedAt, refusedAt, notAcceptedAt }.Max() is { } at) Add(ErasureReason.AppealPeriod, Remedies.AnnulmentUntil(at).PlusDays(1));
        db.Publish(new ErasureJudged(asked.ErasureId, asked.PersonId, asked.Version, "assessment", holds, now));

        void AddLast(LedgerKind kind, ErasureReason reason)
        {
            if (files.LedgerOf(asked.PersonId).Where(e => e.Kind == kind).Max(e => e.Until) is { } until) Add(reason, until);
        }

        void Add(ErasureReason reason, LocalDate until)
        {
            if (until > today) holds.Add(new ErasureHold(reason, until));
        }
    }
}
