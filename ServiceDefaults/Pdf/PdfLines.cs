using PdfSharp.Drawing;

namespace Selection.ServiceDefaults.Pdf;

/// <summary>Breaks text into the lines that fit a width; what a word measures is asked once.</summary>
internal sealed class PdfLines(XFont font, XGraphics measure)
{
    /// <summary>As many words as a document of officials uses over and over; rare ones are measured again.</summary>
    private const int MostWords = 20_000;

    private readonly Dictionary<string, double> _widths = new(StringComparer.Ordinal);

    public XFont Font => font;

    /// <summary>The distance from one line to the next.</summary>
    public double Height { get; } = font.Size * 1.4;

    /// <summary>The lines of a text. A word wider than the line is broken where it must be.</summary>
    public List<string> Break(string text, double width)
    {
        var lines = new List<string>();
        foreach (var row in text.ReplaceLineEndings("\n").Split('\n')) BreakRow(row, width, lines);
        return lines;
    }

    private void BreakRow(string row, double width, List<string> lines)
    {
        var (line, used, space) = ("", 0.0, WidthOf(" "));
        foreach (var word in row.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var part in Fitting(word, width))
            {
                var wide = WidthOf(part);
                if (line.Length > 0 && used + space + wide > width)
                {
                    lines.Add(line);
                    (line, used) = ("", 0);
                }

                (line, used) = line.Length == 0 ? (part, wide) : ($"{line} {part}", used + space + wide);
            }
        }

        lines.Add(line);
    }

    private IEnumerable<string> Fitting(string word, double width)
    {
        while (WidthOf(word) > width && word.Length > 1)
        {
            var fits = 1;
            while (fits < word.Length - 1 && WidthOf(word[..(fits + 1)]) <= width) fits++;
            // Never between the halves of a character outside the basic plane.
            if (char.IsHighSurrogate(word[fits - 1]) && fits < word.Length) fits++;
            yield return word[..fits];
            word = word[fits..];
        }

        if (word.Length > 0) yield return word;
    }

    private double WidthOf(string word)
    {
        if (_widths.TryGetValue(word, out var known)) return known;
        var width = measure.MeasureString(word, font).Width;
        if (_widths.Count < MostWords) _widths[word] = width;
        return width;
    }
}
