using Selection.Contracts.Dossiers;
using Selection.Contracts.Vacancies;

namespace Selection.Demo.People;

/// <summary>What one candidate does from applying to the result, and where that must end: written by hand, not computed by the services.</summary>
public sealed record Script
{
    /// <summary>Names the candidate in the output.</summary>
    public required string Key { get; init; }

    /// <summary>Why this candidate is in the demo.</summary>
    public required string Story { get; init; }

    /// <summary>The language the candidate reads.</summary>
    public required string Language { get; init; }

    /// <summary>The step at which the candidacy must end.</summary>
    public required FinalStep Ends { get; init; }

    public DiplomaFacts? Diploma { get; init; } = Diplomas.Master;

    public FederalFunction? LevelA { get; init; }

    /// <summary>The rubric as it is first saved.</summary>
    public IReadOnlyList<Experience> Rubric { get; init; } = Rubrics.SevenYears;

    /// <summary>What the rubric is changed to after validating; null: it stays.</summary>
    public IReadOnlyList<Experience>? EditedTo { get; init; }

    /// <summary>How many whole years and loose days the saved rubric counts of management (R14); null where it is not looked at.</summary>
    public (int Years, int Days)? ManagementCount { get; init; }

    public Applying Applying { get; init; } = Applying.Validates;

    public Deciding Deciding { get; init; } = Deciding.AsProposed;

    /// <summary>The reservation the candidacy must carry (R22).</summary>
    public bool UnderReservation { get; init; }

    /// <summary>What an officer writes into the ledger from before the system's time.</summary>
    public LedgerFact? Ledger { get; init; }

    /// <summary>What the candidate asks for at the tests, and is granted (R39).</summary>
    public Accommodation? Accommodation { get; init; }

    /// <summary>The candidate claims a function of the same level, held until the closing date, and proves it (R33).</summary>
    public bool ClaimsFunction { get; init; }

    public Registering Registering { get; init; } = Registering.Books;

    public Sitting Sitting { get; init; } = Sitting.OneResult;

    /// <summary>The score, as the vendor writes it.</summary>
    public string Score { get; init; } = "72.5";

    public Hearing Hearing { get; init; } = Hearing.Attends;

    /// <summary>The committee's result for each of the 14 competencies, in the published order.</summary>
    public IReadOnlyList<int> Results { get; init; } = [];

    /// <summary>What those results must come to (R43).</summary>
    public decimal? Total { get; init; }

    /// <summary>The candidate withdraws after having been admitted (R19).</summary>
    public bool WithdrawsAfterAdmission { get; init; }

    /// <summary>Whether a sitting is needed: no exemption stands in its place.</summary>
    public bool IsExempt => Ledger is { Exempts: true } || ClaimsFunction;
}

/// <summary>Where a candidacy ends, by the funnel's names (R53).</summary>
public enum FinalStep
{
    Lapsed,
    Withdrawn,
    Refused,
    AssessmentStopped,
    AssessmentFailed,
    OralTestStopped,
    Suitable,
    NotSuitable,
}

/// <summary>How a candidate applies.</summary>
public enum Applying
{
    /// <summary>Applies, fills the rubric in, validates.</summary>
    Validates,

    /// <summary>Has enough experience and forgets to validate.</summary>
    NeverValidates,

    /// <summary>Tries to validate without enough experience, and is refused (R15).</summary>
    IsRefusedToValidate,

    /// <summary>Validates, then withdraws before closing.</summary>
    Withdraws,

    /// <summary>Validates, withdraws, applies again and validates.</summary>
    WithdrawsAndReturns,

    /// <summary>Validates, and tries to apply a second time (R5).</summary>
    AppliesTwice,
}

/// <summary>How the screening decides.</summary>
public enum Deciding
{
    /// <summary>As proposed: with all undisputed proposals at once, or, to be refused, by itself with a motivation.</summary>
    AsProposed,

    /// <summary>One by one, as proposed, after an officer has looked at what made the proposal disputed.</summary>
    AsProposedAfterALook,

    /// <summary>One by one, as proposed: under reservation of a language test, which is passed a little later (R22).</summary>
    AsProposedThenLifted,

    /// <summary>One by one: a proposed reservation is not made, since the officer knows the equivalence has been granted.</summary>
    WithoutReservation,

    /// <summary>One by one: the experience is not accepted, so that the count made again is not enough (R57), and the candidate refused.</summary>
    ExperienceRejected,
}

/// <summary>An accommodation, and how it is told to those who carry it out.</summary>
/// <param name="Ground">Why, as the API names it: for the deciding officer only.</param>
/// <param name="Measures">Codes of the closed list.</param>
/// <param name="ToVendor">What the vendor reads, in English.</param>
/// <param name="ToCommittee">What the chair reads, in Dutch.</param>
public sealed record Accommodation(string Ground, IReadOnlyList<string> Measures, string ToVendor, string ToCommittee);

/// <summary>Something that was so before the system's time, relative to the closing date.</summary>
/// <param name="Kind">EarlierPass, FunctionHeld or DevelopmentPeriod, as the API names them.</param>
/// <param name="Level">Of which level group.</param>
/// <param name="StartsMonthsBeforeClosing">When it began.</param>
/// <param name="Ends">When it ends.</param>
/// <param name="Exempts">Whether it exempts from this vacancy's assessment.</param>
public sealed record LedgerFact(string Kind, LevelGroup Level, int StartsMonthsBeforeClosing, LedgerEnd Ends, bool Exempts);

/// <summary>When something in the ledger ends.</summary>
public enum LedgerEnd
{
    /// <summary>By the rule of its kind: two years after a pass, six months after a fail, open-ended for a function.</summary>
    ByRule,

    /// <summary>On the day of the last session, which is its first free day (T2).</summary>
    OnTheLastSessionsDay,
}

/// <summary>How a candidate registers for the assessment.</summary>
public enum Registering
{
    Books,
    Switches,
    CancelsAndBooksAgain,
    CancelsAndStops,
    DoesNot,

    /// <summary>Tries every session and is refused (R32).</summary>
    IsBarred,

    /// <summary>Is barred from all but the last session, and books that one.</summary>
    BooksTheLastOnly,
}

/// <summary>What the vendor sends of a sitting.</summary>
public enum Sitting
{
    OneResult,
    Absent,

    /// <summary>The same result twice: the second changes nothing.</summary>
    SentTwice,

    /// <summary>A fail first; revision 2 makes it the pass.</summary>
    CorrectedToPass,

    /// <summary>Impossible scores are refused one by one, then the real one is taken.</summary>
    ImpossibleScoresFirst,

    /// <summary>Revision 2, then revision 1 (superseded), other content under revision 2 and a second result (conflicts).</summary>
    OlderAndConflicting,
}

/// <summary>What becomes of the oral test.</summary>
public enum Hearing
{
    Attends,
    ChoosesNoSlot,
    Absent,

    /// <summary>A member leaves during the hearing and cannot score; eight remain (R42).</summary>
    AttendsWhileAMemberLeaves,

    /// <summary>Only seven are left: suspended, and held again in another slot, with no harm (R42).</summary>
    SuspendedOnce,
}
