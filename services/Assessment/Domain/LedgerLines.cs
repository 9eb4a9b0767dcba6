using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Selection.Contracts.Vacancies;
using Selection.ServiceDefaults.Csv;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;

namespace Selection.Assessment.Domain;

/// <summary>A line that is brought into the ledger.</summary>
/// <param name="PersonId">Whose.</param>
/// <param name="Kind">A pass, a function or a development period.</param>
/// <param name="LevelGroup">Of the test or the function.</param>
/// <param name="From">The test day, or the first day of the function.</param>
/// <param name="Until">The first day after; null: 2 years after a pass, 6 months after a fail, no end for a function.</param>
/// <param name="Source">What proves it.</param>
public sealed record LedgerLine(Guid PersonId, LedgerKind Kind, LevelGroup LevelGroup, LocalDate From, LocalDate? Until, string Source)
{
    private const int LongestSource = 300;

    /// <summary>What tells two entries of a ledger apart: the same of one person again is a repetition.</summary>
    public LedgerKey Key => new(PersonId, Kind, LevelGroup, From);

    /// <summary>What is wrong with it by itself.</summary>
    public IEnumerable<FieldError> Faults()
    {
        if (Kind == LedgerKind.Voiding || !Enum.IsDefined(Kind)) yield return new FieldError("kind", "one-of", LedgerFile.Kinds);
        if (!Enum.IsDefined(LevelGroup)) yield return new FieldError("levelGroup", "one-of", LedgerFile.Levels);
        if (From.Year is < 1950 or > 2200) yield return new FieldError("from", "between-days", new LocalDate(1950, 1, 1), new LocalDate(2200, 12, 31));
        if (Until is { } until && until <= From) yield return new FieldError("until", "until-order");
        foreach (var fault in TextCheck.Faults("source", Source, LongestSource)) yield return fault;
    }

    /// <summary>The first day after, with what is usual where nothing is said (R31, R32).</summary>
    public LocalDate? End()
    {
        var usual = new AssessmentRule();
        return Until ?? Kind switch
        {
            LedgerKind.EarlierPass => Ledger.EndOfExemption(From, usual.ExemptionYears),
            LedgerKind.DevelopmentPeriod => Ledger.EndOfDevelopment(From, usual.DevelopmentMonths),
            LedgerKind.FunctionHeld or LedgerKind.Voiding => null,
        };
    }
}

/// <summary>What tells two entries of the ledger apart.</summary>
public readonly record struct LedgerKey(Guid PersonId, LedgerKind Kind, LevelGroup LevelGroup, LocalDate From);

/// <summary>
/// The ledger as a file: CSV in UTF-8 with a header row, fields after RFC 4180, commas or, as Belgian spreadsheet programs write
/// them, semicolons between. Columns in any order: <c>person_id,kind,level_group,from,until,source</c>; <c>until</c> may be empty or left out.
/// </summary>
public static class LedgerFile
{
    /// <summary>The columns, as they are written.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["person_id", "kind", "level_group", "from", "until", "source"];

    /// <summary>The kinds a line may have.</summary>
    public static string Kinds { get; } = string.Join(", ", LedgerKind.EarlierPass, LedgerKind.FunctionHeld, LedgerKind.DevelopmentPeriod);

    /// <summary>The levels a line may have.</summary>
    public static string Levels { get; } = string.Join(", ", Enum.GetNames<LevelGroup>());

    /// <summary>What stands between the fields, by the header row: a semicolon only where there is no comma before it.</summary>
    public static char SeparatorOf(string header) => header.IndexOfAny([',', ';']) is >= 0 and var first ? header[first] : ',';

    /// <summary>What is wrong with a header row.</summary>
    public static IEnumerable<FieldError> HeaderFaults(IReadOnlyList<string> header)
    {
        var names = header.Select(NameOf).ToList();
        foreach (var column in Columns.Where(c => c != "until" && !names.Contains(c))) yield return new FieldError(column, "column-missing", string.Join(", ", Columns));
        foreach (var column in names.Where(c => !Columns.Contains(c))) yield return new FieldError(column, "column-unknown", string.Join(", ", Columns));
        foreach (var column in names.Where(Columns.Contains).GroupBy(c => c).Where(same => same.Count() > 1)) yield return new FieldError(column.Key, "column-twice");
    }

    /// <summary>Where each column stands in a header row that has no faults; -1 for one that is left out.</summary>
    public static IReadOnlyList<int> Order(IReadOnlyList<string> header) => [.. Columns.Select(column => header.Select(NameOf).ToList().IndexOf(column))];

    /// <summary>A row as a line; null, with everything that is wrong, where it is none.</summary>
    /// <param name="fields">The row's fields.</param>
    /// <param name="order">Where each column stands in it.</param>
    /// <param name="faults">Takes what is wrong, by column.</param>
    public static LedgerLine? Read(IReadOnlyList<string> fields, IReadOnlyList<int> order, ICollection<FieldError> faults)
    {
        var before = faults.Count;
        string Field(int column) => order[column] < 0 ? "" : fields[order[column]].Trim();
        void Wrong(string column, string code, params object[] args) => faults.Add(new FieldError(column, code, args));

        if (!Guid.TryParse(Field(0), CultureInfo.InvariantCulture, out var personId)) Wrong("person_id", "json-id");
        if (!TryName<LedgerKind>(Field(1), out var kind)) Wrong("kind", "one-of", Kinds);
        if (!TryName<LevelGroup>(Field(2), out var level)) Wrong("level_group", "one-of", Levels);
        if (!LocalDatePattern.Iso.Parse(Field(3)).TryGetValue(default, out var from)) Wrong("from", "not-a-date");
        LocalDate until = default;
        var hasEnd = Field(4).Length > 0;
        if (hasEnd && !LocalDatePattern.Iso.Parse(Field(4)).TryGetValue(default, out until)) Wrong("until", "not-a-date");
        if (faults.Count > before) return null;

        var line = new LedgerLine(personId, kind, level, from, hasEnd ? until : null, CsvText.Plain(Field(5)));
        foreach (var fault in line.Faults()) Wrong(fault.Field == "levelGroup" ? "level_group" : fault.Field, fault.Code, fault.Args);
        return faults.Count > before ? null : line;
    }

    /// <summary>A line as a row.</summary>
    public static string Write(LedgerLine line) => CsvText.Row(
        line.PersonId.ToString(), line.Kind.ToString(), line.LevelGroup.ToString(), LocalDatePattern.Iso.Format(line.From),
        line.Until is { } until ? LocalDatePattern.Iso.Format(until) : null, line.Source);

    private static string NameOf(string header) => header.Trim().ToLowerInvariant();

    /// <summary>A name, not the number behind it.</summary>
    private static bool TryName<T>(string text, out T value)
        where T : struct, Enum => Enum.TryParse(text, ignoreCase: true, out value) && Enum.GetName(value)?.Equals(text, StringComparison.OrdinalIgnoreCase) == true;
}
