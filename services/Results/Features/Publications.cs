using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Results.Data;

namespace Selection.Results.Features;

/// <summary>What is public, by the clock alone: nothing before the publication instant, everything from it on (R47, T3).</summary>
internal static class Publications
{
    /// <summary>The list of a vacancy that is public at an instant; null before the publication instant.</summary>
    public static Task<ResultList?> PublicListAsync(this ResultsDb db, Guid vacancyId, Instant now, CancellationToken ct) =>
        db.Lists.AsNoTracking()
            .Where(l => l.VacancyId == vacancyId && (l.State == ListState.Approved || l.State == ListState.Published) && l.PublishAt <= now)
            .OrderByDescending(l => l.Version)
            .FirstOrDefaultAsync(ct);

    /// <summary>A page of a list's entries in its order, with names and the reservations that stand now (R22).</summary>
    public static async Task<List<ListedCandidate>> EntriesAsync(this ResultsDb db, Guid listId, int skip, int take, CancellationToken ct)
    {
        var rows = await (
            from e in db.Entries.AsNoTracking()
            where e.ListId == listId
            join c in db.Candidacies on e.CandidacyId equals c.CandidacyId
            join p in db.Persons on e.PersonId equals p.PersonId into persons
            from p in persons.DefaultIfEmpty()
            orderby e.Rank ?? int.MaxValue, e.CandidacyId
            select new { Entry = e, Candidacy = c, Person = p }).Skip(skip).Take(take).ToListAsync(ct);
        return rows.ConvertAll(r => new ListedCandidate(
            r.Entry.CandidacyId, r.Entry.PersonId, r.Person?.FirstName, r.Person?.LastName, r.Entry.Group, r.Entry.Rank,
            r.Entry.TotalPercent, r.Entry.MeritPlace, r.Candidacy.OpenReservation(), r.Entry.Motivation));
    }
}
