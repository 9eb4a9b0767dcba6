using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Record;

namespace Selection.Candidacies.Consumers;

/// <summary>
/// What one service says about an erasure (R55). With the last answer of a round it is carried out, or waits: for the last day
/// that is known, or to be asked again where a procedure is going on.
/// </summary>
internal sealed class OnErasureJudged(CandidacyDb db, Eraser eraser, IOptions<PersonalDataRules> rules, IClock clock) : IConsumer<ErasureJudged>
{
    public async Task Consume(ConsumeContext<ErasureJudged> context)
    {
        var (said, ct) = (context.Message, context.CancellationToken);
        if (!OtherServices.All.Contains(said.Service)) return;
        // The person first, then the erasure, as whoever takes it back.
        await db.Database.ExecuteSqlAsync($"select 1 from persons where person_id = {said.PersonId} for update", ct);
        var erasure = await db.Erasures.FromSql($"select * from erasures where erasure_id = {said.ErasureId} for update").SingleOrDefaultAsync(ct);
        if (erasure is not { State: ErasureState.Asking } || erasure.Round != said.Version) return;

        var answers = await db.ErasureAnswers.Where(a => a.ErasureId == erasure.ErasureId).ToListAsync(ct);
        var answer = answers.SingleOrDefault(a => a.Service == said.Service);
        if (answer is null)
        {
            db.ErasureAnswers.Add(answer = new ErasureAnswer { ErasureId = erasure.ErasureId, Service = said.Service, Round = erasure.Round, Holds = said.Holds });
            answers.Add(answer);
        }

        (answer.Round, answer.Holds) = (erasure.Round, said.Holds);
        if (answers.Count(a => a.Round == erasure.Round) < OtherServices.All.Length) return;

        var now = clock.GetCurrentInstant();
        HeldBy[] reasons =
        [
            .. answers.OrderBy(a => a.Service).SelectMany(a => a.Holds.Select(h => new HeldBy(a.Service, h.Reason, h.Until))),
            .. await eraser.OwnHoldsAsync(erasure.PersonId, ct),
        ];
        erasure.Version++;
        if (reasons.Length == 0)
        {
            await eraser.EraseAsync(erasure, now, ct);
            return;
        }

        if (!reasons.SequenceEqual(erasure.Reasons))
        {
            erasure.Reasons = reasons;
            var freeFrom = ErasureHolds.FreeFrom(reasons);
            var kind = freeFrom is null ? "erasure-waits" : "erasure-waits-until";
            db.Messages.Add(Message.About(erasure.PersonId, erasure.ErasureId, erasure.Version, kind, now, new { freeFrom }));
            db.Record(new(RecordEntry.SystemActor, "erasure.waits", "erasure", erasure.ErasureId, erasure.PersonId, Details: new { reasons }), now);
        }

        (erasure.State, erasure.NextAt) = (ErasureState.Waiting, ErasureHolds.NextLook(reasons, now, Duration.FromHours(rules.Value.AskAgainAfterHours)));
    }
}
