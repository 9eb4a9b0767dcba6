using System.Globalization;

namespace Selection.Assessment.Domain;

/// <summary>Scores as the vendor writes them and as the rules read them (R30): exact decimals, never rounded.</summary>
public static class Scores
{
    /// <summary>The most a score can be.</summary>
    public const decimal Maximum = 100m;

    private const int MaxDecimals = 3;
    private const int MaxLength = 16;

    /// <summary>
    /// Reads a score: digits and at most one point, from 0 to 100, at most 3 decimals (R30, R35). A sign, an
    /// exponent, a comma, a space or a word is no score, nor is <c>60.0000</c>, whose fourth decimal nobody measures.
    /// </summary>
    public static ScoreReading Read(string text)
    {
        if (text.Length == 0) return new ScoreReading.Refused("is missing");
        if (text.Length > MaxLength) return new ScoreReading.Refused($"has more than {MaxLength} characters");
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? text : text[..point];
        var decimals = point < 0 ? "" : text[(point + 1)..];
        if (whole.Length == 0 || (point >= 0 && decimals.Length == 0) || !whole.All(char.IsAsciiDigit) || !decimals.All(char.IsAsciiDigit))
            return new ScoreReading.Refused("is not digits with at most one point between them, such as 59.999");
        if (decimals.Length > MaxDecimals) return new ScoreReading.Refused($"has more than {MaxDecimals} decimals");
        var value = decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        return value > Maximum
            ? new ScoreReading.Refused("is above 100")
            : new ScoreReading.Value(Normal(value));
    }

    /// <summary>Whether a score passes: at the pass mark or above (R30).</summary>
    public static bool Passes(decimal score, decimal passMark) => score >= passMark;

    /// <summary>The one way to write a score: no zeros at the end, so that 60 and 60.0 are the same text too (R35).</summary>
    public static string Write(decimal score) => Normal(score).ToString(CultureInfo.InvariantCulture);

    private static decimal Normal(decimal value) => value / 1.000000000000000000000000000000m;
}

/// <summary>What a text is as a score.</summary>
public abstract record ScoreReading
{
    private ScoreReading()
    {
    }

    /// <summary>A score.</summary>
    public sealed record Value(decimal Score) : ScoreReading;

    /// <summary>No score, and why, in plain English: what follows after the field's name.</summary>
    public sealed record Refused(string Reason) : ScoreReading;
}
