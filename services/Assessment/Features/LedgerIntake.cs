using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Database;
using Selection.ServiceDefaults.Problems;

namespace Selection.Assessment.Features;

/// <summary>Something wrong with a line that is to be imported.</summary>
/// <param name="Index">Which line, from 0.</param>
/// <param name="Fault">What is wrong; its field is empty where the line as a whole is.</param>
internal sealed record LineFault(int Index, FieldError Fault);

/// <summary>What an import changes.</summary>
/// <param name="Entries">How many entries it adds.</param>
/// <param name="Persons">To how many persons' ledgers.</param>
/// <param name="Exempted">How many candidacies need no assessment any more (R31, R33).</param>
/// <param name="SeatsReleased">How many seats become free: of those exempted, and of those barred (R32).</param>
/// <param name="Stopped">How many candidacies are stopped as barred.</param>
internal sealed record LedgerChanges(int Entries, int Persons, int Exempted, int SeatsReleased, int Stopped);

/// <summary>
/// Brings lines into the ledger (R31 to R33), whatever they come from: checked against the persons, each other and the ledger, all
/// or nothing, set-based; then each person's open candidacies are looked at once. The surrounding transaction is committed,
/// or rolled back where it was only to be seen what would change.
/// </summary>
internal sealed class LedgerIntake(AssessmentDb db, IClock clock)
{
    private const int ChunkSize = 5_000;

    /// <summary>Locks, checks and, where nothing is wrong, imports.</summary>
    /// <param name="lines">What is to be imported.</param>
    /// <param name="imports">Whether that is so; false where a line is wrong by itself, so that only what else is wrong is asked for.</param>
    /// <param name="twice">What is wrong with a line that repeats another of them, which is given by its index.</param>
    /// <param name="caller">Who imports.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<(IReadOnlyList<LineFault> Faults, LedgerChanges? Changes, IReadOnlyList<Guid> EntryIds)> TakeAsync(
        IReadOnlyList<LedgerLine> lines, bool imports, Func<int, FieldError> twice, Caller caller, CancellationToken ct)
    {
        var named = lines.Select(l => l.PersonId).Distinct().ToArray();
        var known = (await db.Database.SqlQuery<Guid>($"""select person_id as "Value" from persons where person_id = any({named})""").ToListAsync(ct)).ToHashSet();
        await db.LockPersonsAsync(known, ct);
        // Under the lock, which a merge takes too: who was merged is looked at as the one who is left (R56).
        var merged = await db.MergedPersons.AsNoTracking().Where(m => named.Contains(m.MergedPersonId)).ToDictionaryAsync(m => m.MergedPersonId, m => m.PersonId, ct);
        if (merged.Count > 0) await db.LockPersonsAsync(merged.Values, ct);
        var now = clock.GetCurrentInstant();
        LedgerLine[] resolved = [.. lines.Select(l => l with { PersonId = merged.GetValueOrDefault(l.PersonId, l.PersonId) })];

        var faults = new List<LineFault>();
        var first = new Dictionary<LedgerKey, int>();
        var standing = await StandingAsync([.. resolved.Select(l => l.PersonId).Distinct()], ct);
        for (var i = 0; i < resolved.Length; i++)
        {
            if (!known.Contains(lines[i].PersonId)) faults.Add(new LineFault(i, new FieldError("personId", "person-unknown")));
            if (!first.TryAdd(resolved[i].Key, i)) faults.Add(new LineFault(i, twice(first[resolved[i].Key])));
            else if (standing.Contains(resolved[i].Key)) faults.Add(new LineFault(i, new FieldError("", "entry-already-there")));
        }

        if (faults.Count > 0 || !imports) return (faults, null, []);
        var rows = resolved.Select(l => RowOf(l, caller.Subject, now)).ToList();
        await WriteAsync(rows, now, ct);
        return ([], await ReassessAsync(rows, now, ct), [.. rows.Select(r => r.EntryId)]);
    }

    /// <summary>What is in force of these persons' ledgers.</summary>
    private async Task<HashSet<LedgerKey>> StandingAsync(Guid[] persons, CancellationToken ct) =>
        (await db.Ledger.AsNoTracking()
            .Where(e => persons.Contains(e.PersonId) && e.Kind != LedgerKind.Voiding && !db.Ledger.Any(v => v.Voids == e.EntryId))
            .Select(e => new LedgerKey(e.PersonId, e.Kind, e.LevelGroup, e.From)).ToListAsync(ct)).ToHashSet();

    private async Task WriteAsync(List<LedgerRow> rows, Instant now, CancellationToken ct)
    {
        foreach (var chunk in rows.Chunk(ChunkSize))
        {
            await db.Database.ExecuteSqlAsync($"""
                insert into ledger (entry_id, person_id, kind, level_group, "from", until, source, at, by)
                select entry_id, person_id, kind, level_group, "from", until, source, {now}, {chunk[0].By}
                from unnest(
                    {chunk.Select(r => r.EntryId).ToArray()}, {chunk.Select(r => r.PersonId).ToArray()}, {chunk.Select(r => r.Kind.ToString()).ToArray()},
                    {chunk.Select(r => r.LevelGroup.ToString()).ToArray()}, {chunk.Select(r => r.From).ToArray()}, {chunk.Select(r => r.Until).ToArray()},
                    {chunk.Select(r => r.Source).ToArray()}) as e (entry_id, person_id, kind, level_group, "from", until, source)
                """, ct);
            await db.RecordManyAsync([.. chunk.Select(r => r.Recorded())], now, ct);
        }
    }

    /// <summary>Looks once at each person who has a candidacy that an entry could change; most of a large import have none.</summary>
    private async Task<LedgerChanges> ReassessAsync(List<LedgerRow> rows, Instant now, CancellationToken ct)
    {
        var persons = rows.Select(r => r.PersonId).Distinct().ToArray();
        var concerned = await db.Candidacies.Where(c => persons.Contains(c.PersonId)
                && (c.Standing == Standing.ToBook || c.Standing == Standing.Booked || (c.Standing == Standing.Stopped && c.StopReason == AssessmentStop.Barred)))
            .Select(c => c.PersonId).Distinct().ToListAsync(ct);
        var files = await PersonFiles.LockAsync(db, concerned, [], ct);
        var before = files.Candidacies.ToDictionary(c => c.CandidacyId, c => c.Standing);
        foreach (var person in concerned) files.Reassess(person, now);
        var changed = files.Candidacies.Where(c => c.Standing != before[c.CandidacyId]).ToList();
        var seats = files.FreedSeats;
        await files.SaveSeatsAsync(ct);
        await db.SaveChangesAsync(ct);
        return new LedgerChanges(rows.Count, persons.Length, changed.Count(c => c.Standing == Standing.Exempted), seats, changed.Count(c => c.Standing == Standing.Stopped));
    }

    private static LedgerRow RowOf(LedgerLine line, string by, Instant now) => new()
    {
        EntryId = Guid.CreateVersion7(),
        PersonId = line.PersonId,
        Kind = line.Kind,
        LevelGroup = line.LevelGroup,
        From = line.From,
        Until = line.End(),
        Source = line.Source.Trim(),
        At = now,
        By = by,
    };
}
