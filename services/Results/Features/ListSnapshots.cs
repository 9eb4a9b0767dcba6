using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Selection.Contracts;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.Results.Domain;

namespace Selection.Results.Features;

/// <summary>Writes a list's entries, in chunks, and the hash over all of them.</summary>
internal static class ListSnapshots
{
    private const int ChunkSize = 500;

    /// <returns>SHA-256 over the entries in the order of their candidacies, lower-case hexadecimal.</returns>
    public static async Task<string> WriteAsync(ResultsDb db, Guid listId, Vacancy vacancy, IReadOnlyList<Placing> placings, CancellationToken ct)
    {
        var byCandidacy = placings.ToDictionary(p => p.CandidacyId);
        var atRank = placings.Where(p => p.Rank is not null).CountBy(p => p.Rank!.Value).ToDictionary();
        var suitable = placings.Count(p => p.Group is FinalGroup.Suitable);
        var procedure = vacancy.Procedure();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var last = Guid.Empty;
        while (true)
        {
            var chunk = await db.Candidacies
                .FromSql($"select * from candidacies where vacancy_id = {vacancy.VacancyId} and candidacy_id > {last} order by candidacy_id limit {ChunkSize}")
                .AsNoTracking().ToListAsync(ct);
            if (chunk.Count == 0) return Convert.ToHexStringLower(hash.GetHashAndReset());

            last = chunk[^1].CandidacyId;
            var entries = chunk.Where(c => byCandidacy.ContainsKey(c.CandidacyId)).Select(c => EntryOf(c, byCandidacy[c.CandidacyId])).ToArray();
            foreach (var entry in entries) hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(Hashed.Of(entry), ContractsJson.Options));
            await InsertAsync(db, entries, ct);
        }

        ListEntry EntryOf(Candidacy c, Placing placing)
        {
            var shared = placing.Rank is { } rank && atRank[rank] > 1;
            var decision = new FinalDecision(placing.Group, placing.Rank, suitable, shared, c.TotalPercent!.Value, c.Results!, c.Motivation!);
            return new ListEntry
            {
                ListId = listId,
                CandidacyId = c.CandidacyId,
                PersonId = c.PersonId,
                Group = placing.Group,
                Rank = placing.Rank,
                TotalPercent = c.TotalPercent.Value,
                MeritPlace = c.MeritPlace,
                Results = c.Results!,
                Motivation = Motivations.Write(vacancy.Language!, procedure, decision),
            };
        }
    }

    private static async Task InsertAsync(ResultsDb db, ListEntry[] entries, CancellationToken ct)
    {
        if (entries.Length == 0) return;
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into list_entries (list_id, candidacy_id, person_id, "group", rank, total_percent, merit_place, results, motivation)
            select {entries[0].ListId}, candidacy_id, person_id, "group", rank, total_percent, merit_place, results::jsonb, motivation
            from unnest({entries.Select(e => e.CandidacyId).ToArray()}, {entries.Select(e => e.PersonId).ToArray()},
                {entries.Select(e => e.Group.ToString()).ToArray()}, {entries.Select(e => e.Rank).ToArray()}, {entries.Select(e => e.TotalPercent).ToArray()},
                {entries.Select(e => e.MeritPlace).ToArray()}, {entries.Select(e => JsonSerializer.Serialize(e.Results, ContractsJson.Options)).ToArray()},
                {entries.Select(e => e.Motivation).ToArray()})
                as e (candidacy_id, person_id, "group", rank, total_percent, merit_place, results, motivation)
            """, ct);
    }

    /// <summary>What the hash covers of an entry.</summary>
    private sealed record Hashed(
        Guid CandidacyId, Guid PersonId, FinalGroup Group, int? Rank, decimal TotalPercent, int? MeritPlace, IReadOnlyList<CompetencyResult> Results, string Motivation)
    {
        public static Hashed Of(ListEntry e) => new(e.CandidacyId, e.PersonId, e.Group, e.Rank, e.TotalPercent, e.MeritPlace, e.Results, e.Motivation);
    }
}
