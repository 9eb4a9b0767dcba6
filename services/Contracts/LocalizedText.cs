namespace Selection.Contracts;

/// <summary>One text in the four languages a person may read it in.</summary>
/// <param name="Nl">Dutch.</param>
/// <param name="Fr">French.</param>
/// <param name="De">German.</param>
/// <param name="En">English.</param>
public sealed record LocalizedText(string Nl, string Fr, string De, string En)
{
    /// <summary>The text in a language; English where the language is none of the four.</summary>
    /// <param name="language">A BCP 47 tag: only its first two letters count.</param>
    public string In(string language) => language.AsSpan(0, Math.Min(2, language.Length)) switch
    {
        "nl" => Nl,
        "fr" => Fr,
        "de" => De,
        _ => En,
    };

    /// <summary>The same words in all four languages: for names that are not translated.</summary>
    public static LocalizedText Same(string text) => new(text, text, text, text);
}
