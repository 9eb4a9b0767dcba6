using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Selection.Assessment.Domain;
using Selection.ServiceDefaults.Problems;

namespace Selection.Assessment.Features;

/// <summary>A line of a file that was read.</summary>
/// <param name="Number">Its number in the file, from 1, the header's; where a text within quotes has several, the last.</param>
/// <param name="Line">What it says; null where it cannot be read.</param>
/// <param name="Faults">What is wrong with it.</param>
internal sealed record FileLine(int Number, LedgerLine? Line, IReadOnlyList<FieldError> Faults);

/// <summary>
/// Reads a ledger's file as it arrives (see <see cref="LedgerFile"/>): one row after the other, each field and the number of rows
/// limited, so that its memory is that of the lines it may hold.
/// </summary>
internal static class LedgerFileReader
{
    /// <summary>The most lines of a file.</summary>
    public const int MaxLines = 50_000;

    private const int LongestField = 2_000;
    private const int LongestHeader = 1_000;

    /// <summary>Reads all lines.</summary>
    /// <returns>The lines, empty ones left out; or what is wrong with the file as a whole.</returns>
    public static async Task<(IReadOnlyList<FileLine> Lines, Problem? Problem)> ReadAsync(Stream content, CancellationToken ct)
    {
        // A byte order mark says how it is written, else it is UTF-8; what is neither is refused rather than guessed at.
        using var reader = new StreamReader(content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        var lines = new List<FileLine>();
        var row = 1;
        try
        {
            if (await HeaderAsync(reader, ct) is not { Length: > 0 } text) return ([], Problem.Invalid(new FieldError("file", "file-empty")));
            var header = await FieldsOfAsync(text);
            if (LedgerFile.HeaderFaults(header).ToList() is { Count: > 0 } faults) return ([], Problem.Invalid(faults.Select(f => f with { Field = $"line 1, {f.Field}" })));
            var order = LedgerFile.Order(header);

            var isBroken = false;
            using var csv = new CsvParser(reader, Configuration(text, () => isBroken = true), leaveOpen: true);
            while (await csv.ReadAsync())
            {
                ct.ThrowIfCancellationRequested();
                (row, isBroken) = (csv.RawRow + 1, false);
                if (csv.Record is not { } fields || fields.All(string.IsNullOrWhiteSpace)) continue;
                if (lines.Count == MaxLines) return ([], Problem.Invalid(new FieldError("file", "file-too-many-lines", MaxLines)));
                lines.Add(LineOf(row, fields, header.Length, order, isBroken));
            }
        }
        catch (DecoderFallbackException)
        {
            return ([], Problem.Invalid(new FieldError("file", "file-not-utf8", row)));
        }
        catch (MaxFieldSizeException)
        {
            return ([], Problem.Invalid(new FieldError("file", "file-field-too-long", row, LongestField)));
        }

        return lines.Count == 0 ? ([], Problem.Invalid(new FieldError("file", "file-empty"))) : (lines, null);
    }

    private static FileLine LineOf(int number, string[] fields, int columns, IReadOnlyList<int> order, bool isBroken)
    {
        if (isBroken) return new FileLine(number, null, [new FieldError("", "line-quotes")]);
        if (fields.Length != columns) return new FileLine(number, null, [new FieldError("", "line-fields", fields.Length, columns)]);
        var faults = new List<FieldError>();
        return new FileLine(number, LedgerFile.Read(fields, order, faults), faults);
    }

    /// <summary>The first line, which no longer one than a header is read for.</summary>
    private static async Task<string> HeaderAsync(StreamReader reader, CancellationToken ct)
    {
        var header = new StringBuilder();
        var next = new char[1];
        while (header.Length < LongestHeader && await reader.ReadAsync(next, ct) == 1 && next[0] != '\n') header.Append(next[0]);
        return header.ToString().TrimEnd('\r');
    }

    private static async Task<string[]> FieldsOfAsync(string header)
    {
        using var csv = new CsvParser(new StringReader(header), Configuration(header, () => { }));
        return await csv.ReadAsync() ? csv.Record ?? [] : [];
    }

    private static CsvConfiguration Configuration(string header, Action broken) => new(CultureInfo.InvariantCulture)
    {
        Delimiter = LedgerFile.SeparatorOf(header).ToString(),
        IgnoreBlankLines = true,
        MaxFieldSize = LongestField,
        BadDataFound = _ => broken(),
    };
}
