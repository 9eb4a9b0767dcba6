using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Results.Features;

/// <summary>A final decision as it was taken and published.</summary>
/// <param name="Candidacy">About whom.</param>
/// <param name="Person">Who that is; null while it is not known here.</param>
/// <param name="List">The list that took it.</param>
/// <param name="Entry">What it says.</param>
/// <param name="Frame">What all of that list say.</param>
/// <param name="ReplacedBy">The correction that took another, or lists the candidate no longer; null while it stands.</param>
/// <param name="All">Every list that decided about the candidate, newest first, with the one that replaced it.</param>
internal sealed record TakenDecision(
    Candidacy Candidacy, Person? Person, ResultList List, ListEntry Entry, ActFrame Frame, ResultList? ReplacedBy, IReadOnlyList<(ResultList List, ResultList? ReplacedBy)> All)
{
    /// <summary>In lists of before there were parts, the text as a whole.</summary>
    public Act Act => Entry.Act ?? new Act(Entry.Motivation, [], "");

    public Instant PublishedAt => List.PublishAt!.Value;

    /// <summary>What the decision is filed under: procedure, list, candidacy.</summary>
    public string Reference => string.Create(CultureInfo.InvariantCulture, $"{Frame.SelectionCode}-{List.Version}-{Candidacy.CandidacyId.ToString("N")[20..].ToUpperInvariant()}");
}

/// <summary>Finds the decision about a candidacy that is asked for, or says why there is none to be seen.</summary>
internal sealed class Decisions(ResultsDb db, IClock clock, EarlyLooks looks)
{
    /// <param name="candidacy">The candidate's own, or one an official may see: the caller's query has seen to that.</param>
    /// <param name="version">The list in which it stands, or stood; null for the newest decision there is.</param>
    /// <param name="caller">Whose look is recorded where it comes too early.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<(TakenDecision? Decision, Problem? Problem)> FindAsync(Candidacy candidacy, int? version, Caller caller, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var newest = await db.PublicListAsync(candidacy.VacancyId, now, ct);
        if (newest is null || version > newest.Version)
            return (null, await looks.RefuseAsync(caller, "candidacy", candidacy.CandidacyId, candidacy.PersonId, now, ct));

        var lists = await db.PublicLists(candidacy.VacancyId, now).AsNoTracking().OrderBy(l => l.Version).ToListAsync(ct);
        var ids = lists.ConvertAll(l => l.ListId);
        var entries = await db.Entries.AsNoTracking().Where(e => e.CandidacyId == candidacy.CandidacyId && ids.Contains(e.ListId)).ToDictionaryAsync(e => e.ListId, ct);
        var byVersion = lists.ToDictionary(l => l.Version);
        var history = Corrections.HistoryOf(lists.ConvertAll(l => (l.Version, PresenceIn(l))));
        if (history.Count == 0) return (null, Problem.Refused("R48", "no-list-decision").As(StatusCodes.Status404NotFound));
        var held = history.Where(d => version is null || (d.Version <= version && !(d.ReplacedBy <= version))).ToList();
        if (held.Count == 0) return (null, Problem.NotFound());
        var wanted = held[^1];

        var list = byVersion[wanted.Version];
        var frame = list.Frame;
        if (frame is null)
        {
            var vacancy = await db.Vacancies.AsNoTracking().SingleAsync(v => v.VacancyId == candidacy.VacancyId, ct);
            frame = Motivations.FrameOf(vacancy.Language!, vacancy.Procedure());
        }

        var person = await db.Persons.AsNoTracking().SingleOrDefaultAsync(p => p.PersonId == candidacy.PersonId, ct);
        return (new TakenDecision(
            candidacy, person, list, entries[list.ListId], frame, Replacing(wanted),
            [.. history.Reverse().Select(span => (byVersion[span.Version], Replacing(span)))]), null);

        Presence PresenceIn(ResultList l) => !entries.TryGetValue(l.ListId, out var entry) ? Presence.Absent : entry.CarriedFrom is null ? Presence.Decided : Presence.Carried;

        ResultList? Replacing(DecisionSpan span) => span.ReplacedBy is { } by ? byVersion[by] : null;
    }
}
