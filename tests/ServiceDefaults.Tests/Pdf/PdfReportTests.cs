using System.Text;
using CsCheck;
using PdfSharp.Pdf.IO;
using Selection.ServiceDefaults.Pdf;
using Xunit;

namespace Selection.ServiceDefaults.Tests.Pdf;

public sealed class PdfReportTests
{
    private static readonly PdfFrame Frame = new("Décision – ANG25001", "fr", "ANG25001 · décision", "page {0} de {1}");

    [Fact]
    public void A_document_has_a_title_a_language_and_tags_for_screen_readers()
    {
        var file = Sample(rows: 3).Write();

        using var document = PdfReader.Open(new MemoryStream(file), PdfDocumentOpenMode.Import);
        Assert.Equal(Frame.Title, document.Info.Title);
        var text = Encoding.Latin1.GetString(file);
        Assert.Contains("/Lang", text, StringComparison.Ordinal);
        Assert.Contains("/StructTreeRoot", text, StringComparison.Ordinal);
        Assert.Contains("/MarkInfo", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_longer_than_a_page_goes_on_with_its_header_on_the_next_one()
    {
        var file = Sample(rows: 200).Write();

        using var document = PdfReader.Open(new MemoryStream(file), PdfDocumentOpenMode.Import);
        Assert.InRange(document.PageCount, 4, 20);
    }

    [Fact]
    public void A_cell_higher_than_a_page_is_drawn_to_its_end()
    {
        var report = new PdfReport(Frame).Table([new("a"), new("b")], [[string.Join(' ', Enumerable.Repeat("long", 6_000)), "short"]]);

        using var document = PdfReader.Open(new MemoryStream(report.Write()), PdfDocumentOpenMode.Import);
        Assert.InRange(document.PageCount, 3, 40);
    }

    [Fact]
    public void A_text_longer_than_a_page_goes_on_on_the_next_one()
    {
        var text = string.Join(' ', Enumerable.Repeat("motivation", 4_000));
        var report = new PdfReport(Frame).Text(text).Heading(2, string.Join(' ', Enumerable.Repeat("heading", 900))).Points([text, text]).Facts(("name", text));

        using var document = PdfReader.Open(new MemoryStream(report.Write()), PdfDocumentOpenMode.Import);
        Assert.InRange(document.PageCount, 20, 60);
    }

    [Fact]
    public void A_row_needs_a_cell_for_each_column() =>
        Assert.Throws<ArgumentException>(() => new PdfReport(Frame).Table([new("a"), new("b")], [["only one"]]));

    [Fact]
    public void No_text_whatever_makes_drawing_throw() =>
        Gen.String.Array[0, 5].Sample(
            texts =>
            {
                var report = new PdfReport(Frame).Points(texts);
                foreach (var text in texts) report.Heading(2, text).Text(text).Facts((text, text));
                return report.Write().Length > 0;
            },
            iter: 50);

    private static PdfReport Sample(int rows) => new PdfReport(Frame)
        .Heading(1, "Décision finale")
        .Text("Un premier alinéa.\nUne deuxième ligne.\n\nUn deuxième alinéa, assez long pour aller à la ligne : " + string.Join(' ', Enumerable.Repeat("motivation", 40)))
        .Heading(2, "Faits")
        .Facts(("Candidat", "Zoë Ångström-Łukasiewicz"), ("Rang", null), ("Total", "72,50 %"))
        .Points(["Conseil d’État, 60 jours", "Plainte – via votre compte"])
        .Table([new("Compétence", 2), new("Résultat"), new("Motivation", 4)], [.. Enumerable.Range(1, rows).Select(i => (string[])[$"Compétence {i}", "15/20", "Convaincant, avec des exemples propres, sur toute la ligne et au-delà."])]);
}
