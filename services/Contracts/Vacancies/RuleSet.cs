namespace Selection.Contracts.Vacancies;

/// <summary>The rules of one procedure as data, frozen at publication (R3).</summary>
public sealed record RuleSet
{
    /// <summary>Which diploma opens the door (R21).</summary>
    public DiplomaRule Diploma { get; init; } = new();

    /// <summary>How much experience is enough (R13).</summary>
    public ExperienceRule Experience { get; init; } = new();

    /// <summary>The assessment's rule (R30 to R32).</summary>
    public AssessmentRule Assessment { get; init; } = new();

    /// <summary>How the oral test is scored and judged (R43).</summary>
    public ScoringRule Scoring { get; init; } = new();

    /// <summary>The committee's composition (R41).</summary>
    public CommitteeRule Committee { get; init; } = new();

    /// <summary>How equal totals are told apart, in order; empty: they share a rank (R46).</summary>
    public IReadOnlyList<TieBreak> TieBreaks { get; init; } = [];
}

/// <summary>Which diploma, or function instead of it, lets a candidate take part (R21).</summary>
public sealed record DiplomaRule
{
    /// <summary>The lowest level of diploma that counts.</summary>
    public Dossiers.DiplomaLevel MinimumLevel { get; init; } = Dossiers.DiplomaLevel.Master;

    /// <summary>Whether a federal function of level A stands in for the diploma.</summary>
    public bool FederalLevelACounts { get; init; } = true;
}

/// <summary>How much experience is enough: either route alone; they never add up (R13).</summary>
public sealed record ExperienceRule
{
    /// <summary>Years of management experience, when that is the route.</summary>
    public int ManagementYears { get; init; } = 6;

    /// <summary>Years of useful professional experience, when that is the route.</summary>
    public int UsefulYears { get; init; } = 10;

    /// <summary>The fields in which professional experience is useful (R10).</summary>
    public IReadOnlyList<UsefulDomain> UsefulDomains { get; init; } = [];
}

/// <summary>A field in which professional experience is useful.</summary>
/// <param name="Code">Short and stable, e.g. <c>social-security</c>.</param>
/// <param name="Name">What it is called.</param>
public sealed record UsefulDomain(string Code, LocalizedText Name);

/// <summary>The assessment's rule.</summary>
public sealed record AssessmentRule
{
    /// <summary>The points that pass, out of 100 (R30).</summary>
    public decimal PassMark { get; init; } = 60m;

    /// <summary>How long a pass exempts, in years (R31).</summary>
    public int ExemptionYears { get; init; } = 2;

    /// <summary>How long a fail bars, in months (R32).</summary>
    public int DevelopmentMonths { get; init; } = 6;
}

/// <summary>How the oral test is scored and judged (R43).</summary>
public sealed record ScoringRule
{
    /// <summary>A competency is scored from 0 to this.</summary>
    public int Scale { get; init; } = 20;

    /// <summary>The total, in percent, from which a candidate is suitable.</summary>
    public decimal ThresholdPercent { get; init; } = 60m;

    /// <summary>Weights by competency code; 1 where none is given.</summary>
    public IReadOnlyDictionary<string, decimal> Weights { get; init; } = new Dictionary<string, decimal>();

    /// <summary>Codes of the competencies of which each needs at least half the scale.</summary>
    public IReadOnlyList<string> Essential { get; init; } = [];
}

/// <summary>The committee's composition (R41).</summary>
public sealed record CommitteeRule
{
    /// <summary>What a lack of parity does.</summary>
    public ParityCheck Parity { get; init; } = ParityCheck.Warn;

    /// <summary>How far a conflict of interest reaches.</summary>
    public RecusalScope Recusal { get; init; } = RecusalScope.WholeProcedure;
}

/// <summary>What a lack of parity of gender or language does.</summary>
public enum ParityCheck
{
    /// <summary>It is reported.</summary>
    Warn,

    /// <summary>The committee cannot be installed.</summary>
    Block,
}

/// <summary>How far a conflict of interest reaches.</summary>
public enum RecusalScope
{
    /// <summary>The member takes no part in the procedure any more, since the ranking compares all.</summary>
    WholeProcedure,

    /// <summary>The member takes no part in that candidate's hearing.</summary>
    Candidate,
}

/// <summary>What tells equal totals apart (R46).</summary>
public enum TieBreak
{
    /// <summary>The committee's comparison of diplomas and merits.</summary>
    DiplomasAndMerits,

    /// <summary>The higher mean of the specific competencies.</summary>
    SpecificCompetencies,

    /// <summary>The higher mean of the management competencies.</summary>
    ManagementCompetencies,
}
