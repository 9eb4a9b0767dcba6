using System.Globalization;
using Selection.Contracts;
using Selection.Contracts.Events;
using Selection.Contracts.Vacancies;
using Selection.ServiceDefaults.Clock;

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
/// <param name="Reservation">What of the admission's reservation is open (R22).</param>
public sealed record FinalDecision(
    FinalGroup Group, int? Rank, int Suitable, bool Shared, decimal TotalPercent, IReadOnlyList<CompetencyResult> Results, string Committee,
    Reservation Reservation = Reservation.None);

/// <summary>The text of a final decision (R46, R48, R50), in the language of the procedure.</summary>
public static class Motivations
{
    /// <summary>What the decisions of a list have in common.</summary>
    /// <param name="language">Of the procedure.</param>
    /// <param name="procedure">What they are about.</param>
    /// <param name="correction">What is corrected and why; null for a first list.</param>
    public static ActFrame FrameOf(string language, Procedure procedure, Correction? correction = null)
    {
        var culture = CultureOf(language);
        var scoring = procedure.Rules.Scoring;
        var model = procedure.Competencies;
        IEnumerable<(string Code, LocalizedText Name)> competencies =
            [.. model.Specific.Select(c => (c.Code, c.Domain)), .. model.Management.SelectMany(g => g.Competencies).Select(c => (c.Code, c.Name))];
        return new ActFrame(
            language, procedure.SelectionCode, procedure.Title.In(language), procedure.RuleVersion, scoring.Scale, scoring.ThresholdPercent,
            correction is null ? null : Sentence(correction, culture),
            [Texts.In(culture, "legal-notice", procedure.SelectionCode, procedure.RuleVersion), Texts.In(culture, "legal-reasons")],
            procedure.Rules.TieBreaks.Count == 0
                ? null
                : Texts.In(culture, "tie-breaks", string.Join(", ", procedure.Rules.TieBreaks.Select(t => Texts.In(culture, $"tie-break-{t}")))),
            [.. competencies.Select(c => new ActCompetency(c.Code, c.Name.In(language), scoring.Essential.Contains(c.Code)))]);
    }

    /// <summary>One candidate's act.</summary>
    public static Act ActOf(ActFrame frame, FinalDecision decision)
    {
        var culture = CultureOf(frame.Language);
        var total = Texts.In(culture, "total", decision.TotalPercent.ToString("0.00", culture), frame.ThresholdPercent.ToString("0.##", culture));
        return decision.Group switch
        {
            FinalGroup.Suitable => new Act(
                Texts.In(culture, decision.Shared ? "act-suitable-shared" : "act-suitable", frame.Title, frame.SelectionCode, decision.Rank!, decision.Suitable),
                [
                    total,
                    .. decision.Reservation is Reservation.None ? Array.Empty<string>() : [Texts.In(culture, "act-reservation", NamesOf(decision.Reservation, culture))],
                    .. frame.TieBreaks is null ? Array.Empty<string>() : [frame.TieBreaks],
                ],
                decision.Committee),
            FinalGroup.NotSuitable => new Act(Texts.In(culture, "act-not-suitable", frame.Title, frame.SelectionCode), [total], decision.Committee),
        };
    }

    /// <summary>The whole as one text: what the candidate is sent.</summary>
    public static string TextOf(ActFrame frame, Act act, IReadOnlyList<CompetencyResult> results)
    {
        var culture = CultureOf(frame.Language);
        string[] lines =
        [
            Texts.In(culture, "page-Decision"),
            act.Decision,
            .. frame.Correction is null ? Array.Empty<string>() : ["", frame.Correction],
            "",
            Texts.In(culture, "page-LegalGrounds"),
            .. frame.LegalGrounds,
            "",
            Texts.In(culture, "page-Facts"),
            .. act.Facts,
            .. results.Select(result => Texts.In(
                culture, frame.IsShortOfEssential(result) ? "competency-essential-short" : "competency",
                frame.NameOf(result.Code), result.Result.ToString("0.##", culture), frame.Scale, result.Motivation)),
            "",
            Texts.In(culture, "page-Overall"),
            act.Committee,
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

    /// <summary>Reservations by name (R22).</summary>
    public static string NamesOf(Reservation reservation, CultureInfo culture) => string.Join(", ",
        new[] { Reservation.Equivalence, Reservation.LanguageTest }.Where(r => reservation.HasFlag(r)).Select(r => Texts.In(culture, $"reservation-{r}")));

    private static string Sentence(Correction correction, CultureInfo culture)
    {
        var day = WrittenDay.Of(BrusselsTime.DateIn(correction.PreviousPublishedAt), culture);
        return correction.Ground switch
        {
            CorrectionGround.ChangedOutcomes => Texts.In(culture, "act-correction", day, correction.Reason),
            CorrectionGround.Annulment => Texts.In(culture, "act-annulment", day, correction.Reason, correction.Ruling!),
        };
    }
}
