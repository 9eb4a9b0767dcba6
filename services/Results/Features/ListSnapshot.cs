using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.Results.Domain;

namespace Selection.Results.Features;

/// <summary>Writes a list down as it follows from the outcomes: its entries, in chunks, and the hash over all of them.</summary>
/// <param name="db">In the caller's transaction, under the vacancy's lock.</param>
/// <param name="vacancy">Whose list.</param>
/// <param name="standing">The order.</param>
/// <param name="previous">The published list it corrects; null for a first list.</param>
/// <param name="correction">Why it corrects it.</param>
internal sealed class ListSnapshot(ResultsDb db, Vacancy vacancy, Standing standing, ResultList? previous, Correction? correction)
{
    private const int ChunkSize = 500;

    private readonly Dictionary<Guid, Placing> _placings = standing.Placings.ToDictionary(p => p.CandidacyId);
    private readonly Dictionary<int, int> _atRank = standing.Placings.Where(p => p.Rank is not null).CountBy(p => p.Rank!.Value).ToDictionary();
    private readonly ActFrame _frame = Motivations.FrameOf(vacancy.Language!, vacancy.Procedure(), correction);
    private readonly Guid _listId = Guid.CreateVersion7();

    /// <summary>How many candidates of the corrected list are in this one.</summary>
    private int _kept;

    /// <summary>How many decisions the list takes itself.</summary>
    private int _decided;

    /// <summary>Whether it decides anything else than the list it corrects.</summary>
    public bool ChangesAnything => _decided > 0 || _kept < previous?.Suitable + previous?.NotSuitable;

    /// <summary>Writes it; proposals of before that were not approved do not stand any more. The caller saves.</summary>
    public async Task<ResultList> WriteAsync(string proposedBy, Instant now, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"update lists set state = 'Stale' where vacancy_id = {vacancy.VacancyId} and state = 'Proposed'", ct);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await WriteEntriesAsync(hash, ct);
        var notSuitable = standing.Placings.Count - standing.Suitable;
        var list = new ResultList
        {
            ListId = _listId,
            VacancyId = vacancy.VacancyId,
            Version = 1 + (await db.Lists.Where(l => l.VacancyId == vacancy.VacancyId).MaxAsync(l => (int?)l.Version, ct) ?? 0),
            State = ListState.Proposed,
            Hash = hash.EndWith(new HashedList(
                _frame, standing.Suitable, notSuitable, previous?.Version, correction?.Ground, correction?.Reason, correction?.Ruling)),
            RuleVersion = vacancy.RuleVersion,
            Suitable = standing.Suitable,
            NotSuitable = notSuitable,
            ProposedBy = proposedBy,
            ProposedAt = now,
            Corrects = previous?.Version,
            Ground = correction?.Ground,
            Reason = correction?.Reason,
            Ruling = correction?.Ruling,
            Decided = _decided,
            Frame = _frame,
        };
        db.Lists.Add(list);
        return list;
    }

    private async Task WriteEntriesAsync(IncrementalHash hash, CancellationToken ct)
    {
        var sharedBefore = await SharedBeforeAsync(ct);
        var last = Guid.Empty;
        while (true)
        {
            var chunk = await db.Candidacies
                .FromSql($"select * from candidacies where vacancy_id = {vacancy.VacancyId} and candidacy_id > {last} order by candidacy_id limit {ChunkSize}")
                .AsNoTracking().ToListAsync(ct);
            if (chunk.Count == 0) return;

            last = chunk[^1].CandidacyId;
            var judged = chunk.Where(c => _placings.ContainsKey(c.CandidacyId)).ToList();
            var before = await BeforeAsync([.. judged.Select(c => c.CandidacyId)], ct);
            var entries = judged.ConvertAll(c => EntryOf(c, _placings[c.CandidacyId], before.GetValueOrDefault(c.CandidacyId), sharedBefore));
            foreach (var entry in entries) hash.Add(entry);
            _kept += before.Count;
            _decided += entries.Count(e => e.CarriedFrom is null);
            await InsertAsync(entries, ct);
        }
    }

    private ListEntry EntryOf(Candidacy c, Placing placing, ListEntry? before, HashSet<int> sharedBefore)
    {
        var decision = new FinalDecision(
            placing.Group, placing.Rank, standing.Suitable, placing.Rank is { } rank && _atRank[rank] > 1, c.TotalPercent!.Value, c.Results!, c.Motivation!, c.OpenReservation());
        if (before is not null && Holds(before, decision, sharedBefore)) return EntryOf(c, placing, before.Results, before.Motivation, before.Act, before.CarriedFrom ?? previous!.Version);
        var act = Motivations.ActOf(_frame, decision);
        return EntryOf(c, placing, c.Results!, Motivations.TextOf(_frame, act, c.Results!), act, carriedFrom: null);
    }

    /// <summary>Whether a decision of the corrected list still holds. After an annulment none does, but that of somebody who was erased: nobody is there to be told another.</summary>
    private bool Holds(ListEntry before, FinalDecision now, HashSet<int> sharedBefore)
    {
        if (correction is { Ground: CorrectionGround.Annulment } && !standing.Forgotten.Contains(before.CandidacyId)) return false;
        var shared = before.Rank is { } rank && sharedBefore.Contains(rank);
        return !Corrections.IsAnother(
            new FinalDecision(before.Group, before.Rank, previous!.Suitable, shared, before.TotalPercent, before.Results, before.Act?.Committee ?? now.Committee), now);
    }

    private ListEntry EntryOf(Candidacy c, Placing placing, IReadOnlyList<CompetencyResult> results, string motivation, Act? act, int? carriedFrom) => new()
    {
        ListId = _listId,
        CandidacyId = c.CandidacyId,
        PersonId = c.PersonId,
        Group = placing.Group,
        Rank = placing.Rank,
        TotalPercent = c.TotalPercent!.Value,
        MeritPlace = c.MeritPlace,
        Results = results,
        Motivation = motivation,
        CarriedFrom = carriedFrom,
        Act = act,
    };

    private async Task<HashSet<int>> SharedBeforeAsync(CancellationToken ct) => previous is null
        ? []
        : await db.Entries.Where(e => e.ListId == previous.ListId && e.Rank != null).GroupBy(e => e.Rank!.Value).Where(same => same.Count() > 1).Select(same => same.Key).ToHashSetAsync(ct);

    private async Task<Dictionary<Guid, ListEntry>> BeforeAsync(Guid[] candidacies, CancellationToken ct) => previous is null
        ? []
        : await db.Entries.AsNoTracking().Where(e => e.ListId == previous.ListId && candidacies.Contains(e.CandidacyId)).ToDictionaryAsync(e => e.CandidacyId, ct);

    private async Task InsertAsync(List<ListEntry> entries, CancellationToken ct)
    {
        if (entries.Count == 0) return;
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into list_entries (list_id, candidacy_id, person_id, "group", rank, total_percent, merit_place, results, motivation, carried_from, act)
            select {_listId}, candidacy_id, person_id, "group", rank, total_percent, merit_place, results::jsonb, motivation, carried_from, act::jsonb
            from unnest({entries.Select(e => e.CandidacyId).ToArray()}, {entries.Select(e => e.PersonId).ToArray()},
                {entries.Select(e => e.Group.ToString()).ToArray()}, {entries.Select(e => e.Rank).ToArray()}, {entries.Select(e => e.TotalPercent).ToArray()},
                {entries.Select(e => e.MeritPlace).ToArray()}, {entries.Select(e => JsonSerializer.Serialize(e.Results, ContractsJson.Options)).ToArray()},
                {entries.Select(e => e.Motivation).ToArray()}, {entries.Select(e => e.CarriedFrom).ToArray()},
                {entries.Select(e => e.Act is null ? null : JsonSerializer.Serialize(e.Act, ContractsJson.Options)).ToArray()})
                as e (candidacy_id, person_id, "group", rank, total_percent, merit_place, results, motivation, carried_from, act)
            """, ct);
    }
}
