using System.Buffers;

namespace Selection.Contracts.Dossiers;

/// <summary>
/// Tells which language a text reads as, from its small words alone (R12): a hint, never a refusal. Here, since the candidate
/// and the officer are warned of the same texts.
/// </summary>
public static class LanguageHint
{
    private const int EnoughWords = 3;

    /// <summary>Words that are frequent in one of the four languages and rare or absent in the others.</summary>
    private static readonly (string Language, HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup)[] SmallWords =
    [
        Words("nl", "de het een van en ik wij voor met aan bij naar dat niet ook zijn heb werd werden wordt door over tot als om uit onze mijn deze dit waar te op"),
        Words("fr", "le la les un une des du de et je nous pour avec dans sur au aux que qui ne pas est sont ai par ce cette mon ma notre nos en à été ainsi dont leur"),
        Words("de", "der die das ein eine einen und ich wir für mit an bei nach dass nicht auch sind habe wurde wurden wird durch über bis als um aus unsere meine im zu den dem des von"),
        Words("en", "the a an of and i we for with to at that not also are have was were is by over until as from our my this which in on it"),
    ];

    /// <summary>The language a text reads as when it is clearly another than the expected one; null when it is not, or too short to tell.</summary>
    /// <remarks>Words are looked at where they stand: a rubric full of long texts costs no memory.</remarks>
    /// <param name="expected">The procedure's language: <c>nl</c>, <c>fr</c>, <c>de</c> or <c>en</c>.</param>
    /// <param name="texts">What was written.</param>
    /// <returns>One of those four, or null.</returns>
    public static string? Other(string expected, params ReadOnlySpan<string> texts)
    {
        Span<int> found = stackalloc int[SmallWords.Length];
        foreach (var text in texts)
        {
            foreach (var range in text.AsSpan().SplitAny(Separators))
            {
                for (var i = 0; i < SmallWords.Length; i++)
                {
                    if (SmallWords[i].Lookup.Contains(text.AsSpan(range))) found[i]++;
                }
            }
        }

        var (best, ofExpected) = (0, 0);
        for (var i = 0; i < SmallWords.Length; i++)
        {
            if (found[i] > found[best]) best = i;
            if (SmallWords[i].Language == expected) ofExpected = found[i];
        }

        var isClear = SmallWords[best].Language != expected && found[best] >= EnoughWords && found[best] >= 2 * ofExpected;
        return isClear ? SmallWords[best].Language : null;
    }

    private static readonly SearchValues<char> Separators = SearchValues.Create(" \n\r\t.,;:!?()\"'’/-");

    private static (string, HashSet<string>.AlternateLookup<ReadOnlySpan<char>>) Words(string language, string words) =>
        (language, new HashSet<string>(words.Split(' '), StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>());
}
