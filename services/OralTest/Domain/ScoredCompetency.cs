using Selection.Contracts;
using Selection.Contracts.Vacancies;

namespace Selection.OralTest.Domain;

/// <summary>A competency the committee scores, of either kind (R2, R43).</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">What it is called; for a specific one its domain.</param>
/// <param name="Description">What is expected.</param>
/// <param name="Group">The group of a management competency; null for a specific one.</param>
/// <param name="Specific">The specific competency; null for a management one.</param>
public sealed record ScoredCompetency(string Code, LocalizedText Name, LocalizedText Description, LocalizedText? Group, SpecificCompetency? Specific)
{
    /// <summary>All of them, in the published order.</summary>
    public static IReadOnlyList<ScoredCompetency> Of(CompetencyModel? model) => model is null ? [] :
    [
        .. model.Specific.Select(c => new ScoredCompetency(c.Code, c.Domain, c.Description, null, c)),
        .. model.Management.SelectMany(group => group.Competencies.Select(c => new ScoredCompetency(c.Code, c.Name, c.Description, group.Name, null))),
    ];
}
