namespace Selection.Contracts.Vacancies;

/// <summary>What a procedure measures, in three kinds (R2). Every competency has a code of its own, unique in the model.</summary>
/// <param name="Assessment">Measured by the computer-based assessment.</param>
/// <param name="Specific">Measured by the oral test, each with a domain and the mastery asked for.</param>
/// <param name="Management">Measured by the oral test, in groups.</param>
public sealed record CompetencyModel(
    IReadOnlyList<Competency> Assessment,
    IReadOnlyList<SpecificCompetency> Specific,
    IReadOnlyList<CompetencyGroup> Management)
{
    /// <summary>The codes the committee scores (R43): the specific ones first, then the management ones, as published.</summary>
    public IReadOnlyList<string> OralTestCodes() =>
        [.. Specific.Select(c => c.Code), .. Management.SelectMany(g => g.Competencies).Select(c => c.Code)];
}

/// <summary>A competency.</summary>
/// <param name="Code">Short and stable, e.g. <c>critical-thinking</c>.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Description">What it means.</param>
public sealed record Competency(string Code, LocalizedText Name, LocalizedText Description);

/// <summary>A competency of the function itself.</summary>
/// <param name="Code">Short and stable.</param>
/// <param name="Domain">The field it belongs to.</param>
/// <param name="Description">What is expected.</param>
/// <param name="Mastery">How it is mastered.</param>
/// <param name="Level">How far.</param>
public sealed record SpecificCompetency(string Code, LocalizedText Domain, LocalizedText Description, MasteryType Mastery, MasteryLevel Level);

/// <summary>Management competencies that belong together.</summary>
/// <param name="Name">The group's name.</param>
/// <param name="Competencies">Its competencies.</param>
public sealed record CompetencyGroup(LocalizedText Name, IReadOnlyList<Competency> Competencies);

/// <summary>How a specific competency is mastered.</summary>
public enum MasteryType
{
    /// <summary>Applying it.</summary>
    Application,

    /// <summary>Understanding it.</summary>
    Insight,

    /// <summary>Analysing with it.</summary>
    Analysis,
}

/// <summary>How far a specific competency is mastered.</summary>
public enum MasteryLevel
{
    /// <summary>Advanced.</summary>
    Advanced,

    /// <summary>Specialist.</summary>
    Specialist,
}
