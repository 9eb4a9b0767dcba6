using MassTransit;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Contracts.Events;

namespace Selection.Assessment.Consumers;

/// <summary>Withdrawn (R19): the seat is free; the person's ledger stays. It may come before the admission it takes back.</summary>
internal sealed class OnCandidacyWithdrawn(AssessmentDb db, IClock clock) : IConsumer<CandidacyWithdrawn>
{
    public async Task Consume(ConsumeContext<CandidacyWithdrawn> context)
    {
        var withdrawn = context.Message;
        var files = await PersonFiles.LockAsync(db, [withdrawn.PersonId], [], context.CancellationToken);
        var candidacy = files.Candidacy(withdrawn.CandidacyId) ?? files.Add(new CandidacyRow
        {
            CandidacyId = withdrawn.CandidacyId,
            VacancyId = withdrawn.VacancyId,
            PersonId = files.PersonOf(withdrawn.PersonId),
            Standing = Standing.Waiting,
        });
        if (candidacy.Withdrawn) return;
        candidacy.Withdrawn = true;
        files.End(candidacy, EndReason.Withdrawn, clock.GetCurrentInstant());
        await files.SaveSeatsAsync(context.CancellationToken);
    }
}
