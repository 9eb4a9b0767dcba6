using System.Globalization;
using System.Runtime.CompilerServices;
using CsvHelper;
using CsvHelper.Configuration;
using Google.Protobuf.WellKnownTypes;
using Selection.Contracts.Assessment.V1;

namespace Selection.SampleClient;

/// <summary>What is wrong with a line of a file.</summary>
public sealed record LineError(long Line, string Column, string What);

/// <summary>
/// Results as a CSV file: one a line, <c>result_id,revision,session_id,candidate_number,outcome,score,taken_at</c>, and a column
/// <c>part:NAME</c> for each part. Read line by line, whatever its length.
/// </summary>
public static class ResultFile
{
    private const string PartPrefix = "part:";
    private static readonly string[] Required = ["result_id", "revision", "session_id", "candidate_number", "outcome"];
    private static readonly string[] Optional = ["score", "taken_at"];

    /// <summary>Everything that is wrong with a file, up to a number of errors; and how many results it has.</summary>
    public static async Task<(long Results, IReadOnlyList<LineError> Errors)> CheckAsync(string path, int most, CancellationToken ct)
    {
        var errors = new List<LineError>();
        var results = 0L;
        using var csv = Open(path);
        if (!await csv.ReadAsync() || !csv.ReadHeader()) return (0, [new LineError(1, "", "the file is empty")]);
        errors.AddRange(HeaderErrors(csv.HeaderRecord!));
        if (errors.Count > 0) return (0, errors);
        while (errors.Count < most && await csv.ReadAsync())
        {
            ct.ThrowIfCancellationRequested();
            results++;
            Read(csv, errors);
        }

        return (results, errors);
    }

    /// <summary>The results of a file that was checked.</summary>
    public static async IAsyncEnumerable<SubmitResultRequest> ReadAsync(string path, [EnumeratorCancellation] CancellationToken ct)
    {
        using var csv = Open(path);
        await csv.ReadAsync();
        csv.ReadHeader();
        var errors = new List<LineError>();
        while (await csv.ReadAsync())
        {
            ct.ThrowIfCancellationRequested();
            if (Read(csv, errors) is { } result) yield return result;
            else throw new InvalidDataException($"{path}, line {errors[0].Line}, {errors[0].Column}: {errors[0].What}. The file has changed since it was checked.");
        }
    }

    /// <summary>Writes results as such a file.</summary>
    public static async Task WriteAsync(string path, IReadOnlyCollection<SubmitResultRequest> results, CancellationToken ct)
    {
        var parts = results.SelectMany(r => r.Parts).Select(p => p.Part).Distinct().Order(StringComparer.Ordinal).ToList();
        await using var writer = new StreamWriter(path);
        await using var csv = new CsvWriter(writer, CultureInfo.InvariantCulture);
        foreach (var column in (string[])[.. Required, .. Optional, .. parts.Select(p => PartPrefix + p)]) csv.WriteField(column);
        await csv.NextRecordAsync();
        foreach (var result in results)
        {
            ct.ThrowIfCancellationRequested();
            string[] fields =
            [
                result.ResultId, result.Revision.ToString(CultureInfo.InvariantCulture), result.SessionId, result.CandidateNumber, result.Outcome.ToString().ToUpperInvariant(), result.Score,
                result.TakenAt?.ToDateTimeOffset().ToString("O", CultureInfo.InvariantCulture) ?? "", .. parts.Select(p => result.Parts.FirstOrDefault(r => r.Part == p)?.Score ?? ""),
            ];
            foreach (var field in fields) csv.WriteField(field);
            await csv.NextRecordAsync();
        }
    }

    private static CsvReader Open(string path) => new(new StreamReader(path), new CsvConfiguration(CultureInfo.InvariantCulture)
    {
        TrimOptions = TrimOptions.Trim,
        // A missing or stray field is an error of its line, told with the others.
        MissingFieldFound = null,
        BadDataFound = null,
    });

    private static IEnumerable<LineError> HeaderErrors(string[] header)
    {
        foreach (var column in Required.Where(c => !header.Contains(c))) yield return new LineError(1, column, "this column is missing");
        foreach (var column in header.Where(c => !Required.Contains(c) && !Optional.Contains(c) && !(c.StartsWith(PartPrefix, StringComparison.Ordinal) && c.Length > PartPrefix.Length)))
            yield return new LineError(1, column, $"there is no such column; a part's score is in a column {PartPrefix}NAME");
        foreach (var column in header.GroupBy(c => c).Where(g => g.Count() > 1)) yield return new LineError(1, column.Key, "this column is there twice");
    }

    /// <summary>One line; null, with the errors, where it is none.</summary>
    private static SubmitResultRequest? Read(CsvReader csv, List<LineError> errors)
    {
        var before = errors.Count;
        var line = csv.Parser.RawRow;
        if (csv.Parser.Count != csv.HeaderRecord!.Length) errors.Add(new LineError(line, "", $"{csv.Parser.Count} fields instead of {csv.HeaderRecord.Length}"));
        string Field(string name) => csv.TryGetField<string>(name, out var text) ? text ?? "" : "";
        void Wrong(string column, string what) => errors.Add(new LineError(line, column, what));

        var result = new SubmitResultRequest { ResultId = Field("result_id"), SessionId = Field("session_id"), CandidateNumber = Field("candidate_number"), Score = Field("score") };
        if (result.ResultId.Length is 0 or > 100) Wrong("result_id", "must have 1 to 100 characters");
        if (int.TryParse(Field("revision"), NumberStyles.None, CultureInfo.InvariantCulture, out var revision) && revision > 0) result.Revision = revision;
        else Wrong("revision", "must be a number from 1 on");
        if (!Guid.TryParseExact(result.SessionId, "D", out _)) Wrong("session_id", "is not the id of a session");
        if (result.CandidateNumber.Length is 0 or > 100) Wrong("candidate_number", "is missing or too long");
        result.Outcome = Field("outcome").ToUpperInvariant() switch { "TAKEN" => Outcome.Taken, "ABSENT" => Outcome.Absent, "INCIDENT" => Outcome.Incident, _ => Outcome.Unspecified };
        if (result.Outcome == Outcome.Unspecified) Wrong("outcome", "must be TAKEN, ABSENT or INCIDENT");
        if (result.Outcome == Outcome.Taken ? !IsScore(result.Score) : result.Score.Length > 0)
            Wrong("score", result.Outcome == Outcome.Taken ? "must be 0 to 100 with a point and at most 3 decimals, e.g. 59.999" : "is only set when the outcome is TAKEN");
        foreach (var column in csv.HeaderRecord.Where(c => c.StartsWith(PartPrefix, StringComparison.Ordinal)))
        {
            if (Field(column) is not { Length: > 0 } score) continue;
            if (!IsScore(score) || result.Outcome != Outcome.Taken) Wrong(column, "must be 0 to 100 with a point and at most 3 decimals, and only when the outcome is TAKEN");
            result.Parts.Add(new PartScore { Part = column[PartPrefix.Length..], Score = score });
        }

        if (Field("taken_at") is { Length: > 0 } taken)
        {
            // Without an offset it would be anybody's guess which hour is meant.
            if (DateTimeOffset.TryParseExact(taken, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && (taken[^1] == 'Z' || taken[^6] is '+' or '-'))
                result.TakenAt = Timestamp.FromDateTimeOffset(at);
            else
                Wrong("taken_at", "must be a time with its offset, e.g. 2025-11-20T11:05:00+01:00");
        }

        return errors.Count == before ? result : null;
    }

    private static bool IsScore(string text) =>
        text.Length is > 0 and <= 16 && text.All(c => char.IsAsciiDigit(c) || c == '.') && text.Count(c => c == '.') <= 1 && text[0] != '.' && text[^1] != '.'
        && (text.IndexOf('.', StringComparison.Ordinal) is var point && (point < 0 || text.Length - point - 1 <= 3))
        && decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) <= 100m;
}
