namespace Selection.Candidacies.Domain;

/// <summary>A candidacy that meets another of the same person for the same vacancy, as two persons become one (R56).</summary>
internal sealed record MeetingCandidacy(Guid CandidacyId, CandidacyState State, FunnelStep Step);

/// <summary>Which of two candidacies for one vacancy goes on when their persons become one.</summary>
internal enum Meeting
{
    /// <summary>An officer says which one.</summary>
    OfficerChooses,

    /// <summary>The one of the person who stays: the other never took part, or is the one without a result.</summary>
    FirstStays,

    /// <summary>The one of the person who is merged.</summary>
    SecondStays,

    /// <summary>Both have a published result: a ranking is not rewritten by a merge.</summary>
    Never,
}

/// <summary>What merging two persons means for their candidacies (R5, R56).</summary>
internal static class Merging
{
    /// <summary>
    /// One candidacy per person and vacancy is left (R5). A published result stays; a lapsed candidacy gives way to one that
    /// takes part; otherwise nobody but an officer can say which dossier is meant.
    /// </summary>
    /// <param name="first">Of the person who stays; not withdrawn.</param>
    /// <param name="second">Of the person who is merged; not withdrawn.</param>
    public static Meeting Of(MeetingCandidacy first, MeetingCandidacy second) => (HasResult(first), HasResult(second)) switch
    {
        (true, true) => Meeting.Never,
        (true, false) => Meeting.FirstStays,
        (false, true) => Meeting.SecondStays,
        (false, false) when second.State is CandidacyState.Lapsed => Meeting.FirstStays,
        (false, false) when first.State is CandidacyState.Lapsed => Meeting.SecondStays,
        (false, false) => Meeting.OfficerChooses,
    };

    /// <summary>
    /// Two national numbers belong to two persons, unless one is a bis number: it was given to somebody who was not in the
    /// register yet, and the number of the register takes its place.
    /// </summary>
    /// <returns>Which one stays: the first, the second, or neither where they exclude each other.</returns>
    public static (bool First, bool Second) NumberThatStays(NationalNumber? first, NationalNumber? second) => (first, second) switch
    {
        ({ IsBis: false }, { IsBis: false }) or ({ IsBis: true }, { IsBis: true }) => (false, false),
        ({ IsBis: true }, not null) or (null, not null) => (false, true),
        _ => (true, false),
    };

    private static bool HasResult(MeetingCandidacy candidacy) => candidacy.Step is FunnelStep.Suitable or FunnelStep.NotSuitable or FunnelStep.Appointed;
}
