using System.Numerics;
using Selection.Contracts.Vacancies;

namespace Selection.OralTest.Domain;

/// <summary>What the committee's results come to (R43).</summary>
/// <param name="TotalPercent">The weighted mean as a percentage of the scale, 2 decimals, half up.</param>
/// <param name="Suitable">The total as shown is at least the threshold, and every essential competency at least half the scale.</param>
public sealed record Judgement(decimal TotalPercent, bool Suitable)
{
    /// <summary>
    /// Judges the results of a candidate. The threshold is met by the total with its 2 decimals, which is the total the
    /// vacancy publishes and the candidate reads: 59.995 is 60.00 and reaches 60; 59.994 is 59.99 and does not.
    /// </summary>
    /// <param name="results">A result for each competency of the oral test.</param>
    /// <param name="rule">Scale, weights, threshold and essential competencies of the vacancy.</param>
    /// <exception cref="InvalidOperationException">The rule's scale or its weights add up to nothing: no published vacancy has such.</exception>
    public static Judgement Of(IReadOnlyDictionary<string, decimal> results, ScoringRule rule)
    {
        var total = TotalOf(results, rule);
        var essentials = rule.Essential.All(code => results.TryGetValue(code, out var result) && result * 2 >= rule.Scale);
        return new Judgement(total, total >= rule.ThresholdPercent && essentials);
    }

    /// <summary>What the committee's lines come to so far; null while a competency lacks its result or its motivation (R46).</summary>
    /// <param name="lines">What the committee has recorded.</param>
    /// <param name="codes">The competencies of the oral test.</param>
    /// <param name="rule">Scale, weights, threshold and essential competencies of the vacancy.</param>
    public static Judgement? Of(IReadOnlyList<ResultLine> lines, IReadOnlyList<string> codes, ScoringRule rule) =>
        ScoreSheet.Missing(lines, codes).Count > 0 ? null : Of(lines.ToDictionary(line => line.Code, line => line.Result!.Value), rule);

    /// <summary>The total alone, computed in whole numbers: no quotient is rounded before the one rounding there is.</summary>
    public static decimal TotalOf(IReadOnlyDictionary<string, decimal> results, ScoringRule rule)
    {
        var weighted = BigInteger.Zero;
        var weights = BigInteger.Zero;
        foreach (var (code, result) in results)
        {
            var weight = Whole(rule.Weights.TryGetValue(code, out var given) ? given : 1m);
            weighted += weight * Whole(result);
            weights += weight;
        }

        // Both are whole numbers times 10^28; the results bring another 10^28 into the upper one.
        var denominator = weights * rule.Scale * Unit;
        if (denominator <= 0) throw new InvalidOperationException("The scale or the weights of the vacancy add up to nothing.");
        var hundredths = ((2 * weighted * 10_000) + denominator) / (2 * denominator);
        // Two decimals also where they are zeros: 70.00.
        return ((decimal)hundredths / 100m) + 0.00m;
    }

    private static readonly BigInteger Unit = BigInteger.Pow(10, MostDecimals);

    /// <summary>The most decimals a <see cref="decimal"/> has.</summary>
    private const int MostDecimals = 28;

    /// <summary>A decimal times 10^28, exactly.</summary>
    private static BigInteger Whole(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var digits = ((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0];
        var whole = digits * BigInteger.Pow(10, MostDecimals - value.Scale);
        return decimal.IsNegative(value) ? -whole : whole;
    }
}
