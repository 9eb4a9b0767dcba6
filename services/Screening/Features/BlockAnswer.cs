using System.Globalization;
using NodaTime;
using Selection.Screening.Data;
using Selection.Screening.Domain;

namespace Selection.Screening.Features;

/// <summary>
/// A text block as it is written: <c>{names}</c> stand for a case's facts, <c>[…]</c> is left to the officer. A standard one has a
/// <c>Code</c> and stays as it is; one that officers added has a <c>BlockId</c> and a <c>Version</c> to change it on.
/// </summary>
internal sealed record BlockAnswer(
    string? Code, Guid? BlockId, long? Version, string Language, BlockUse Use, string Title, string Text, string? ChangedBy, Instant? ChangedAt, Instant? RetiredAt)
{
    public static BlockAnswer Example => new(
        null, new("0199c07e-5b31-7c4d-8e22-3f708b9cad12"), 1, "nl", BlockUse.Refuse, "Te weinig leiding", "U toont {management} managementervaring aan; er is {requiredManagement} nodig. [… toelichting]",
        "officer1", Instant.FromUtc(2025, 10, 20, 8, 0), null);

    public static BlockAnswer Of(OwnBlock block) => new(
        null, block.BlockId, block.Version, block.Language, block.Use, block.Title, block.Text, block.ChangedBy, block.ChangedAt, block.RetiredAt);

    public static BlockAnswer Of(StandardBlock block, string language)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        return new(block.Code, null, null, language, block.Use, Texts.BlockTitleIn(culture, block.Code), Texts.BlockIn(culture, block.Code), null, null, null);
    }
}
