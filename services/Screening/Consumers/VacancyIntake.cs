using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Selection.Contracts;
using Selection.Contracts.Vacancies;
using Selection.Screening.Data;
using Selection.Screening.Domain;

namespace Selection.Screening.Consumers;

/// <summary>A vacancy becomes known, and with it the proposals of the candidacies that came before it.</summary>
internal static class VacancyIntake
{
    private const int ChunkSize = 500;

    public static async Task TakeInAsync(this ScreeningDb db, Guid vacancyId, long version, ProcedureDefinition definition, CancellationToken ct)
    {
        await db.LockVacancyAsync(vacancyId, ct);
        var vacancy = await db.Vacancies.SingleOrDefaultAsync(v => v.VacancyId == vacancyId, ct);
        if (vacancy is null) db.Vacancies.Add(vacancy = new Vacancy { VacancyId = vacancyId, Version = 0 });
        if (vacancy.Version >= version) return;

        vacancy.Version = version;
        vacancy.RuleVersion = definition.Version;
        vacancy.SelectionCode = definition.SelectionCode;
        vacancy.Title = definition.Title;
        vacancy.Language = definition.Language;
        vacancy.Rules = definition.Rules;
        await ProposeWaitingAsync(db, vacancyId, definition, ct);
    }

    /// <summary>In chunks, so that thousands that waited need no more memory than a few.</summary>
    private static async Task ProposeWaitingAsync(ScreeningDb db, Guid vacancyId, ProcedureDefinition definition, CancellationToken ct)
    {
        while (true)
        {
            var waiting = await db.Cases.AsNoTracking()
                .Where(c => c.VacancyId == vacancyId && c.Proposal == null && c.Dossier != null)
                .OrderBy(c => c.CandidacyId).Take(ChunkSize)
                .Select(c => new { c.CandidacyId, c.Dossier, c.ClosingDate })
                .ToListAsync(ct);
            if (waiting.Count == 0) return;

            var proposals = waiting.ConvertAll(c => Proposals.Make(definition.Rules, c.Dossier!, definition.Language, c.ClosingDate!.Value));
            await db.Database.ExecuteSqlRawAsync(
                """
                update cases c set proposal = p.proposal::jsonb, proposed_outcome = p.outcome, proposed_reservation = p.reservation,
                    flags = string_to_array(p.flags, ','), rule_version = {5}
                from unnest({0}, {1}, {2}, {3}, {4}) as p (candidacy_id, proposal, outcome, reservation, flags)
                where c.candidacy_id = p.candidacy_id
                """,
                [
                    waiting.Select(c => c.CandidacyId).ToArray(),
                    proposals.Select(p => JsonSerializer.Serialize(p, ContractsJson.Options)).ToArray(),
                    proposals.Select(p => p.Outcome.ToString()).ToArray(),
                    proposals.Select(p => p.Reservation.ToString()).ToArray(),
                    waiting.Zip(proposals, (c, p) => string.Join(',', CaseFlags.KindsOf(CaseFlags.Of(definition.Rules, c.Dossier!, definition.Language, p, new CasePast())))).ToArray(),
                    definition.Version,
                ],
                ct);
        }
    }
}
