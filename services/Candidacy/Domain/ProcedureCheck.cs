using System.Net.Mail;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NodaTime;
using Selection.Contracts;
using Selection.Contracts.Vacancies;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Domain;

/// <summary>What a notice still misses before it can be published (R1, R2): all of it at once, by field.</summary>
internal static partial class ProcedureCheck
{
    /// <summary>Languages a procedure is held in.</summary>
    public static readonly string[] Languages = ["nl", "fr"];

    /// <summary>Characters of one text.</summary>
    public const int LongestText = 10_000;

    /// <summary>Entries of one list.</summary>
    public const int LongestList = 100;

    private const int DaysToApply = 14;
    private const int MandateYearsByLaw = 6;
    private const int NoName = 60;
    private static readonly LocalDate FirstClosing = new(2000, 1, 1);
    private static readonly LocalDate LastClosing = new(2199, 12, 31);

    /// <summary>Whether a selection code is one: three capitals and five digits.</summary>
    public static bool IsSelectionCode(string code) => SelectionCode().IsMatch(code);

    /// <summary>Everything missing or out of range.</summary>
    public static IReadOnlyList<FieldError> Missing(ProcedureDefinition definition) =>
    [
        .. BlankTexts(JsonSerializer.SerializeToNode(definition, ContractsJson.Options), ""),
        .. EmptyLists(definition),
        .. Figures(definition),
        .. Codes(definition),
    ];

    /// <summary>Everything missing or out of range on a day in Brussels.</summary>
    public static IReadOnlyList<FieldError> Missing(ProcedureDefinition definition, LocalDate today) =>
        [.. Missing(definition), .. definition.ClosingDate < today ? (FieldError[])[new("closingDate", "closing-date-past")] : []];

    /// <summary>What may be as it is meant, and is worth a second look before publication.</summary>
    public static IReadOnlyList<FieldError> Odd(ProcedureDefinition definition, LocalDate today, ClosingDays closed) =>
    [
        .. OddClosing(definition.ClosingDate, today, closed),
        .. definition.MandateYears == MandateYearsByLaw ? [] : (FieldError[])[new("mandateYears", "mandate-unusual", MandateYearsByLaw)],
        .. definition.Rules.TieBreaks.Count > 0 ? [] : (FieldError[])[new("rules.tieBreaks", "no-tie-break")],
        .. Untranslated(JsonSerializer.SerializeToNode(definition, ContractsJson.Options), ""),
    ];

    private static IEnumerable<FieldError> OddClosing(LocalDate closing, LocalDate today, ClosingDays closed)
    {
        if (closing >= today && Period.DaysBetween(today, closing) is var days and < DaysToApply) yield return new FieldError("closingDate", "closing-soon", days);
        else if (!WorkingDays.IsWorkingDay(closing, closed)) yield return new FieldError("closingDate", "closing-not-working-day");
    }

    /// <summary>The same words in two languages, and too many of them for a name.</summary>
    private static IEnumerable<FieldError> Untranslated(JsonNode? node, string path) => node switch
    {
        JsonObject text when text["nl"] is JsonValue && text["fr"] is JsonValue =>
            text.GroupBy(t => t.Value!.GetValue<string>()).Where(same => same.Key.Length > NoName && same.Count() > 1)
                .Select(same => new FieldError(path, "untranslated", string.Join(", ", same.Select(t => t.Key)))),
        JsonObject parent => parent.SelectMany(child => Untranslated(child.Value, path.Length == 0 ? child.Key : $"{path}.{child.Key}")),
        JsonArray list => list.SelectMany((item, i) => Untranslated(item, $"{path}[{i}]")),
        _ => [],
    };

    /// <summary>What cannot even be kept as a draft, which may be incomplete in every other way.</summary>
    public static IReadOnlyList<FieldError> Unkeepable(ProcedureDefinition definition) =>
    [
        .. IsSelectionCode(definition.SelectionCode) ? [] : (FieldError[])[new("selectionCode", "selection-code")],
        .. definition.ClosingDate < FirstClosing || definition.ClosingDate > LastClosing ? (FieldError[])[new("closingDate", "between-days", FirstClosing, LastClosing)] : [],
        .. Unkeepable(JsonSerializer.SerializeToNode(definition, ContractsJson.Options), ""),
    ];

    private static IEnumerable<FieldError> Unkeepable(JsonNode? node, string path) => node switch
    {
        JsonObject parent => parent.SelectMany(child =>
            TextCheck.Unkeepable(path, child.Key, LongestText).Concat(child.Value is null ? [] : Unkeepable(child.Value, path.Length == 0 ? child.Key : $"{path}.{child.Key}"))),
        JsonArray { Count: > LongestList } => [new FieldError(path, "too-many", LongestList)],
        JsonArray list => list.SelectMany((item, i) => Unkeepable(item, $"{path}[{i}]")),
        JsonValue value when value.TryGetValue<string>(out var text) && path != "selectionCode" => TextCheck.Unkeepable(path, text, LongestText),
        null => [new FieldError(path, "required")],
        _ => [],
    };

    /// <summary>Every text of a notice is there, in all four languages: the public reads it in its own.</summary>
    private static IEnumerable<FieldError> BlankTexts(JsonNode? node, string path) => node switch
    {
        JsonObject parent => parent.SelectMany(child => BlankTexts(child.Value, path.Length == 0 ? child.Key : $"{path}.{child.Key}")),
        JsonArray list => list.SelectMany((item, i) => BlankTexts(item, $"{path}[{i}]")),
        JsonValue value when value.TryGetValue<string>(out var text) && string.IsNullOrWhiteSpace(text) => [new FieldError(path, "required")],
        _ => [],
    };

    private static IEnumerable<FieldError> EmptyLists(ProcedureDefinition d)
    {
        (string Path, int Count)[] lists =
        [
            ("purpose", d.Purpose.Count), ("resultAreas", d.ResultAreas.Count),
            ("participationConditions", d.ParticipationConditions.Count), ("appointmentConditions", d.AppointmentConditions.Count),
            ("competencies.assessment", d.Competencies.Assessment.Count), ("competencies.specific", d.Competencies.Specific.Count),
            ("competencies.management", d.Competencies.Management.Count),
            ("steps", d.Steps.Count), ("howToApply", d.HowToApply.Count),
            ("rules.experience.usefulDomains", d.Rules.Experience.UsefulDomains.Count),
            .. d.Competencies.Management.Select((group, i) => ($"competencies.management[{i}].competencies", group.Competencies.Count)),
        ];
        return lists.Where(list => list.Count == 0).Select(list => new FieldError(list.Path, "at-least-one"));
    }

    private static IEnumerable<FieldError> Figures(ProcedureDefinition d)
    {
        (string Path, decimal Value, decimal From, decimal To)[] figures =
        [
            ("function.weighingClass", d.Function.WeighingClass, 1, 7), ("function.salaryBand", d.Function.SalaryBand, 1, 7),
            ("mandateYears", d.MandateYears, 1, 10), ("salary.grossYearlyEuro", d.Salary.GrossYearlyEuro, 1, 1_000_000),
            ("salary.mobilityBudgetEuro", d.Salary.MobilityBudgetEuro ?? 0, 0, 1_000_000),
            ("rules.experience.managementYears", d.Rules.Experience.ManagementYears, 1, 40),
            ("rules.experience.usefulYears", d.Rules.Experience.UsefulYears, 1, 40),
            ("rules.assessment.passMark", d.Rules.Assessment.PassMark, 0, 100),
            ("rules.assessment.exemptionYears", d.Rules.Assessment.ExemptionYears, 0, 10),
            ("rules.assessment.developmentMonths", d.Rules.Assessment.DevelopmentMonths, 0, 60),
            ("rules.scoring.scale", d.Rules.Scoring.Scale, 1, 100), ("rules.scoring.thresholdPercent", d.Rules.Scoring.ThresholdPercent, 0, 100),
            .. d.Rules.Scoring.Weights.Select(weight => ($"rules.scoring.weights.{weight.Key}", weight.Value, 0.001m, 1000m)),
        ];
        foreach (var figure in figures.Where(f => f.Value < f.From || f.Value > f.To))
            yield return new FieldError(figure.Path, "between", figure.From, figure.To);

        if (!Languages.Contains(d.Language)) yield return new FieldError("language", "one-of", string.Join(", ", Languages));
        if (d.Contact.Email.Length > 0 && !IsEmail(d.Contact.Email)) yield return new FieldError("contact.email", "email");
        foreach (var (link, i) in d.Employer.Links.Select((link, i) => (link, i)))
        {
            if (!Uri.TryCreate(link, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
                yield return new FieldError($"employer.links[{i}]", "link");
        }
    }

    private static IEnumerable<FieldError> Codes(ProcedureDefinition d)
    {
        if (!IsSelectionCode(d.SelectionCode)) yield return new FieldError("selectionCode", "selection-code");
        string[] oralTest = [.. d.Competencies.OralTestCodes()];
        foreach (var code in Repeated([.. d.Competencies.Assessment.Select(c => c.Code), .. oralTest])) yield return new FieldError("competencies", "code-twice", code);
        foreach (var code in Repeated(d.Rules.Experience.UsefulDomains.Select(u => u.Code))) yield return new FieldError("rules.experience.usefulDomains", "code-twice", code);
        foreach (var code in d.Rules.Scoring.Weights.Keys.Except(oralTest)) yield return new FieldError("rules.scoring.weights", "code-unknown", code);
        foreach (var code in d.Rules.Scoring.Essential.Except(oralTest)) yield return new FieldError("rules.scoring.essential", "code-unknown", code);
        foreach (var tieBreak in Repeated(d.Rules.TieBreaks.Select(t => t.ToString()))) yield return new FieldError("rules.tieBreaks", "code-twice", tieBreak);
    }

    /// <summary>Whether a text is one e-mail address and nothing else.</summary>
    public static bool IsEmail(string text) => MailAddress.TryCreate(text, out var address) && address.Address == text && text.Contains('.', StringComparison.Ordinal);

    private static IEnumerable<string> Repeated(IEnumerable<string> codes) => codes.GroupBy(c => c).Where(same => same.Count() > 1).Select(same => same.Key);

    [GeneratedRegex(@"^[A-Z]{3}[0-9]{5}\z")]
    private static partial Regex SelectionCode();
}
