using PdfSharp.Drawing;
using PdfSharp.Fonts;
using PdfSharp.Pdf;

namespace Selection.ServiceDefaults.Pdf;

/// <summary>Noto Sans, embedded into this assembly: a document looks the same wherever it is made, also where no fonts are installed.</summary>
internal sealed class PdfTypeface : IFontResolver
{
    private const string Family = "Noto Sans";

    static PdfTypeface() => GlobalFontSettings.FontResolver = new PdfTypeface();

    /// <summary>A font of the typeface, in points.</summary>
    public static XFont Font(double size, bool bold = false) =>
        new(Family, size, bold ? XFontStyleEx.Bold : XFontStyleEx.Regular, new XPdfFontOptions(PdfFontEncoding.Unicode));

    public FontResolverInfo ResolveTypeface(string familyName, bool isBold, bool isItalic) => new(isBold ? "bold" : "regular");

    public byte[] GetFont(string faceName)
    {
        using var font = typeof(PdfTypeface).Assembly.GetManifestResourceStream($"Selection.ServiceDefaults.Pdf.{faceName}.ttf")
            ?? throw new InvalidOperationException($"The typeface's {faceName} face is not in the assembly.");
        var bytes = new byte[font.Length];
        font.ReadExactly(bytes);
        return bytes;
    }
}
