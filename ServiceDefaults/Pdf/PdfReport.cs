namespace Selection.ServiceDefaults.Pdf;

/// <summary>
/// A document for people to keep: headings, paragraphs, facts, lists and tables on A4 pages, in a typeface that travels with
/// the file, tagged for screen readers (PDF/UA). It is a list of blocks first and drawn afterwards, so that every page can say
/// how many there are.
/// </summary>
/// <param name="frame">What stands on every page.</param>
public sealed class PdfReport(PdfFrame frame)
{
    private readonly List<PdfBlock> _blocks = [];

    /// <summary>What stands on every page.</summary>
    public PdfFrame Frame { get; } = frame;

    internal IReadOnlyList<PdfBlock> Blocks => _blocks;

    /// <summary>A heading.</summary>
    /// <param name="level">1 to 3; 1 is the document's own title.</param>
    /// <param name="text">The heading.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another level.</exception>
    public PdfReport Heading(int level, string text)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(level, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, 3);
        return Add(new PdfBlock.Heading(level, text));
    }

    /// <summary>Running text; an empty line begins a new paragraph, a line break a new line.</summary>
    public PdfReport Text(string text)
    {
        foreach (var paragraph in text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries)) Add(new PdfBlock.Paragraph(paragraph));
        return this;
    }

    /// <summary>Names and values, a line each; a value of null leaves its line out.</summary>
    public PdfReport Facts(params IReadOnlyList<(string Name, string? Value)> facts)
    {
        (string, string)[] present = [.. from fact in facts where fact.Value is not null select (fact.Name, fact.Value)];
        return present.Length == 0 ? this : Add(new PdfBlock.Facts(present));
    }

    /// <summary>A list of points.</summary>
    public PdfReport Points(IReadOnlyList<string> points) => points.Count == 0 ? this : Add(new PdfBlock.Points(points));

    /// <summary>A table whose header is repeated on each page it goes on.</summary>
    /// <exception cref="ArgumentException">A row has another number of cells than there are columns.</exception>
    public PdfReport Table(IReadOnlyList<PdfColumn> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (rows.Any(row => row.Count != columns.Count)) throw new ArgumentException("Every row needs a cell for each column.", nameof(rows));
        return Add(new PdfBlock.Table(columns, rows));
    }

    /// <summary>What follows begins on a new page.</summary>
    public PdfReport NewPage() => Add(new PdfBlock.NewPage());

    /// <summary>Draws the document.</summary>
    /// <returns>The file's content.</returns>
    public byte[] Write() => PdfDrawing.Draw(this);

    private PdfReport Add(PdfBlock block)
    {
        _blocks.Add(block);
        return this;
    }
}

/// <summary>What stands on every page of a document.</summary>
/// <param name="Title">The document's title, which a reader's window shows.</param>
/// <param name="Language">Of the document, BCP 47: what a screen reader speaks.</param>
/// <param name="Footer">On the left of each page's foot, e.g. the procedure's code and what the document is.</param>
/// <param name="PageOf">On the right of it: the words for page <c>{0}</c> of <c>{1}</c>.</param>
public sealed record PdfFrame(string Title, string Language, string Footer, string PageOf);

/// <summary>A column of a table.</summary>
/// <param name="Name">Its header.</param>
/// <param name="Share">How wide it is beside the others.</param>
public sealed record PdfColumn(string Name, double Share = 1);

/// <summary>A piece of a document.</summary>
internal abstract record PdfBlock
{
    private PdfBlock()
    {
    }

    public sealed record Heading(int Level, string Text) : PdfBlock;

    public sealed record Paragraph(string Text) : PdfBlock;

    public sealed record Facts(IReadOnlyList<(string Name, string Value)> Lines) : PdfBlock;

    public sealed record Points(IReadOnlyList<string> Items) : PdfBlock;

    public sealed record Table(IReadOnlyList<PdfColumn> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) : PdfBlock;

    public sealed record NewPage : PdfBlock;
}
