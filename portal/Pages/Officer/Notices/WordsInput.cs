using Selection.Contracts;

namespace Selection.Portal.Pages.Officer.Notices;

/// <summary>A text in the four languages, as a form sends it.</summary>
public sealed class WordsInput
{
    public string? Nl { get; set; }

    public string? Fr { get; set; }

    public string? De { get; set; }

    public string? En { get; set; }

    public static WordsInput Of(LocalizedText text) => new() { Nl = text.Nl, Fr = text.Fr, De = text.De, En = text.En };

    public string? In(string language) => language switch { "nl" => Nl, "fr" => Fr, "de" => De, _ => En };

    public LocalizedText ToText() => new(Nl ?? "", Fr ?? "", De ?? "", En ?? "");
}
