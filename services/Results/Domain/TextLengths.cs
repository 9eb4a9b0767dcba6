namespace Selection.Results.Domain;

/// <summary>How long the texts are that people write here and others will read.</summary>
public static class TextLengths
{
    /// <summary>The most characters of a request, an answer, a finding or a reason.</summary>
    public const int Longest = 10_000;
}
