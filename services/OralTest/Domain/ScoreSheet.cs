namespace Selection.OralTest.Domain;

/// <summary>One member's score for one competency; a sheet that is not finished may lack scores (R43).</summary>
/// <param name="Code">The competency.</param>
/// <param name="Score">From 0 to the scale, in halves; null while the member has not decided.</param>
/// <param name="Notes">The member's notes.</param>
public sealed record ScoreLine(string Code, decimal? Score = null, string? Notes = null);

/// <summary>What the committee records for one competency, while it deliberates (R43).</summary>
/// <param name="Code">The competency.</param>
/// <param name="Result">From 0 to the scale, 2 decimals at most; null while it is open.</param>
/// <param name="Motivation">Why; null or empty while it is open.</param>
public sealed record ResultLine(string Code, decimal? Result = null, string? Motivation = null);

/// <summary>What is wrong with one line.</summary>
public enum LineFault
{
    /// <summary>The vacancy's oral test has no such competency.</summary>
    UnknownCode,

    /// <summary>The competency has a line already.</summary>
    Twice,

    /// <summary>Outside 0 to the scale.</summary>
    OutOfScale,

    /// <summary>Finer than allowed.</summary>
    TooFine,
}

/// <summary>Sheets and results, line by line (R43).</summary>
public static class ScoreSheet
{
    /// <summary>The faults of a member's sheet, each with its line's index.</summary>
    public static IReadOnlyList<(int Line, LineFault Fault)> Check(IReadOnlyList<ScoreLine> lines, IReadOnlyList<string> codes, int scale) =>
        Check([.. lines.Select(line => (line.Code, line.Score))], codes, scale, step: 0.5m);

    /// <summary>The faults of the committee's results, each with its line's index.</summary>
    public static IReadOnlyList<(int Line, LineFault Fault)> Check(IReadOnlyList<ResultLine> lines, IReadOnlyList<string> codes, int scale) =>
        Check([.. lines.Select(line => (line.Code, line.Result))], codes, scale, step: 0.01m);

    /// <summary>The competencies a sheet does not score yet.</summary>
    public static IReadOnlyList<string> Missing(IReadOnlyList<ScoreLine> lines, IReadOnlyList<string> codes) =>
        [.. codes.Except(lines.Where(line => line.Score is not null).Select(line => line.Code))];

    /// <summary>The competencies that lack a result or a motivation: with any, nothing can be judged or published (R43, R46).</summary>
    public static IReadOnlyList<string> Missing(IReadOnlyList<ResultLine> lines, IReadOnlyList<string> codes) =>
        [.. codes.Except(lines.Where(line => line.Result is not null && !string.IsNullOrWhiteSpace(line.Motivation)).Select(line => line.Code))];

    private static List<(int, LineFault)> Check(IReadOnlyList<(string Code, decimal? Value)> lines, IReadOnlyList<string> codes, int scale, decimal step)
    {
        var faults = new List<(int, LineFault)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < lines.Count; i++)
        {
            var (code, value) = lines[i];
            if (!codes.Contains(code)) faults.Add((i, LineFault.UnknownCode));
            else if (!seen.Add(code)) faults.Add((i, LineFault.Twice));
            if (value is not { } score) continue;
            if (score < 0 || score > scale) faults.Add((i, LineFault.OutOfScale));
            else if (score % step != 0) faults.Add((i, LineFault.TooFine));
        }

        return faults;
    }
}
