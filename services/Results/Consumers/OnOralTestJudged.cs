using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.ServiceDefaults.Database;
using Selection.ServiceDefaults.Messaging;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Consumers;

/// <summary>The committee judged, or its comparison of diplomas and merits gave a judged candidate a place (R46): the newest counts.</summary>
internal sealed class OnOralTestJudged(ResultsDb db, IClock clock, Inbox inbox) : IConsumer<Batch<OralTestJudged>>
{
    public async Task Consume(ConsumeContext<Batch<OralTestJudged>> context)
    {
        var ct = context.CancellationToken;
        var judged = inbox.FreshOf(context.Message)
            .GroupBy(m => m.CandidacyId).Select(same => same.MaxBy(m => m.Version)!)
            .OrderBy(m => m.CandidacyId).ToArray();
        await db.ShareVacanciesAsync(judged.Select(m => m.VacancyId), ct);
        var changed = (await MergeAsync(judged, ct)).ToHashSet();

        var merged = judged.Where(m => changed.Contains(m.CandidacyId)).ToArray();
        await db.RecordManyAsync(
            [.. merged.Select(m => new RecordEntry(RecordEntry.SystemActor, "candidacy.judged", "candidacy", m.CandidacyId, m.PersonId, Details: new { m.VacancyId, m.Version }))],
            clock.GetCurrentInstant(), ct);
        await db.OutdateListsAsync([.. merged.Select(m => m.VacancyId).Distinct()], "judged", clock, ct);
    }

    private Task<List<Guid>> MergeAsync(OralTestJudged[] judged, CancellationToken ct) => db.Database.SqlQueryRaw<Guid>(
        """
        insert into candidacies as c (candidacy_id, vacancy_id, person_id, oral_test_version, oral_test_state,
            total_percent, suitable, results, motivation, merit_place)
        select candidacy_id, vacancy_id, person_id, version, 'Judged', total_percent, suitable, results::jsonb, motivation, merit_place
        from unnest({0}, {1}, {2}, {3}, {4}, {5}, {6}, {7}, {8}) with ordinality
            as m (candidacy_id, vacancy_id, person_id, version, total_percent, suitable, results, motivation, merit_place, n)
        order by n
        on conflict (candidacy_id) do update set oral_test_version = excluded.oral_test_version, oral_test_state = excluded.oral_test_state,
            total_percent = excluded.total_percent, suitable = excluded.suitable, results = excluded.results,
            motivation = excluded.motivation, merit_place = excluded.merit_place
        where c.oral_test_version < excluded.oral_test_version
        returning c.candidacy_id as "Value"
        """,
        judged.Select(m => m.CandidacyId).ToArray(),
        judged.Select(m => m.VacancyId).ToArray(),
        judged.Select(m => m.PersonId).ToArray(),
        judged.Select(m => m.Version).ToArray(),
        judged.Select(m => m.TotalPercent).ToArray(),
        judged.Select(m => m.Suitable).ToArray(),
        judged.Select(m => JsonSerializer.Serialize(m.Results, ContractsJson.Options)).ToArray(),
        judged.Select(m => m.Motivation).ToArray(),
        judged.Select(m => m.MeritPlace).ToArray()).ToListAsync(ct);
}
