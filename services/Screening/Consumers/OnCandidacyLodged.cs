using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts;
using Selection.Contracts.Events;
using Selection.Screening.Data;
using Selection.Screening.Domain;
using Selection.ServiceDefaults.Database;
using Selection.ServiceDefaults.Messaging;
using Selection.ServiceDefaults.Record;

namespace Selection.Screening.Consumers;

/// <summary>
/// Candidacies as they stood at closing become cases with a proposal; those whose vacancy is not known yet wait for it.
/// They come in bursts of thousands: one statement a batch.
/// </summary>
internal sealed class OnCandidacyLodged(ScreeningDb db, IClock clock, Inbox inbox) : IConsumer<Batch<CandidacyLodged>>
{
    public async Task Consume(ConsumeContext<Batch<CandidacyLodged>> context)
    {
        var ct = context.CancellationToken;
        // Always in the same order, so that two batches that meet wait for each other instead of dying.
        var lodged = inbox.FreshOf(context.Message)
            .GroupBy(m => m.CandidacyId).Select(same => same.MaxBy(m => m.Version)!)
            .OrderBy(m => m.CandidacyId).ToArray();
        var vacancyIds = lodged.Select(m => m.VacancyId).Distinct().ToArray();
        await db.ShareVacanciesAsync(vacancyIds, ct);
        var vacancies = await db.Vacancies.AsNoTracking()
            .Where(v => vacancyIds.Contains(v.VacancyId) && v.Rules != null)
            .ToDictionaryAsync(v => v.VacancyId, ct);

        var opened = await InsertAsync(lodged, [.. lodged.Select(m => vacancies.GetValueOrDefault(m.VacancyId))], ct);
        var now = clock.GetCurrentInstant();
        await db.RecordManyAsync(
            [
                .. from m in lodged
                   where opened.ContainsKey(m.CandidacyId)
                   let ruleVersion = vacancies.GetValueOrDefault(m.VacancyId)?.RuleVersion
                   from action in (string[])["case.opened", .. opened[m.CandidacyId] ? (string[])["rulings.set-aside"] : []]
                   select new RecordEntry(RecordEntry.SystemActor, action, "case", m.CandidacyId, m.PersonId, ruleVersion, new { m.VacancyId, m.ClosingDate }),
            ],
            now, ct);
    }

    /// <summary>The cases that were opened, and whether rulings on an earlier dossier were set aside by it.</summary>
    private async Task<Dictionary<Guid, bool>> InsertAsync(CandidacyLodged[] lodged, Vacancy?[] vacancies, CancellationToken ct)
    {
        var proposals = lodged.Zip(vacancies, (m, vacancy) =>
            vacancy is null ? null : Proposals.Make(vacancy.Rules!, m.Dossier, vacancy.Language!, m.ClosingDate)).ToArray();
        var flags = lodged.Select((m, i) => proposals[i] is { } proposal && vacancies[i] is { } vacancy
            ? CaseFlags.KindsOf(CaseFlags.Of(vacancy.Rules!, m.Dossier, vacancy.Language!, proposal, new CasePast())) : []);
        // A dossier is frozen (R18): the first lodging stands, unless a newer one comes before anything was decided on it. What
        // was ruled on the earlier one (R57) stands no more, and an officer is told.
        var opened = await db.Database.SqlQueryRaw<Opened>(
            """
            insert into cases as c (candidacy_id, vacancy_id, person_id, version, state, lodged_version, lodged_at, closing_date, dossier,
                proposal, rule_version, proposed_outcome, proposed_reservation, flags, reservation, lifted, confirmed)
            select candidacy_id, vacancy_id, person_id, 1, 'Open', lodged_version, lodged_at, closing_date, dossier::jsonb,
                proposal::jsonb, rule_version, proposed_outcome, proposed_reservation, string_to_array(flags, ','),
                'None', 'None', 'None'
            from unnest({0}, {1}, {2}, {3}, {4}, {5}, {6}, {7}, {8}, {9}, {10}, {11}) with ordinality as m (candidacy_id, vacancy_id, person_id,
                lodged_version, lodged_at, closing_date, dossier, proposal, rule_version, proposed_outcome, proposed_reservation, flags, n)
            order by n
            on conflict (candidacy_id) do update set lodged_version = excluded.lodged_version, lodged_at = excluded.lodged_at,
                closing_date = excluded.closing_date, dossier = excluded.dossier, proposal = excluded.proposal,
                rule_version = excluded.rule_version, proposed_outcome = excluded.proposed_outcome,
                proposed_reservation = excluded.proposed_reservation, version = c.version + 1, ruled_proposal = null,
                flags = case when c.ruled_at is null then excluded.flags else array_append(excluded.flags, 'RulingsSetAside') end
            where c.lodged_version < excluded.lodged_version and c.decided_at is null
            returning c.candidacy_id, c.ruled_at is not null as rulings_set_aside
            """,
            lodged.Select(m => m.CandidacyId).ToArray(),
            lodged.Select(m => m.VacancyId).ToArray(),
            lodged.Select(m => m.PersonId).ToArray(),
            lodged.Select(m => m.Version).ToArray(),
            lodged.Select(m => m.OccurredAt).ToArray(),
            lodged.Select(m => m.ClosingDate).ToArray(),
            lodged.Select(m => JsonSerializer.Serialize(m.Dossier, ContractsJson.Options)).ToArray(),
            proposals.Select(p => p is null ? null : JsonSerializer.Serialize(p, ContractsJson.Options)).ToArray(),
            vacancies.Select(v => v?.RuleVersion).ToArray(),
            proposals.Select(p => p?.Outcome.ToString()).ToArray(),
            proposals.Select(p => (p?.Reservation ?? Reservation.None).ToString()).ToArray(),
            flags.Select(f => string.Join(',', f)).ToArray()).ToListAsync(ct);
        return opened.ToDictionary(o => o.CandidacyId, o => o.RulingsSetAside);
    }

    private sealed record Opened(Guid CandidacyId, bool RulingsSetAside);
}
