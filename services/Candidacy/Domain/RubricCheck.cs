using NodaTime;
using Selection.Contracts.Dossiers;
using Selection.Contracts.Vacancies;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Domain;

/// <summary>An experience as the candidate sends it.</summary>
internal sealed record ExperienceEntry
{
    /// <summary>That of an entry already saved; none for a new one.</summary>
    public Guid? ExperienceId { get; init; }

    public required ExperienceKind Kind { get; init; }

    public required string Function { get; init; }

    public required string Organisation { get; init; }

    /// <summary>One of the vacancy's fields, for useful experience.</summary>
    public string? Domain { get; init; }

    public required LocalDate Begin { get; init; }

    /// <summary>May be left out for the current job: it ends on the day of applying (R11).</summary>
    public LocalDate? End { get; init; }

    public bool IsCurrent { get; init; }

    public string? Description { get; init; }

    public static ExperienceEntry Example => new()
    {
        Kind = ExperienceKind.Management,
        Function = "Directeur",
        Organisation = "Stad Gent",
        Begin = new LocalDate(2015, 3, 1),
        End = new LocalDate(2021, 8, 31),
        Description = "Leidde de dienst en zijn personeel.",
    };
}

/// <summary>What a rubric is read against.</summary>
/// <param name="Definition">The vacancy's.</param>
/// <param name="AppliedOn">The day of applying.</param>
/// <param name="Today">In Brussels.</param>
/// <param name="Known">The experiences saved before.</param>
/// <param name="MaxEntries">As many as a rubric holds.</param>
internal sealed record RubricContext(ProcedureDefinition Definition, LocalDate AppliedOn, LocalDate Today, IReadOnlyCollection<Guid> Known, int MaxEntries = 200)
{
    /// <summary>The last day that counts now (R14): today, never after closing.</summary>
    public LocalDate Until => LocalDate.Min(Today, Definition.ClosingDate);
}

/// <summary>Reads what a candidate fills in (R10, R11).</summary>
internal static class RubricCheck
{
    private const int MaxLine = 200;
    private const int MaxDescription = 4000;
    private static readonly LocalDate Earliest = new(1940, 1, 1);

    /// <summary>Everything wrong with the entries, by field; empty when nothing is.</summary>
    public static IReadOnlyList<FieldError> Faults(IReadOnlyList<ExperienceEntry> entries, FederalFunction? federal, RubricContext context)
    {
        if (entries.Count > context.MaxEntries) return [new FieldError("experiences", "too-many", context.MaxEntries)];
        List<FieldError> faults = [.. entries.SelectMany((entry, i) => Faults(entry, $"experiences[{i}].", context))];
        faults.AddRange(entries.Select((entry, i) => (entry.ExperienceId, i)).Where(e => e.ExperienceId is not null)
            .GroupBy(e => e.ExperienceId).SelectMany(same => same.Skip(1))
            .Select(e => new FieldError($"experiences[{e.i}].experienceId", "experience-twice")));
        faults.AddRange(Faults(federal, "federalLevelA."));
        return faults;
    }

    /// <summary>Everything wrong with one entry, by its fields.</summary>
    public static IReadOnlyList<FieldError> Faults(ExperienceEntry entry, RubricContext context) => [.. Faults(entry, "", context)];

    /// <summary>Everything wrong with a federal function.</summary>
    public static IReadOnlyList<FieldError> Faults(FederalFunction? federal, string path) =>
        federal is null ? [] : [.. Line(federal.Service, $"{path}service", MaxLine), .. Line(federal.Class, $"{path}class", 10)];

    /// <summary>The rubric of entries without faults.</summary>
    public static Rubric Read(IReadOnlyList<ExperienceEntry> entries, FederalFunction? federal, RubricContext context, Func<Guid> newId) =>
        new([.. entries.Select(entry => Read(entry, context, newId))], Read(federal));

    /// <summary>The experience of an entry without faults.</summary>
    public static Experience Read(ExperienceEntry entry, RubricContext context, Func<Guid> newId) => new(
        entry.ExperienceId ?? newId(),
        entry.Kind,
        PlainText.Tidy(entry.Function),
        PlainText.Tidy(entry.Organisation),
        string.IsNullOrEmpty(entry.Domain) ? null : entry.Domain,
        entry.Begin,
        entry.End ?? EndOfCurrent(entry, context),
        entry.IsCurrent,
        PlainText.Tidy(entry.Description));

    /// <summary>A federal function without faults.</summary>
    public static FederalFunction? Read(FederalFunction? federal) =>
        federal is null ? null : new FederalFunction(PlainText.Tidy(federal.Service), PlainText.Tidy(federal.Class));

    private static IEnumerable<FieldError> Faults(ExperienceEntry entry, string path, RubricContext context)
    {
        foreach (var fault in Line(entry.Function, $"{path}function", MaxLine)) yield return fault;
        foreach (var fault in Line(entry.Organisation, $"{path}organisation", MaxLine)) yield return fault;
        if (entry.Description?.Length > MaxDescription) yield return new FieldError($"{path}description", "too-long", MaxDescription);
        else if (entry.Description is { } text && !PlainText.IsShowable(text, lines: true)) yield return new FieldError($"{path}description", "not-showable");

        if (entry.ExperienceId is { } id && !context.Known.Contains(id)) yield return new FieldError($"{path}experienceId", "experience-unknown");

        var domains = context.Definition.Rules.Experience.UsefulDomains.Select(d => d.Code).ToList();
        var hasDomain = !string.IsNullOrEmpty(entry.Domain);
        if (entry.Kind is ExperienceKind.Management && hasDomain) yield return new FieldError($"{path}domain", "domain-of-management");
        if (entry.Kind is ExperienceKind.UsefulProfessional && !domains.Contains(entry.Domain ?? "")) yield return new FieldError($"{path}domain", "one-of", string.Join(", ", domains));

        foreach (var fault in DateFaults(entry, path, context)) yield return fault;
    }

    private static IEnumerable<FieldError> DateFaults(ExperienceEntry entry, string path, RubricContext context)
    {
        var latest = context.Definition.ClosingDate.PlusYears(10);
        if (entry.Begin < Earliest || entry.Begin > context.Definition.ClosingDate)
        {
            yield return new FieldError($"{path}begin", "between-days", Earliest, context.Definition.ClosingDate);
            yield break;
        }

        if (entry.End is not { } end)
        {
            if (!entry.IsCurrent) yield return new FieldError($"{path}end", "required");
            else if (entry.Begin > context.Until) yield return new FieldError($"{path}begin", "between-days", Earliest, context.Until);
        }
        else if (end < entry.Begin) yield return new FieldError($"{path}end", "end-before-begin");
        else if (end > latest) yield return new FieldError($"{path}end", "between-days", entry.Begin, latest);
        else if (entry.IsCurrent && (end < context.AppliedOn || end > context.Until)) yield return new FieldError($"{path}end", "end-of-current", context.AppliedOn, context.Until);
    }

    private static IEnumerable<FieldError> Line(string text, string path, int max)
    {
        if (string.IsNullOrWhiteSpace(text)) yield return new FieldError(path, "required");
        else if (text.Length > max) yield return new FieldError(path, "too-long", max);
        else if (!PlainText.IsShowable(text)) yield return new FieldError(path, "not-showable");
    }

    /// <summary>The day of applying (R11); for a job begun since, its first day.</summary>
    private static LocalDate EndOfCurrent(ExperienceEntry entry, RubricContext context) => LocalDate.Max(entry.Begin, context.AppliedOn);
}
