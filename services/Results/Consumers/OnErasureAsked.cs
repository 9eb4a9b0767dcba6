using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Persons;

namespace Selection.Results.Consumers;

/// <summary>What holds a person's data in the results (R55): a list being made, the periods for appeal and feedback after its publication, and what is open after it (R49 to R52).</summary>
internal sealed class OnErasureAsked(ResultsDb db, IClock clock) : IConsumer<ErasureAsked>
{
    private const int AppealDays = 60;
    private const int FeedbackMonths = 2;

    public async Task Consume(ConsumeContext<ErasureAsked> context)
    {
        var (asked, ct) = (context.Message, context.CancellationToken);
        var persons = await db.AllOfAsync(asked.PersonId, ct);
        var now = clock.GetCurrentInstant();
        var today = BrusselsTime.DateIn(now);
        var lists = await (
            from e in db.Entries
            join l in db.Lists on e.ListId equals l.ListId
            where persons.Contains(e.PersonId) && (l.State == ListState.Proposed || l.State == ListState.Approved || l.State == ListState.Published)
            select new { l.PublishAt, e.CarriedFrom }).ToListAsync(ct);
        var holds = new List<ErasureHold>();
        if (lists.Any(l => l.PublishAt is null || l.PublishAt > now)) holds.Add(new ErasureHold(ErasureReason.ProcedureRunning, null));
        // A correction that leaves a decision as it is begins no new period.
        if (lists.Where(l => l.PublishAt <= now && l.CarriedFrom is null).Max(l => l.PublishAt) is { } publishedAt)
        {
            var day = BrusselsTime.DateIn(publishedAt);
            Add(ErasureReason.AppealPeriod, BrusselsTime.LastOfDays(day, AppealDays).PlusDays(1));
            // This one period includes the same-numbered day.
            Add(ErasureReason.FeedbackPeriod, day.PlusMonths(FeedbackMonths).PlusDays(1));
        }

        holds.AddRange(await db.HoldsAfterResultsAsync(persons, now, ct));
        db.Publish(new ErasureJudged(asked.ErasureId, asked.PersonId, asked.Version, "results", holds, now));

        void Add(ErasureReason reason, LocalDate until)
        {
            if (until > today) holds.Add(new ErasureHold(reason, until));
        }
    }
}
