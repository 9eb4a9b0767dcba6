namespace Selection.OralTest.Domain;

/// <summary>How long the texts are that committees and officers write.</summary>
public static class TextLengths
{
    /// <summary>The most characters of a note or a motivation.</summary>
    public const int Longest = 8000;

    /// <summary>The most characters of a reason.</summary>
    public const int LongestReason = 2000;
}
