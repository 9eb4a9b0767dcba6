namespace Selection.Candidacies.Tests;

/// <summary>National numbers with right check digits, of nobody: born on 1 January 1950 to 1999.</summary>
internal static class TestNumbers
{
    /// <summary>A number of its own for each seed from 0 to 49 899.</summary>
    public static string Of(int seed, bool bis = false)
    {
        var body = $"{50 + (seed / 998):00}{(bis ? 21 : 1):00}01{1 + (seed % 998):000}";
        return $"{body}{97 - (long.Parse(body, null) % 97):00}";
    }
}
