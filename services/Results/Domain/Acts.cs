using Selection.Contracts.Events;

namespace Selection.Results.Domain;

/// <summary>
/// What the decisions of one list have in common, in the words it was proposed with: kept with the list, so that a decision
/// reads the same for ever, whatever the texts or the notice become.
/// </summary>
/// <param name="Language">Of the procedure, and so of the act.</param>
/// <param name="SelectionCode">The procedure's code.</param>
/// <param name="Title">The function.</param>
/// <param name="RuleVersion">The notice's version.</param>
/// <param name="Scale">A competency is scored from 0 to this.</param>
/// <param name="ThresholdPercent">Suitable from this total on.</param>
/// <param name="Correction">What is corrected, and why; null in a first list.</param>
/// <param name="LegalGrounds">A sentence each.</param>
/// <param name="TieBreaks">How equal totals are ordered; null where they share a rank.</param>
/// <param name="Competencies">What was judged, as published.</param>
public sealed record ActFrame(
    string Language, string SelectionCode, string Title, int RuleVersion, int Scale, decimal ThresholdPercent,
    string? Correction, IReadOnlyList<string> LegalGrounds, string? TieBreaks, IReadOnlyList<ActCompetency> Competencies)
{
    /// <summary>What a competency is called; its code where the frame does not know it.</summary>
    public string NameOf(string code) => Competencies.FirstOrDefault(c => c.Code == code)?.Name ?? code;

    /// <summary>Whether a result is below the half that an essential competency asks for (R43).</summary>
    public bool IsShortOfEssential(CompetencyResult result) =>
        result.Result * 2 < Scale && Competencies.Any(c => c.Essential && c.Code == result.Code);
}

/// <summary>A competency as an act names it.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name, in the act's language.</param>
/// <param name="Essential">Whether it needs at least half the scale.</param>
public sealed record ActCompetency(string Code, string Name, bool Essential);

/// <summary>What is decided about one candidate, in sentences of the procedure's language; the competencies' results stand beside it.</summary>
/// <param name="Decision">Group and rank.</param>
/// <param name="Facts">A sentence each.</param>
/// <param name="Committee">The committee's motivation of the whole; empty once the person was erased (R55).</param>
public sealed record Act(string Decision, IReadOnlyList<string> Facts, string Committee);
