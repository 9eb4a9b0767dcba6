using System.Globalization;
using Selection.Contracts;
using Selection.Contracts.Events;
using Selection.Contracts.Vacancies;

namespace Selection.Results.Domain;

/// <summary>What a decision is about.</summary>
/// <param name="SelectionCode">The procedure's code.</param>
/// <param name="Title">The function.</param>
/// <param name="RuleVersion">The notice's version.</param>
/// <param name="Rules">Its rules.</param>
/// <param name="Competencies">What was measured.</param>
public sealed record Procedure(string SelectionCode, LocalizedText Title, int RuleVersion, RuleSet Rules, CompetencyModel Competencies);

/// <summary>What is decided about one candidate.</summary>
/// <param name="Group">The group.</param>
/// <param name="Rank">The rank among the suitable.</param>
/// <param name="Suitable">How many are suitable.</param>
/// <param name="Shared">Whether others have the same rank.</param>
/// <param name="TotalPercent">The total.</param>
/// <param name="Results">The committee's results.</param>
/// <param name="Committee">The committee's motivation of the whole.</param>
public sealed record FinalDecision(
    FinalGroup Group, int? Rank, int Suitable, bool Shared, decimal TotalPercent, IReadOnlyList<CompetencyResult> Results, string Committee);

/// <summary>The text of a final decision (R46, R48, R50), in the language of the procedure.</summary>
public static class Motivations
{
    /// <summary>Writes it.</summary>
    public static string Write(string language, Procedure procedure, FinalDecision decision)
    {
        var culture = CultureOf(language);
        var scoring = procedure.Rules.Scoring;
        var opening = decision.Group switch
        {
            FinalGroup.Suitable => Texts.In(culture, decision.Shared ? "act-suitable-shared" : "act-suitable", procedure.Title.In(language), procedure.SelectionCode, decision.Rank!, decision.Suitable),
            FinalGroup.NotSuitable => Texts.In(culture, "act-not-suitable", procedure.Title.In(language), procedure.SelectionCode),
        };
        string[] lines =
        [
            opening,
            "",
            Texts.In(culture, "legal-grounds"),
            Texts.In(culture, "legal-notice", procedure.SelectionCode, procedure.RuleVersion),
            Texts.In(culture, "legal-reasons"),
            "",
            Texts.In(culture, "facts"),
            Texts.In(culture, "total", decision.TotalPercent.ToString("0.00", culture), scoring.ThresholdPercent.ToString("0.##", culture)),
            .. decision.Results.Select(result => Texts.In(
                culture, IsShortOfEssential(result, scoring) ? "competency-essential-short" : "competency",
                NameOf(result.Code, procedure.Competencies, language), result.Result.ToString("0.##", culture), scoring.Scale, result.Motivation)),
            .. procedure.Rules.TieBreaks.Count > 0 && decision.Group is FinalGroup.Suitable
                ? [Texts.In(culture, "tie-breaks", string.Join(", ", procedure.Rules.TieBreaks.Select(t => Texts.In(culture, $"tie-break-{t}"))))]
                : Array.Empty<string>(),
            "",
            Texts.In(culture, "committee"),
            decision.Committee,
            "",
            Texts.In(culture, "remedies"),
        ];
        return string.Join('\n', lines);
    }

    /// <summary>A language as a culture; English where it is none of the four.</summary>
    public static CultureInfo CultureOf(string language) =>
        CultureInfo.GetCultureInfo(language is ['n', 'l', ..] or ['f', 'r', ..] or ['d', 'e', ..] ? language[..2] : "en");

    /// <summary>What a competency of the oral test is called; its code where the model does not know it.</summary>
    public static string NameOf(string code, CompetencyModel model, string language) =>
        model.Specific.FirstOrDefault(c => c.Code == code)?.Domain.In(language)
        ?? model.Management.SelectMany(g => g.Competencies).FirstOrDefault(c => c.Code == code)?.Name.In(language)
        ?? code;

    private static bool IsShortOfEssential(CompetencyResult result, ScoringRule scoring) =>
        scoring.Essential.Contains(result.Code) && result.Result * 2 < scoring.Scale;
}
