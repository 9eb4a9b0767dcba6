namespace Selection.ServiceDefaults.Lists;

/// <summary>Lines of CSV as spreadsheets read them: commas between the cells, quotes where a cell needs them (RFC 4180).</summary>
public static class Csv
{
    /// <summary>The media type.</summary>
    public const string MediaType = "text/csv";

    /// <summary>A line, without its end.</summary>
    public static string Line(IEnumerable<string?> cells) => string.Join(',', cells.Select(Cell));

    /// <summary>A cell that a spreadsheet would take for a formula begins with an apostrophe, and stays a text.</summary>
    public static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        if (text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n') text = "'" + text;
        return text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
