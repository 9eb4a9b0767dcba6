using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Results.Data;
using Selection.Results.Domain;

namespace Selection.Results.Features;

/// <summary>Candidacies by whoever may act on them, and what was sent about them.</summary>
internal static class OwnCandidacies
{
    /// <summary>The caller's own candidacy, to the end of the transaction: what a candidate does twice at once happens one after the other.</summary>
    public static Task<Candidacy?> LockOwnAsync(this ResultsDb db, Guid candidacyId, string subject, CancellationToken ct) =>
        db.Candidacies.FromSql(
            $"""
            select c.* from candidacies c join persons p on p.person_id = c.person_id
            where c.candidacy_id = {candidacyId} and p.subject = {subject} for update of c
            """).AsNoTracking().SingleOrDefaultAsync(ct);

    /// <summary>A candidacy, to the end of the transaction: before anything that is locked of it, as everybody does.</summary>
    public static Task LockCandidacyAsync(this ResultsDb db, Guid candidacyId, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select 1 from candidacies where candidacy_id = {candidacyId} for update", ct);

    /// <summary>The caller's own candidacy; null where there is none.</summary>
    public static Task<Candidacy?> FindOwnAsync(this ResultsDb db, Guid candidacyId, string subject, CancellationToken ct) => (
        from c in db.Candidacies.AsNoTracking()
        join p in db.Persons on c.PersonId equals p.PersonId
        where c.CandidacyId == candidacyId && p.Subject == subject
        select c).SingleOrDefaultAsync(ct);

    /// <summary>When the decision that stands for a candidacy was sent; null before the vacancy's publication instant.</summary>
    public static async Task<Instant?> ResultsSentAtAsync(this ResultsDb db, Candidacy candidacy, Instant now, CancellationToken ct)
    {
        var versions = await (
            from l in db.Lists.AsNoTracking()
            where l.VacancyId == candidacy.VacancyId && (l.State == ListState.Approved || l.State == ListState.Published) && l.PublishAt <= now
            from e in db.Entries.Where(e => e.ListId == l.ListId && e.CandidacyId == candidacy.CandidacyId).DefaultIfEmpty()
            orderby l.Version descending
            select new { l.PublishAt, Entry = e }).ToListAsync(ct);
        return SentDecisions.SentAt(versions.Select(v => new SentVersion(
            v.PublishAt!.Value, v.Entry is null ? null : new SentDecision(v.Entry.Group, v.Entry.Rank, v.Entry.TotalPercent, v.Entry.Motivation))));
    }
}
