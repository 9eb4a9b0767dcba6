using CsCheck;
using NodaTime;
using Selection.Assessment.Domain;
using Selection.Contracts.Vacancies;
using Selection.ServiceDefaults.Problems;
using Xunit;

namespace Selection.Assessment.Tests.Domain;

public sealed class LedgerFileTests
{
    private static readonly Guid Person = new("01995d3a-6c1e-7b90-a2d4-3f8e7b6a5c41");
    private static readonly IReadOnlyList<int> Order = LedgerFile.Order([.. LedgerFile.Columns]);

    [Theory]
    [InlineData("person_id,kind", ',')]
    [InlineData("person_id;kind", ';')]
    [InlineData("person_id", ',')]
    public void R31_the_header_says_what_stands_between_the_fields(string header, char separator) => Assert.Equal(separator, LedgerFile.SeparatorOf(header));

    [Fact]
    public void R31_columns_come_in_any_order_and_until_may_be_left_out()
    {
        Assert.Empty(LedgerFile.HeaderFaults(["Source", " from", "LEVEL_GROUP", "kind", "person_id"]));
        Assert.Equal([4, 3, 2, 1, -1, 0], LedgerFile.Order(["Source", " from", "LEVEL_GROUP", "kind", "person_id"]));
        Assert.Equal(["from", "score", "kind"], LedgerFile.HeaderFaults(["person_id", "kind", "kind", "level_group", "source", "score"]).Select(f => f.Field));
    }

    [Theory]
    [InlineData("31/12/2025")]
    [InlineData("2025-12-32")]
    [InlineData("12-31-2025")]
    [InlineData("2025-1-1")]
    [InlineData("")]
    public void T1_a_date_is_year_month_day_and_nothing_else(string date)
    {
        var faults = new List<FieldError>();
        Assert.Null(LedgerFile.Read([Person.ToString(), "EarlierPass", "L2", date, "", "x"], Order, faults));
        Assert.Equal(("from", "not-a-date"), (Assert.Single(faults).Field, faults[0].Code));
    }

    [Theory]
    [InlineData(LedgerKind.EarlierPass, "2024-02-29", "2026-02-28")]
    [InlineData(LedgerKind.DevelopmentPeriod, "2025-08-31", "2026-02-28")]
    [InlineData(LedgerKind.FunctionHeld, "2025-08-31", null)]
    public void R31_R32_T2_without_an_end_the_usual_one_counts(LedgerKind kind, string from, string? end)
    {
        var line = new LedgerLine(Person, kind, LevelGroup.L2, NodaTime.Text.LocalDatePattern.Iso.Parse(from).Value, null, "x");
        Assert.Equal(end, line.End() is { } until ? NodaTime.Text.LocalDatePattern.Iso.Format(until) : null);
    }

    [Fact]
    public void R31_whatever_proves_it_a_line_that_is_written_is_read_as_it_was()
    {
        var text = Gen.String[Gen.Char.AlphaNumeric, 1, 20].Select(Gen.OneOfConst("", "=", "'", "''", "'=", "@", "-", ";", ",", "\"", "é"), (rest, first) => first + rest);
        Gen.Select(text, Gen.Int[0, 20_000], Gen.Int[0, 400], Gen.Enum<LevelGroup>(), Gen.OneOfConst(LedgerKind.EarlierPass, LedgerKind.FunctionHeld, LedgerKind.DevelopmentPeriod)).Sample((source, day, length, level, kind) =>
        {
            var from = new LocalDate(1990, 1, 1).PlusDays(day);
            var line = new LedgerLine(Person, kind, level, from, length == 0 ? null : from.PlusDays(length), source);
            using var csv = new CsvHelper.CsvParser(new StringReader(LedgerFile.Write(line)), System.Globalization.CultureInfo.InvariantCulture);
            var faults = new List<FieldError>();
            return csv.Read() && LedgerFile.Read(csv.Record!, Order, faults) == line && faults.Count == 0;
        });
    }
}
