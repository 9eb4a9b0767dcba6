using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Screening.Data;
using Selection.Screening.Domain;

namespace Selection.Screening.Features;

/// <summary>
/// How many cases are in each group of a list, by the group's name. A facet is counted over what all the other filters leave,
/// so that an officer sees what choosing another group of it would give.
/// </summary>
/// <param name="State">By state.</param>
/// <param name="Proposal">By the proposal that stands; <c>None</c>: it waits for the vacancy.</param>
/// <param name="Outcome">By decision; <c>None</c>: there is none.</param>
/// <param name="Reservation">By open reservation; a case with both is in both, and in <c>Any</c>.</param>
/// <param name="Dispute">The open ones: <c>Undisputed</c> can be accepted at once.</param>
/// <param name="Claimed">By who has them; <c>Anybody</c> is Me and Others together.</param>
/// <param name="Flag">By what there is to look at.</param>
internal sealed record CaseFacets(
    IReadOnlyDictionary<string, int> State,
    IReadOnlyDictionary<string, int> Proposal,
    IReadOnlyDictionary<string, int> Outcome,
    IReadOnlyDictionary<string, int> Reservation,
    IReadOnlyDictionary<string, int> Dispute,
    IReadOnlyDictionary<string, int> Claimed,
    IReadOnlyDictionary<string, int> Flag)
{
    private const string None = "None";
    private const string Any = "Any";

    private static readonly string[] Disputes = ["Undisputed", "Disputed"];
    private static readonly string[] Outcomes = [.. Enum.GetNames<Outcome>(), None];
    private static readonly string[] Reservations = [None, Any, nameof(Contracts.Events.Reservation.Equivalence), nameof(Contracts.Events.Reservation.LanguageTest)];

    public static CaseFacets Example => new(
        new Dictionary<string, int> { ["Open"] = 12, ["Decided"] = 28, ["Withdrawn"] = 1 },
        new Dictionary<string, int> { ["Admit"] = 26, ["AdmitUnderReservation"] = 3, ["Refuse"] = 12, [None] = 0 },
        new Dictionary<string, int> { ["Admit"] = 17, ["AdmitUnderReservation"] = 2, ["Refuse"] = 9, [None] = 13 },
        new Dictionary<string, int> { [None] = 39, [Any] = 2, ["Equivalence"] = 1, ["LanguageTest"] = 1 },
        new Dictionary<string, int> { ["Undisputed"] = 7, ["Disputed"] = 5 },
        new Dictionary<string, int> { ["Nobody"] = 38, ["Me"] = 2, ["Others"] = 1, ["Anybody"] = 3 },
        new Dictionary<string, int> { ["DiplomaMadeEqual"] = 1 });

    /// <summary>Counts in one query: there are far fewer groups than cases. The total is what all filters together leave.</summary>
    public static async Task<(CaseFacets Facets, int Total)> CountAsync(IQueryable<Case> within, CaseFilter filter, string caller, Instant now, CancellationToken ct)
    {
        var groups = await within
            .GroupBy(c => new
            {
                c.State,
                c.ProposedOutcome,
                c.Outcome,
                c.Reservation,
                c.Lifted,
                c.Undisputed,
                c.Flags,
                Holder = c.ClaimedBy == null || c.ClaimedUntil <= now ? 0 : c.ClaimedBy == caller ? 1 : 2,
            })
            .Select(g => new { g.Key, Count = g.Count() })
            .ToListAsync(ct);
        Dimension[] dimensions =
        [
            new(Enum.GetNames<CaseState>(), filter.State?.ToString()),
            new(Outcomes, filter.Proposal?.ToString()),
            new(Outcomes, filter.Outcome?.ToString()),
            new(Reservations, filter.UnderReservation is { } open ? open ? Any : None : null, filter.Reservation?.ToString()),
            new(Disputes, filter.Undisputed is { } undisputed ? Disputes[undisputed ? 0 : 1] : null),
            new(Enum.GetNames<ClaimFilter>(), filter.Claimed?.ToString()),
            new(Enum.GetNames<CaseFlag>(), filter.Flag?.ToString()),
        ];
        var counted = groups.ConvertAll(g => (Values: ValuesOf(g.Key.State, g.Key.ProposedOutcome, g.Key.Outcome, g.Key.Reservation & ~g.Key.Lifted, g.Key.Undisputed, g.Key.Flags, g.Key.Holder), g.Count));

        var counts = dimensions.Select((dimension, at) => dimension.Names.ToDictionary(
            name => name,
            name => counted.Where(g => g.Values[at].Contains(name) && Fits(g.Values, except: at)).Sum(g => g.Count))).ToArray();
        return (new CaseFacets(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], counts[6]), counted.Where(g => Fits(g.Values, except: -1)).Sum(g => g.Count));

        bool Fits(string[][] values, int except) => dimensions.Index().All(d => d.Index == except || d.Item.Wanted.All(wanted => wanted is null || values[d.Index].Contains(wanted)));
    }

    /// <summary>In which groups of each dimension a case is.</summary>
    private static string[][] ValuesOf(CaseState state, Outcome? proposal, Outcome? outcome, Reservation open, bool undisputed, CaseFlag[] flags, int holder) =>
    [
        [state.ToString()],
        [proposal?.ToString() ?? None],
        [outcome?.ToString() ?? None],
        open is Contracts.Events.Reservation.None ? [None] : [Any, .. open.ToString().Split(", ")],
        state is CaseState.Open ? [Disputes[undisputed ? 0 : 1]] : [],
        holder switch { 0 => [nameof(ClaimFilter.Nobody)], 1 => [nameof(ClaimFilter.Me), nameof(ClaimFilter.Anybody)], _ => [nameof(ClaimFilter.Others), nameof(ClaimFilter.Anybody)] },
        [.. flags.Select(flag => flag.ToString())],
    ];

    /// <summary>A facet's groups, and what is asked for of it.</summary>
    private sealed record Dimension(string[] Names, params string?[] Wanted);
}
