namespace Selection.OralTest.Domain;

/// <summary>A submitted sheet as it counts when the committee compares: with its corrections (R43).</summary>
/// <param name="Subject">Whose.</param>
/// <param name="Lines">Its lines.</param>
public sealed record ComparedSheet(string Subject, IReadOnlyList<ScoreLine> Lines);

/// <summary>One member's score beside the others'.</summary>
/// <param name="Subject">Whose.</param>
/// <param name="Score">The score.</param>
/// <param name="Notes">The notes; null or empty where there are none.</param>
/// <param name="Deviates">Whether it lies further from the mean than the committee wants to talk about.</param>
public sealed record ComparedScore(string Subject, decimal Score, string? Notes, bool Deviates);

/// <summary>Where the members stand on one competency.</summary>
/// <param name="Code">The competency.</param>
/// <param name="Min">The lowest score.</param>
/// <param name="Max">The highest.</param>
/// <param name="Mean">Their mean, 2 decimals, half up.</param>
/// <param name="Spread">From the lowest to the highest.</param>
/// <param name="Scores">Each member's, in the sheets' order.</param>
/// <param name="WithoutNotes">Who made no notes.</param>
public sealed record Difference(
    string Code, decimal Min, decimal Max, decimal Mean, decimal Spread, IReadOnlyList<ComparedScore> Scores, IReadOnlyList<string> WithoutNotes);

/// <summary>The order of a comparison.</summary>
public enum DifferenceOrder
{
    /// <summary>Where they differ most, first.</summary>
    Spread,

    /// <summary>As published.</summary>
    Published,
}

/// <summary>Compares submitted sheets (R43).</summary>
public static class Differences
{
    /// <summary>The deviation that is marked where the committee asks for no other: a fifth of the scale.</summary>
    public static decimal UsualDeviation(int scale) => scale / 5m;

    /// <summary>The competencies that at least one sheet scores.</summary>
    /// <param name="sheets">The sheets.</param>
    /// <param name="codes">The competencies, in the published order.</param>
    /// <param name="deviation">More points than this from the mean are marked.</param>
    /// <param name="order">Competencies of one spread stay in the published order.</param>
    public static IReadOnlyList<Difference> Of(IReadOnlyList<ComparedSheet> sheets, IReadOnlyList<string> codes, decimal deviation, DifferenceOrder order)
    {
        var published = codes.Select(code => OfOne(sheets, code, deviation)).OfType<Difference>();
        return order switch
        {
            DifferenceOrder.Spread => [.. published.OrderByDescending(difference => difference.Spread)],
            DifferenceOrder.Published => [.. published],
        };
    }

    private static Difference? OfOne(IReadOnlyList<ComparedSheet> sheets, string code, decimal deviation)
    {
        (string Subject, decimal Score, string? Notes)[] scores =
        [
            .. from sheet in sheets
               from line in sheet.Lines
               where line.Code == code && line.Score is not null
               select (sheet.Subject, line.Score!.Value, line.Notes),
        ];
        if (scores.Length == 0) return null;
        var (sum, count) = (scores.Sum(score => score.Score), scores.Length);
        var (min, max) = (scores.Min(score => score.Score), scores.Max(score => score.Score));
        return new Difference(
            code, min, max, Math.Round(sum / count, 2, MidpointRounding.AwayFromZero), max - min,
            // Not by the mean, which was rounded.
            [.. scores.Select(score => new ComparedScore(score.Subject, score.Score, score.Notes, Math.Abs((score.Score * count) - sum) > deviation * count))],
            [.. scores.Where(score => string.IsNullOrWhiteSpace(score.Notes)).Select(score => score.Subject)]);
    }
}
