using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;

namespace Selection.Results.Features;

/// <summary>What is public, by the clock alone: nothing before the publication instant, everything from it on (R47, T3).</summary>
internal static class Publications
{
    /// <summary>
    /// The list of a vacancy that is public at an instant, the newest where it was corrected; null before the publication
    /// instant. The first look at a list compares its hash once more: one that was changed since its approval is never shown.
    /// </summary>
    public static async Task<ResultList?> PublicListAsync(this ResultsDb db, Guid vacancyId, Instant now, CancellationToken ct)
    {
        while (true)
        {
            var list = await db.PublicLists(vacancyId, now).AsNoTracking().OrderByDescending(l => l.Version).FirstOrDefaultAsync(ct);
            if (list is null || list.State is ListState.Published || list.CheckedAt is not null || await db.CheckAsync(list, now, ct)) return list;
        }
    }

    /// <summary>All lists of a vacancy that are public, or were until they were corrected.</summary>
    public static IQueryable<ResultList> PublicLists(this ResultsDb db, Guid vacancyId, Instant now) =>
        db.Lists.Where(l => l.VacancyId == vacancyId && (l.State == ListState.Approved || l.State == ListState.Published) && l.PublishAt <= now);

    /// <summary>A page of a list's entries in its order, with names and the reservations that stand now (R22).</summary>
    public static async Task<List<ListedCandidate>> EntriesAsync(this ResultsDb db, Guid listId, FinalGroup? only, int skip, int take, CancellationToken ct)
    {
        var rows = await (
            from e in db.Entries.AsNoTracking()
            where e.ListId == listId && (only == null || e.Group == only)
            join c in db.Candidacies on e.CandidacyId equals c.CandidacyId
            join p in db.Persons on c.PersonId equals p.PersonId into persons
            from p in persons.DefaultIfEmpty()
            orderby e.Rank ?? int.MaxValue, e.CandidacyId
            select new { Entry = e, Candidacy = c, Person = p }).Skip(skip).Take(take).ToListAsync(ct);
        return rows.ConvertAll(r => new ListedCandidate(
            r.Entry.CandidacyId, r.Entry.PersonId, r.Person?.FirstName, r.Person?.LastName, r.Entry.Group, r.Entry.Rank,
            r.Entry.TotalPercent, r.Entry.MeritPlace, r.Candidacy.OpenReservation(), r.Entry.Motivation, r.Entry.CarriedFrom));
    }

    /// <summary>How many a list holds, in all or of a group.</summary>
    public static int CountOf(this ResultList list, FinalGroup? group) => group is not { } only
        ? list.Suitable + list.NotSuitable
        : only switch { FinalGroup.Suitable => list.Suitable, FinalGroup.NotSuitable => list.NotSuitable };

    /// <summary>Checks a list whose instant has come, once: others wait for whoever is first.</summary>
    /// <returns>Whether it may be shown.</returns>
    private static async Task<bool> CheckAsync(this ResultsDb db, ResultList list, Instant now, CancellationToken ct)
    {
        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await db.LockVacancyAsync(list.VacancyId, ct);
        var fresh = await db.Lists.SingleAsync(l => l.ListId == list.ListId, ct);
        // Whoever read it before us, without the lock, may have it in this context.
        await db.Entry(fresh).ReloadAsync(ct);
        var holds = await db.CheckLockedAsync(fresh, now, ct);
        await db.SaveChangesAsync(ct);
        if (own is not null) await own.CommitAsync(ct);
        return holds;
    }

    /// <summary>The same under the vacancy's lock, for whoever has it and saves.</summary>
    /// <returns>Whether it may be shown.</returns>
    public static async Task<bool> CheckLockedAsync(this ResultsDb db, ResultList list, Instant now, CancellationToken ct)
    {
        // Taken back, or moved, while we waited for the lock.
        if (list.State is not (ListState.Approved or ListState.Published) || list.PublishAt > now) return false;
        if (list.State is ListState.Published || list.CheckedAt is not null) return true;
        if (!await db.HoldsAsync(list, now, ct)) return false;
        list.CheckedAt = now;
        return true;
    }
}
