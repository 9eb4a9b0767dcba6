using MassTransit;
using Microsoft.EntityFrameworkCore;
using Selection.Contracts.Events;
using Selection.OralTest.Data;
using Selection.ServiceDefaults.Messaging;

namespace Selection.OralTest.Consumers;

/// <summary>R43, R47: a published result stands on the judgement as it is; it is not corrected here any more.</summary>
internal sealed class OnResultsPublished(OralTestDb db, Inbox inbox) : IConsumer<Batch<ResultsPublished>>
{
    public Task Consume(ConsumeContext<Batch<ResultsPublished>> context)
    {
        var published = inbox.FreshOf(context.Message).OrderBy(m => m.CandidacyId).ToArray();
        return db.Database.ExecuteSqlRawAsync(
            """
            with published as materialized (
                select c.candidacy_id, p.published_at
                from (select candidacy_id, min(published_at) as published_at from unnest({0}, {1}) as p (candidacy_id, published_at) group by candidacy_id) p
                join candidacies c on c.candidacy_id = p.candidacy_id
                order by c.candidacy_id for update of c)
            update candidacies c set published_at = least(c.published_at, published.published_at)
            from published where c.candidacy_id = published.candidacy_id
            """,
            [published.Select(m => m.CandidacyId).ToArray(), published.Select(m => m.PublishedAt).ToArray()],
            context.CancellationToken);
    }
}
