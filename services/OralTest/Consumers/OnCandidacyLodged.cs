using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Selection.Contracts;
using Selection.Contracts.Events;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Messaging;

namespace Selection.OralTest.Consumers;

/// <summary>
/// R46: what the committee will compare is kept from every lodged dossier, and no more of it; whether the candidacy ever
/// reaches the oral test may be heard before or after. They come in bursts of thousands: one statement a batch.
/// </summary>
internal sealed class OnCandidacyLodged(OralTestDb db, Inbox inbox) : IConsumer<Batch<CandidacyLodged>>
{
    public Task Consume(ConsumeContext<Batch<CandidacyLodged>> context)
    {
        // Always in the same order, so that two batches that meet wait for each other instead of dying.
        var lodged = inbox.FreshOf(context.Message)
            .GroupBy(m => m.CandidacyId).Select(same => same.MaxBy(m => m.Version)!)
            .OrderBy(m => m.CandidacyId).ToArray();
        var merits = Array.ConvertAll(lodged, m => MeritsOfDossier.Of(m.Dossier, m.ClosingDate));
        // Nothing is kept of a person who was erased before (R55).
        return db.Database.ExecuteSqlRawAsync(
            """
            insert into merits as m (candidacy_id, vacancy_id, person_id, seen, closing_date, diplomas, experiences, management, useful)
            select candidacy_id, vacancy_id, person_id, version, closing_date, diplomas::jsonb, experiences::jsonb, management::jsonb, useful::jsonb
            from unnest({0}, {1}, {2}, {3}, {4}, {5}, {6}, {7}, {8}) with ordinality
                as l (candidacy_id, vacancy_id, person_id, version, closing_date, diplomas, experiences, management, useful, n)
            where not exists (select 1 from persons p where p.person_id = l.person_id and p.seen = {9})
            order by n
            on conflict (candidacy_id) do update set seen = excluded.seen, closing_date = excluded.closing_date,
                diplomas = excluded.diplomas, experiences = excluded.experiences, management = excluded.management, useful = excluded.useful
            where m.seen < excluded.seen
            """,
            [
                lodged.Select(m => m.CandidacyId).ToArray(),
                lodged.Select(m => m.VacancyId).ToArray(),
                lodged.Select(m => m.PersonId).ToArray(),
                lodged.Select(m => m.Version).ToArray(),
                lodged.Select(m => m.ClosingDate).ToArray(),
                merits.Select(m => Json(m.Diplomas)).ToArray(),
                merits.Select(m => Json(m.Experiences)).ToArray(),
                merits.Select(m => Json(m.Management)).ToArray(),
                merits.Select(m => Json(m.Useful)).ToArray(),
                long.MaxValue,
            ],
            context.CancellationToken);
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, ContractsJson.Options);
}
