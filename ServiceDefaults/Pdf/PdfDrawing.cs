using System.Diagnostics;
using System.Globalization;
using PdfSharp.Drawing;
using PdfSharp.Pdf;
using PdfSharp.UniversalAccessibility;

namespace Selection.ServiceDefaults.Pdf;

/// <summary>Lays a document's blocks out on pages, with the tags a screen reader goes by.</summary>
internal sealed class PdfDrawing
{
    private const double Margin = 56, Foot = 40, Gap = 6, CellPadding = 4;
    private static readonly XBrush Ink = XBrushes.Black, Faint = new XSolidBrush(XColor.FromArgb(0x59, 0x59, 0x59));
    private static readonly XPen Rule = new(XColor.FromArgb(0x8C, 0x8C, 0x8C), 0.5);

    private readonly PdfFrame _frame;
    private readonly int _pages;
    private readonly PdfDocument _document = new();
    private readonly UAManager _accessibility;
    private readonly PdfLines _body, _strong, _small, _title, _section, _subsection;
    private XGraphics _graphics;
    private PdfPage _page;
    private double _y;

    private PdfDrawing(PdfFrame frame, int pages)
    {
        (_frame, _pages) = (frame, pages);
        _document.Info.Title = frame.Title;
        _accessibility = UAManager.ForDocument(_document);
        _accessibility.SetDocumentLanguage(frame.Language);
        (_page, _graphics) = AddPage();
        _body = Lines(10);
        _strong = Lines(10, bold: true);
        _small = Lines(8);
        _title = Lines(18, bold: true);
        _section = Lines(13, bold: true);
        _subsection = Lines(11, bold: true);
    }

    private static double Width => XUnit.FromMillimeter(210).Point - (2 * Margin);

    private static double Bottom => XUnit.FromMillimeter(297).Point - Margin - Foot;

    private StructureBuilder Tags => _accessibility.StructureBuilder;

    /// <summary>Twice: first to know how many pages there are, then with that number on each.</summary>
    public static byte[] Draw(PdfReport report)
    {
        var pages = new PdfDrawing(report.Frame, pages: 0).DrawAll(report.Blocks)._document.PageCount;
        using var content = new MemoryStream();
        var drawing = new PdfDrawing(report.Frame, pages).DrawAll(report.Blocks);
        drawing._document.Save(content, closeStream: false);
        return content.ToArray();
    }

    private PdfDrawing DrawAll(IReadOnlyList<PdfBlock> blocks)
    {
        DrawFoot();
        foreach (var block in blocks)
        {
            switch (block)
            {
                case PdfBlock.Heading heading: DrawHeading(heading); break;
                case PdfBlock.Paragraph paragraph: DrawParagraph(paragraph.Text, PdfBlockLevelElementTag.Paragraph, _body, indent: 0); break;
                case PdfBlock.Facts facts: DrawFacts(facts); break;
                case PdfBlock.Points points: DrawPoints(points); break;
                case PdfBlock.Table table: DrawTable(table); break;
                case PdfBlock.NewPage: BeginPage(); break;
                default: throw new UnreachableException();
            }
        }

        _graphics.Dispose();
        return this;
    }

    private void DrawHeading(PdfBlock.Heading heading)
    {
        var (lines, tag) = heading.Level switch
        {
            1 => (_title, PdfBlockLevelElementTag.Heading1),
            2 => (_section, PdfBlockLevelElementTag.Heading2),
            _ => (_subsection, PdfBlockLevelElementTag.Heading3),
        };
        _y += Gap;
        // A heading never stands alone at the foot of a page.
        if (_y + (3 * lines.Height) > Bottom) BeginPage();
        DrawParagraph(heading.Text, tag, lines, indent: 0);
    }

    private void DrawParagraph(string text, PdfBlockLevelElementTag tag, PdfLines lines, double indent)
    {
        Tags.BeginElement(tag);
        foreach (var line in lines.Break(text, Width - indent)) DrawLine(line, lines, Margin + indent);
        Tags.End();
        _y += Gap;
    }

    private void DrawFacts(PdfBlock.Facts facts)
    {
        const double share = 0.34;
        Tags.BeginElement(PdfBlockLevelElementTag.Table);
        foreach (var (name, value) in facts.Lines)
            DrawRow([(_strong, name, PdfBlockLevelElementTag.TableHeaderCell), (_body, value, PdfBlockLevelElementTag.TableDataCell)], [share, 1 - share], ruled: false, () => { });
        Tags.End();
        _y += Gap;
    }

    private void DrawPoints(PdfBlock.Points points)
    {
        const double indent = 14;
        Tags.BeginElement(PdfBlockLevelElementTag.List);
        foreach (var point in points.Items)
        {
            var lines = _body.Break(point, Width - indent);
            MakeRoom(_body.Height);
            Tags.BeginElement(PdfBlockLevelElementTag.ListItem);
            Tags.BeginElement(PdfBlockLevelElementTag.Label);
            _graphics.DrawString("•", _body.Font, Ink, Margin + 3, _y + _body.Font.Size);
            Tags.End();
            Tags.BeginElement(PdfBlockLevelElementTag.ListBody);
            foreach (var line in lines) DrawLine(line, _body, Margin + indent);
            Tags.End();
            Tags.End();
        }

        Tags.End();
        _y += Gap;
    }

    private void DrawTable(PdfBlock.Table table)
    {
        var all = table.Columns.Sum(c => c.Share);
        double[] shares = [.. table.Columns.Select(c => c.Share / all)];
        (PdfLines, string, PdfBlockLevelElementTag)[] header = [.. table.Columns.Select(c => (_strong, c.Name, PdfBlockLevelElementTag.TableHeaderCell))];
        Tags.BeginElement(PdfBlockLevelElementTag.Table);
        // The header and a first row stay together.
        MakeRoom(4 * _body.Height);
        DrawRow(header, shares, ruled: true, () => { });
        foreach (var row in table.Rows)
            DrawRow([.. row.Select(cell => (_body, cell, PdfBlockLevelElementTag.TableDataCell))], shares, ruled: true, () => DrawRow(header, shares, ruled: true, () => { }));
        Tags.End();
        _y += Gap;
    }

    /// <summary>A row of cells side by side. One that does not fit goes to the next page; one higher than a page goes on there.</summary>
    private void DrawRow((PdfLines Lines, string Text, PdfBlockLevelElementTag Tag)[] cells, double[] shares, bool ruled, Action onNewPage)
    {
        double[] widths = [.. shares.Select(share => Width * share)];
        List<string>[] broken = [.. cells.Select((cell, i) => cell.Lines.Break(cell.Text, widths[i] - (2 * CellPadding)))];
        var height = cells.Max(cell => cell.Lines.Height);
        var (from, rows) = (0, broken.Max(lines => lines.Count));
        while (from < rows)
        {
            var left = (int)((Bottom - _y - CellPadding) / height);
            if (left < rows - from && (left < 1 || rows - from <= (Bottom - Margin) / height * 0.8))
            {
                BeginPage();
                onNewPage();
                left = (int)((Bottom - _y - CellPadding) / height);
            }

            var to = Math.Min(rows, from + Math.Max(1, left));
            DrawPartOfRow(cells, broken, widths, from, to, height);
            from = to;
            if (ruled) DrawRule();
        }
    }

    private void DrawPartOfRow((PdfLines Lines, string Text, PdfBlockLevelElementTag Tag)[] cells, List<string>[] broken, double[] widths, int from, int to, double height)
    {
        Tags.BeginElement(PdfBlockLevelElementTag.TableRow);
        var x = Margin;
        for (var i = 0; i < cells.Length; i++)
        {
            Tags.BeginElement(cells[i].Tag);
            for (var line = from; line < Math.Min(to, broken[i].Count); line++)
                Draw(broken[i][line], cells[i].Lines.Font, x + CellPadding, _y + ((line - from) * height));
            Tags.End();
            x += widths[i];
        }

        Tags.End();
        _y += ((to - from) * height) + CellPadding;
    }

    private void DrawRule()
    {
        Tags.BeginArtifact();
        _graphics.DrawLine(Rule, Margin, _y - 1, Margin + Width, _y - 1);
        Tags.End();
        _y += 2;
    }

    private void DrawLine(string line, PdfLines lines, double x)
    {
        MakeRoom(lines.Height);
        Draw(line, lines.Font, x, _y);
        _y += lines.Height;
    }

    /// <summary>Draws a line of text by its upper edge; an empty one is a space, which a tag must not enclose.</summary>
    private void Draw(string line, XFont font, double x, double y)
    {
        if (line.Length > 0) _graphics.DrawString(line, font, Ink, x, y + font.Size);
    }

    private void MakeRoom(double height)
    {
        if (_y + height > Bottom) BeginPage();
    }

    private void BeginPage()
    {
        // What is open on the page before is closed by adding the next one: that needs its graphics still.
        var before = _graphics;
        (_page, _graphics) = AddPage();
        before.Dispose();
        DrawFoot();
    }

    private (PdfPage Page, XGraphics Graphics) AddPage()
    {
        _y = Margin;
        var page = _document.AddPage();
        page.Size = PdfSharp.PageSize.A4;
        return (page, XGraphics.FromPdfPage(page));
    }

    private void DrawFoot()
    {
        Tags.BeginArtifact();
        var y = _page.Height.Point - Foot;
        var number = string.Format(CultureInfo.InvariantCulture, _frame.PageOf, _document.PageCount, _pages);
        _graphics.DrawLine(Rule, Margin, y - 12, Margin + Width, y - 12);
        _graphics.DrawString(_frame.Footer, _small.Font, Faint, Margin, y);
        _graphics.DrawString(number, _small.Font, Faint, Margin + Width, y, XStringFormats.BaseLineRight);
        Tags.End();
    }

    private PdfLines Lines(double size, bool bold = false) => new(PdfTypeface.Font(size, bold), XGraphics.CreateMeasureContext(new XSize(1, 1), XGraphicsUnit.Point, XPageDirection.Downwards));
}
