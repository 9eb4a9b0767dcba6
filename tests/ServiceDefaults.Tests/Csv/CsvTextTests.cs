using CsCheck;
using Selection.ServiceDefaults.Csv;
using Xunit;

namespace Selection.ServiceDefaults.Tests.Csv;

public sealed class CsvTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+32", "'+32")]
    [InlineData("-1", "'-1")]
    [InlineData("@x", "'@x")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("'=1", "''=1")]
    [InlineData("'t Zand", "'t Zand")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a;b", "\"a;b\"")]
    [InlineData("say \"x\"", "\"say \"\"x\"\"\"")]
    [InlineData("\r\nx", "\"'\r\nx\"")]
    [InlineData(null, "")]
    public void R54_a_cell_is_never_a_formula(string? text, string cell) => Assert.Equal(cell, CsvText.Cell(text));

    [Fact]
    public void What_is_written_is_read_as_it_was() => Gen.Select(Gen.OneOfConst("", "'", "''", "=", "'=", "-", "@", "\t", "a"), Gen.String[Gen.Char.AlphaNumeric, 0, 10]).Sample((first, rest) =>
    {
        var text = first + rest;
        var cell = CsvText.Cell(text);
        return CsvText.Plain(cell) == text && (cell.Length == 0 || !"=+-@\t".Contains(cell[0], StringComparison.Ordinal));
    });

    [Fact]
    public void A_row_is_its_cells_with_commas_between() => Assert.Equal("a,,\"b,c\"", CsvText.Row("a", null, "b,c"));
}
