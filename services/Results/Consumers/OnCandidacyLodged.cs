using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.ServiceDefaults.Messaging;

namespace Selection.Results.Consumers;

/// <summary>From here on the candidacy is on its way: no list is complete before it ended or was judged (R46). Nothing of the dossier is kept.</summary>
internal sealed class OnCandidacyLodged(ResultsDb db, IClock clock, Inbox inbox) : IConsumer<Batch<CandidacyLodged>>
{
    public async Task Consume(ConsumeContext<Batch<CandidacyLodged>> context)
    {
        var ct = context.CancellationToken;
        var lodged = inbox.FreshOf(context.Message).DistinctBy(m => m.CandidacyId).OrderBy(m => m.CandidacyId).ToArray();
        await db.ShareVacanciesAsync(lodged.Select(m => m.VacancyId), ct);
        var added = await db.Database.SqlQuery<Guid>(
            $"""
            insert into candidacies (candidacy_id, vacancy_id, person_id)
            select candidacy_id, vacancy_id, person_id
            from unnest({lodged.Select(m => m.CandidacyId).ToArray()}, {lodged.Select(m => m.VacancyId).ToArray()}, {lodged.Select(m => m.PersonId).ToArray()})
                with ordinality as m (candidacy_id, vacancy_id, person_id, n)
            order by n
            on conflict (candidacy_id) do nothing
            returning vacancy_id as "Value"
            """).ToListAsync(ct);
        await db.OutdateListsAsync(added, "lodged", clock, ct);
    }
}
