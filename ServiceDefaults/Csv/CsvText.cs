namespace Selection.ServiceDefaults.Csv;

/// <summary>
/// Rows of CSV files for people with spreadsheet programs: fields after RFC 4180, and no text that such a program would take for a
/// formula. What <see cref="Cell"/> writes <see cref="Plain"/> reads back as it was.
/// </summary>
public static class CsvText
{
    private const string Dangerous = "=+-@\t\r\n";

    /// <summary>The media type of such a file.</summary>
    public const string MediaType = "text/csv";

    /// <summary>A row, without its line end.</summary>
    public static string Row(params IEnumerable<string?> fields) => string.Join(',', fields.Select(Cell));

    /// <summary>A field. One that a spreadsheet would take for a formula begins with an apostrophe, and stays a text.</summary>
    public static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        if (Dangerous.Contains(text[0], StringComparison.Ordinal) || IsGuarded(text)) text = "'" + text;
        return text.AsSpan().IndexOfAny("\",;\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>What a field that was read stands for: without the apostrophe that guards it.</summary>
    public static string Plain(string field) => IsGuarded(field) ? field[1..] : field;

    private static bool IsGuarded(string text) => text.Length > 1 && text[0] == '\'' && (text[1] == '\'' || Dangerous.Contains(text[1], StringComparison.Ordinal));
}
