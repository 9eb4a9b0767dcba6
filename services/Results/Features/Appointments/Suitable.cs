using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Problems;

namespace Selection.Results.Features.Appointments;

/// <summary>A suitable candidate of the list that is public, locked with the whole vacancy for what is done about the appointment.</summary>
/// <param name="Candidacy">The candidacy.</param>
/// <param name="Vacancy">Its vacancy.</param>
/// <param name="List">The list.</param>
/// <param name="Rank">The rank in it.</param>
/// <param name="IsOut">Whether the candidate does not stand any more.</param>
/// <param name="Now">The instant, read after the locks (T3).</param>
internal sealed record Suitable(Candidacy Candidacy, Vacancy Vacancy, ResultList List, int Rank, bool IsOut, Instant Now)
{
    public Guid CandidacyId => Candidacy.CandidacyId;

    public Guid VacancyId => Vacancy.VacancyId;
}

/// <summary>Finds suitable candidates.</summary>
internal static class Suitables
{
    /// <summary>
    /// Takes a suitable candidate for the rest of the transaction. The vacancy comes with them: who is eligible depends on all
    /// others, so that what is done about one vacancy's appointment happens one after the other.
    /// </summary>
    /// <param name="db">The database.</param>
    /// <param name="candidacyId">Which candidacy.</param>
    /// <param name="rule">The rule that asks for a suitable one.</param>
    /// <param name="clock">Read after the locks.</param>
    /// <param name="ct">Stops it.</param>
    /// <param name="subject">Only where it is this account's own.</param>
    /// <returns>The candidate, or why not.</returns>
    public static async Task<(Suitable? Suitable, Problem? Refusal)> LockSuitableAsync(
        this ResultsDb db, Guid candidacyId, string rule, IClock clock, CancellationToken ct, string? subject = null)
    {
        var vacancyId = await db.Candidacies
            .Where(c => c.CandidacyId == candidacyId && (subject == null || db.Persons.Any(p => p.PersonId == c.PersonId && p.Subject == subject)))
            .Select(c => (Guid?)c.VacancyId).SingleOrDefaultAsync(ct);
        if (vacancyId is not { } id) return (null, Problem.NotFound());
        await db.LockVacancyAsync(id, ct);
        var candidacy = await db.Candidacies.FromSql($"select * from candidacies where candidacy_id = {candidacyId} for update").AsNoTracking().SingleAsync(ct);
        var vacancy = await db.Vacancies.AsNoTracking().SingleOrDefaultAsync(v => v.VacancyId == id, ct);
        var now = clock.GetCurrentInstant();
        if (vacancy is null || await db.PublicListAsync(id, now, ct) is not { } list) return (null, Problem.Refused("R47", "results-not-published"));
        if (vacancy.CancelledAt is not null) return (null, Problem.Of("vacancy-cancelled", StatusCodes.Status409Conflict));
        var rank = await db.Entries.Where(e => e.ListId == list.ListId && e.CandidacyId == candidacyId && e.Group == FinalGroup.Suitable).Select(e => e.Rank).SingleOrDefaultAsync(ct);
        if (rank is null) return (null, Problem.Refused(rule, "not-suitable"));
        var isOut = candidacy.WithdrawnAt is not null || await db.Departures.AnyAsync(d => d.CandidacyId == candidacyId && d.TakenBackAt == null, ct);
        return (new Suitable(candidacy, vacancy, list, rank.Value, isOut, now), null);
    }

    /// <summary>
    /// Takes everybody suitable of a candidacy's vacancy first, for whoever tells them all something: in the order in which what is
    /// said of many is counted, so that neither waits for the other for good.
    /// </summary>
    public static async Task LockRivalsAsync(this ResultsDb db, Guid candidacyId, CancellationToken ct)
    {
        if (await db.Candidacies.Where(c => c.CandidacyId == candidacyId).Select(c => (Guid?)c.VacancyId).SingleOrDefaultAsync(ct) is not { } vacancyId) return;
        await db.LockVacancyAsync(vacancyId, ct);
        await db.Database.ExecuteSqlAsync(
            $"""
            select 1 from candidacies c
            where c.vacancy_id = {vacancyId} and exists (select from list_entries e where e.candidacy_id = c.candidacy_id and e."group" = 'Suitable')
            order by c.candidacy_id for update
            """, ct);
    }

    /// <summary>The suitable candidates of a list, and whether each still stands (R52).</summary>
    public static IQueryable<RankedRow> RankedOf(this ResultsDb db, Guid listId) =>
        from e in db.Entries.AsNoTracking()
        where e.ListId == listId && e.Group == FinalGroup.Suitable
        join c in db.Candidacies on e.CandidacyId equals c.CandidacyId
        select new RankedRow
        {
            CandidacyId = e.CandidacyId,
            Rank = e.Rank!.Value,
            IsOut = c.WithdrawnAt != null || db.Departures.Any(d => d.CandidacyId == e.CandidacyId && d.TakenBackAt == null),
        };

    /// <summary>The rank whose turn it is.</summary>
    public static async Task<(IReadOnlyList<Ranked> All, int? Best)> SuccessionAsync(this ResultsDb db, Guid listId, CancellationToken ct)
    {
        var all = (await db.RankedOf(listId).ToListAsync(ct)).ConvertAll(r => new Ranked(r.CandidacyId, r.Rank, r.IsOut));
        return (all, Succession.BestRank(all));
    }

    /// <summary>The appointment that is in force, if there is one.</summary>
    public static Task<Appointment?> AppointmentInForceAsync(this ResultsDb db, Guid vacancyId, CancellationToken ct) =>
        db.Appointments.SingleOrDefaultAsync(a => a.VacancyId == vacancyId && a.State == AppointmentState.InForce, ct);
}

/// <summary>A suitable candidate as the database has it.</summary>
internal sealed class RankedRow
{
    public required Guid CandidacyId { get; init; }

    public required int Rank { get; init; }

    public required bool IsOut { get; init; }
}
