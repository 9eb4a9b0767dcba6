using System.Text.RegularExpressions;
using Selection.Contracts.Dossiers;
using Selection.Contracts.Vacancies;
using Selection.Portal.Components.Fields;
using Selection.Portal.Gateway;
using Selection.Portal.Resources;

namespace Selection.Portal.Pages.Officer.Notices;

/// <summary>A part of the notice with a page of its own in the editor; together the parts hold the whole definition (R1, R2).</summary>
/// <param name="Name">As it stands in the address.</param>
/// <param name="Fields">What is filled in, in order.</param>
public sealed partial record NoticePart(string Name, params IReadOnlyList<NoticeField> Fields)
{
    private static readonly string[] Languages = ["nl", "fr", "de", "en"];

    /// <summary>The parts, in the order in which a notice is written.</summary>
    public static IReadOnlyList<NoticePart> All { get; } =
    [
        new("basics",
            new LineField("selectionCode", 8) { Frozen = true, HasHint = true },
            new ChoiceField("language", ["nl", "fr"], "Language_") { Frozen = true, Label = "procedureLanguage", HasHint = true },
            new DayField("closingDate") { HasHint = true },
            new TextsField("title") { Label = "functionTitle" },
            new TextsField("summary", 4) { HasHint = true },
            new TextsField("place"),
            new ChoiceField("workingTime", Enum.GetNames<WorkingTime>(), "WorkingTime_") { Frozen = true },
            new HeadedFields("contact",
                new LineField("contact.name") { Label = "contactName" },
                new LineField("contact.email") { Type = "email", Label = "contactEmail" })),
        new("employer",
            new TextsField("employer.name") { Label = "employerName" },
            new RowsField("employer.description", new TextsField("", 3)) { Label = "employerDescription" },
            new RowsField("employer.links", new LineField("", 500) { Type = "url", Label = "linkAddress" }) { Label = "links" },
            new RowsField("size.budgets", new TextsField("label") { Label = "budgetLabel" }, new NumberField("euro") { Decimals = true }) { Label = "budgets" },
            new RowsField("size.staff", new TextsField("label") { Label = "staffLabel" }, new NumberField("people")) { Label = "staff" }),
        new("job",
            new RowsField("purpose", new TextsField("", 3)),
            new RowsField("resultAreas", new TextsField("title") { Label = "heading" }, new RowsField("items", new TextsField("", 2)) { Label = "sentences" }),
            new HeadedFields("context",
                new RowsField("context.internal", new TextsField("", 2)),
                new RowsField("context.federal", new TextsField("", 2)),
                new RowsField("context.external", new TextsField("", 2)))),
        new("terms",
            new NumberField("function.weighingClass") { Frozen = true, HasHint = true, ZeroIsNothing = true },
            new NumberField("function.salaryBand") { Frozen = true, ZeroIsNothing = true, HasHint = true },
            new LineField("function.class", 20) { Frozen = true, Label = "functionClass", HasHint = true },
            new NumberField("salary.grossYearlyEuro") { Frozen = true, Decimals = true, ZeroIsNothing = true, HasHint = true },
            new NumberField("salary.mobilityBudgetEuro") { Frozen = true, Decimals = true, Optional = true },
            new NumberField("mandateYears") { Frozen = true, HasHint = true },
            new TextsField("contractType"),
            new TextsField("recruitmentType")),
        new("conditions",
            new TextsField("diploma", 2) { Label = "diplomaWords", HasHint = true },
            new ChoiceField("rules.diploma.minimumLevel", Enum.GetNames<DiplomaLevel>(), "Case_Level_") { Frozen = true },
            new YesNoField("rules.diploma.federalLevelACounts") { Frozen = true },
            new HeadedFields("experience",
                new NumberField("rules.experience.managementYears") { Frozen = true },
                new NumberField("rules.experience.usefulYears") { Frozen = true },
                new RowsField("rules.experience.usefulDomains", new TextsField("name") { Label = "domainName", Frozen = true }, new LineField("code", 60) { Frozen = true, HasHint = true }) { Frozen = true, FrozenRows = true, HasHint = true }),
            new RowsField("participationConditions", new TextsField("", 2)) { HasHint = true },
            new RowsField("appointmentConditions", new TextsField("", 2)) { HasHint = true }),
        new("competencies",
            new RowsField("competencies.assessment", Competency()) { Label = "assessmentCompetencies", FrozenRows = true },
            new RowsField(
                "competencies.specific",
                new TextsField("domain", 2),
                new TextsField("description", 3) { Label = "expected" },
                new ChoiceField("mastery", Enum.GetNames<MasteryType>(), "MasteryType_") { Frozen = true },
                new ChoiceField("level", Enum.GetNames<MasteryLevel>(), "MasteryLevel_") { Frozen = true, Label = "masteryLevel" },
                new LineField("code", 60) { Frozen = true, HasHint = true }) { Label = "specificCompetencies", FrozenRows = true, HasHint = true },
            new RowsField("competencies.management", new TextsField("name") { Label = "groupName" }, new RowsField("competencies", Competency()) { FrozenRows = true }) { Label = "managementGroups", FrozenRows = true, HasHint = true }),
        new("judging",
            new HeadedFields("assessment",
                new NumberField("rules.assessment.passMark") { Frozen = true, Decimals = true },
                new NumberField("rules.assessment.exemptionYears") { Frozen = true },
                new NumberField("rules.assessment.developmentMonths") { Frozen = true }),
            new HeadedFields("oralTest",
                new NumberField("rules.scoring.scale") { Frozen = true },
                new NumberField("rules.scoring.thresholdPercent") { Frozen = true, Decimals = true },
                new WeightsField { Frozen = true },
                new TieBreaksField { Frozen = true }),
            new HeadedFields("committee",
                new ChoiceField("rules.committee.parity", Enum.GetNames<ParityCheck>(), "ParityCheck_") { Frozen = true },
                new ChoiceField("rules.committee.recusal", Enum.GetNames<RecusalScope>(), "RecusalScope_") { Frozen = true })),
        new("steps",
            new RowsField("steps", new TextsField("title", 2) { Label = "heading" }, new RowsField("items", new TextsField("", 3)) { Label = "sentences" }) { Label = "procedureSteps" },
            new RowsField("howToApply", new TextsField("", 2))),
    ];

    /// <summary>Those in which something may be corrected after publication (R3).</summary>
    public static IReadOnlyList<NoticePart> Correctable { get; } = [.. All.Where(part => part.Name != "judging")];

    /// <summary>The key of its name.</summary>
    public string TitleKey => $"Notice_Part_{Name}";

    /// <summary>Its fields, headings looked through.</summary>
    public IEnumerable<NoticeField> Flat => Fields.SelectMany(f => f is HeadedFields headed ? headed.Fields : [f]);

    /// <summary>The part after it; null after the last.</summary>
    public NoticePart? Next => All.SkipWhile(p => p != this).Skip(1).FirstOrDefault();

    public static NoticePart? Of(string? name) => All.FirstOrDefault(p => p.Name == name);

    /// <summary>The part a JSON path belongs to.</summary>
    public static NoticePart? OfPath(string path) => All.FirstOrDefault(p => p.Flat.Any(f => IsBelow(path, f.Name))) ?? All.FirstOrDefault(p => p.Flat.Any(f => IsBelow(f.Name, path)));

    /// <summary>What a JSON path is called: "Result area 2 – Point 1".</summary>
    public static string NameOf(string path, Texts texts)
    {
        var (plain, _) = SplitLanguage(path);
        return string.Join(" – ", Names([.. All.SelectMany(p => p.Flat)], plain, texts)) is { Length: > 0 } name ? name : path;
    }

    /// <summary>The same with the language of a text: "Result area 2 – Heading (French)".</summary>
    public static string FullNameOf(string path, Texts texts) => SplitLanguage(path).Language is { } language ? $"{NameOf(path, texts)} ({texts[$"Language_{language}"]})" : NameOf(path, texts);

    /// <summary>Findings about one text in several languages are one line.</summary>
    public static IEnumerable<(string Path, string Where, string Text)> Lines(IEnumerable<DraftFinding> findings, Texts texts) =>
        findings.Select(f => (Finding: f, Split: SplitLanguage(f.Path))).GroupBy(f => (f.Split.Plain, f.Finding.Text)).Select(same =>
        {
            var languages = same.Select(f => f.Split.Language).OfType<string>().ToList();
            var where = NameOf(same.Key.Plain, texts);
            if (languages.Count > 0) where += $" ({string.Join(", ", languages.Select(l => texts[$"Language_{l}"]))})";
            return (same.First().Finding.Path, where, same.Key.Text);
        });

    /// <summary>Where in the editor a path is.</summary>
    public static string AddressOf(Guid vacancyId, string path) =>
        $"/officer/vacancies/{vacancyId}/edit/{(OfPath(path) ?? All[0]).Name}#{Field.IdOf($"Form.{path}")}";

    private static (string Plain, string? Language) SplitLanguage(string path) =>
        path.LastIndexOf('.') is > 0 and var dot && Languages.Contains(path[(dot + 1)..]) ? (path[..dot], path[(dot + 1)..]) : (path, null);

    private static IEnumerable<string> Names(IReadOnlyList<NoticeField> fields, string path, Texts texts)
    {
        if (fields.FirstOrDefault(f => f.Name.Length > 0 && IsBelow(path, f.Name)) is not { } field) return [];
        var label = texts[$"Notice_Field_{field.Label}"];
        if (field is not RowsField rows || Index().Match(path[field.Name.Length..]) is not { Success: true } row) return [label];
        var name = texts[rows.RowKey];
        // Paragraphs and conditions are of several kinds: of which, is said before.
        string[] kind = fields.OfType<RowsField>().Count(other => texts[other.RowKey] == name) > 1 ? [label] : [];
        return [.. kind, $"{name} {int.Parse(row.Groups[1].Value, null) + 1}", .. Names(rows.Row, path[(field.Name.Length + row.Length)..].TrimStart('.'), texts)];
    }

    private static bool IsBelow(string path, string name) =>
        path.StartsWith(name, StringComparison.Ordinal) && (path.Length == name.Length || path[name.Length] is '.' or '[');

    private static NoticeField[] Competency() =>
        [new TextsField("name") { Label = "competencyName" }, new TextsField("description", 3) { Label = "expected" }, new LineField("code", 60) { Frozen = true, HasHint = true }];

    [GeneratedRegex(@"^\[(\d+)\]")]
    private static partial Regex Index();
}
