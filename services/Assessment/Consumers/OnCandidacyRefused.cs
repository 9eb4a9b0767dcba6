using MassTransit;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Messaging;

namespace Selection.Assessment.Consumers;

/// <summary>Not, or no longer, admitted (R24). Kept also for candidacies never seen here: an older admission may still be on its way.</summary>
internal sealed class OnCandidacyRefused(AssessmentDb db, Inbox inbox, IClock clock) : IConsumer<Batch<CandidacyRefused>>
{
    public async Task Consume(ConsumeContext<Batch<CandidacyRefused>> context)
    {
        var refused = inbox.FreshOf(context.Message);
        var files = await PersonFiles.LockAsync(db, refused.Select(r => r.PersonId), [], context.CancellationToken);
        foreach (var refusal in refused.OrderBy(r => r.Version))
            files.TakeOut(refusal.CandidacyId, refusal.VacancyId, refusal.PersonId, refusal.Version, clock.GetCurrentInstant());
        await files.SaveSeatsAsync(context.CancellationToken);
    }
}

/// <summary>Takes a candidacy out that the screening no longer admits.</summary>
internal static class Exclusion
{
    /// <summary>Ends it, unless a newer decision of the screening is known.</summary>
    public static void TakeOut(this PersonFiles files, Guid candidacyId, Guid vacancyId, Guid personId, long screeningVersion, Instant now)
    {
        var candidacy = files.Candidacy(candidacyId) ?? files.Add(new CandidacyRow
        {
            CandidacyId = candidacyId,
            VacancyId = vacancyId,
            PersonId = files.PersonOf(personId),
            Standing = Standing.Waiting,
        });
        if (candidacy.ScreeningVersion >= screeningVersion) return;
        candidacy.ScreeningVersion = screeningVersion;
        if (candidacy.Standing != Standing.Ended) files.End(candidacy, EndReason.NotAdmitted, now);
    }
}
