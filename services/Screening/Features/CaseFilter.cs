using NodaTime;
using Selection.Contracts.Events;
using Selection.Screening.Data;
using Selection.Screening.Domain;
using Selection.ServiceDefaults.Problems;

namespace Selection.Screening.Features;

/// <summary>Whose cases are asked for.</summary>
internal enum ClaimFilter
{
    /// <summary>Those nobody has.</summary>
    Nobody,

    /// <summary>Those the caller has.</summary>
    Me,

    /// <summary>Those somebody else has.</summary>
    Others,

    /// <summary>Those somebody has, whoever it is.</summary>
    Anybody,
}

/// <summary>What a list of cases is narrowed to.</summary>
/// <param name="VacancyId">Of one vacancy.</param>
/// <param name="PersonId">Of one person.</param>
/// <param name="State">Where they stand.</param>
/// <param name="Proposal">What the proposal that stands is.</param>
/// <param name="Outcome">What was decided.</param>
/// <param name="UnderReservation">Whether a reservation is open.</param>
/// <param name="Reservation">This reservation is open: Equivalence or LanguageTest.</param>
/// <param name="Undisputed">Of the open ones: those that can be accepted with others, or those that cannot.</param>
/// <param name="Flag">Those with this to look at.</param>
/// <param name="Claimed">By whom they are claimed.</param>
internal sealed record CaseFilter(
    Guid? VacancyId, Guid? PersonId, CaseState? State, Outcome? Proposal, Outcome? Outcome, bool? UnderReservation, Reservation? Reservation,
    bool? Undisputed, CaseFlag? Flag, ClaimFilter? Claimed)
{
    private static readonly Reservation[] Equivalence = [Contracts.Events.Reservation.Equivalence, Contracts.Events.Reservation.Equivalence | Contracts.Events.Reservation.LanguageTest];
    private static readonly Reservation[] LanguageTest = [Contracts.Events.Reservation.LanguageTest, Contracts.Events.Reservation.Equivalence | Contracts.Events.Reservation.LanguageTest];

    /// <summary>Numbers pass for names where a query is read, also those that name nothing.</summary>
    public IEnumerable<FieldError> Faults()
    {
        if (State is { } state && !Enum.IsDefined(state)) yield return OneOf<CaseState>("state");
        if (Proposal is { } proposal && !Enum.IsDefined(proposal)) yield return OneOf<Outcome>("proposal");
        if (Outcome is { } outcome && !Enum.IsDefined(outcome)) yield return OneOf<Outcome>("outcome");
        if (Reservation is { } reservation && !Decisions.IsSingle(reservation)) yield return new FieldError("reservation", "one-of", "Equivalence, LanguageTest");
        if (Flag is { } flag && !Enum.IsDefined(flag)) yield return OneOf<CaseFlag>("flag");
        if (Claimed is { } claimed && !Enum.IsDefined(claimed)) yield return OneOf<ClaimFilter>("claimed");
    }

    /// <summary>The cases of the vacancy and the person asked for; what the facets are counted over.</summary>
    public IQueryable<Case> Within(IQueryable<Case> cases)
    {
        // A withdrawal that overtook its lodging is no case yet.
        cases = cases.Where(c => c.LodgedVersion > 0);
        if (VacancyId is { } vacancyId) cases = cases.Where(c => c.VacancyId == vacancyId);
        if (PersonId is { } personId) cases = cases.Where(c => c.PersonId == personId);
        return cases;
    }

    /// <summary>Those of them that fit the rest of what is asked for.</summary>
    public IQueryable<Case> Narrow(IQueryable<Case> cases, string caller, Instant now)
    {
        if (State is { } state) cases = cases.Where(c => c.State == state);
        if (Proposal is { } proposal) cases = cases.Where(c => c.ProposedOutcome == proposal);
        if (Outcome is { } outcome) cases = cases.Where(c => c.Outcome == outcome);
        if (UnderReservation is { } open) cases = cases.Where(c => (c.Reservation != c.Lifted) == open);
        if (Reservation is { } reservation)
        {
            var with = reservation is Contracts.Events.Reservation.Equivalence ? Equivalence : LanguageTest;
            cases = cases.Where(c => with.Contains(c.Reservation) && !with.Contains(c.Lifted));
        }

        if (Undisputed is { } undisputed) cases = cases.Where(c => c.State == CaseState.Open && c.Undisputed == undisputed);
        if (Flag is { } flag) cases = cases.Where(c => c.Flags.Contains(flag));
        if (Claimed is not { } claimed) return cases;
        return claimed switch
        {
            ClaimFilter.Nobody => cases.Where(c => c.ClaimedBy == null || c.ClaimedUntil <= now),
            ClaimFilter.Me => cases.Where(c => c.ClaimedBy == caller && c.ClaimedUntil > now),
            ClaimFilter.Others => cases.Where(c => c.ClaimedBy != null && c.ClaimedBy != caller && c.ClaimedUntil > now),
            ClaimFilter.Anybody => cases.Where(c => c.ClaimedBy != null && c.ClaimedUntil > now),
        };
    }

    private static FieldError OneOf<T>(string field)
        where T : struct, Enum => new(field, "one-of", string.Join(", ", Enum.GetNames<T>()));
}
