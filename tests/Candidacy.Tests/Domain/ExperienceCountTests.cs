using CsCheck;
using NodaTime;
using Selection.Contracts.Dossiers;
using Selection.Contracts.Vacancies;
using Xunit;

namespace Selection.Candidacies.Tests.Domain;

public class ExperienceCountTests
{
    private static readonly LocalDate Closing = new(2025, 10, 22);
    private static readonly Gen<LocalDate> Dates = Gen.Int[0, 12_000].Select(days => new LocalDate(1994, 1, 1).PlusDays(days));
    private static readonly Gen<Experience> Experiences = Gen.Select(Dates, Gen.Int[0, 3000], Gen.Bool)
        .Select((begin, length, useful) => Of(begin, begin.PlusDays(length), useful ? ExperienceKind.UsefulProfessional : ExperienceKind.Management));

    [Fact]
    public void R14_from_24_October_2019_to_22_October_2025_is_5_years_and_364_days()
    {
        var count = Count([Of(new(2019, 10, 24), new(2025, 10, 22))]);
        Assert.Equal((5, 364), (count.Years, count.Days));
        Assert.False(count.Enough(new ExperienceRule()));
    }

    [Fact]
    public void R14_from_23_October_2019_to_22_October_2025_is_6_years()
    {
        var count = Count([Of(new(2019, 10, 23), new(2025, 10, 22))]);
        Assert.Equal((6, 0), (count.Years, count.Days));
        Assert.True(count.Enough(new ExperienceRule()));
    }

    [Fact]
    public void R14_what_lies_after_the_closing_date_is_clipped()
    {
        var count = Count([Of(new(2019, 10, 23), new(2030, 1, 1)), Of(new(2025, 10, 23), new(2029, 1, 1))]);
        Assert.Equal((6, 0), (count.Years, count.Days));
        Assert.Equal(Closing, Assert.Single(count.Periods).End);
    }

    [Fact]
    public void R14_overlapping_periods_count_once()
    {
        var count = Count([Of(new(2020, 1, 1), new(2022, 12, 31)), Of(new(2021, 1, 1), new(2021, 6, 30)), Of(new(2022, 6, 1), new(2023, 12, 31))]);
        Assert.Equal((4, 0), (count.Years, count.Days));
        Assert.Equal(new CountedPeriod(new(2020, 1, 1), new(2023, 12, 31), 4, 0), Assert.Single(count.Periods));
    }

    [Fact]
    public void R14_periods_that_touch_are_one()
    {
        var count = Count([Of(new(2020, 3, 1), new(2020, 8, 31)), Of(new(2020, 9, 1), new(2021, 2, 28))]);
        Assert.Equal((1, 0), (count.Years, count.Days));
        Assert.Single(count.Periods);
    }

    [Fact]
    public void R14_a_day_between_them_keeps_two_periods_apart()
    {
        var count = Count([Of(new(2021, 1, 1), new(2021, 6, 30)), Of(new(2021, 7, 2), new(2022, 1, 1))]);
        Assert.Equal(2, count.Periods.Count);
        Assert.Equal((1, 0), (count.Years, count.Days));
    }

    [Fact]
    public void R14_365_loose_days_make_a_year()
    {
        var count = Count([Of(new(2015, 1, 1), new(2015, 7, 2)), Of(new(2017, 1, 1), new(2017, 7, 1))]);
        Assert.Equal([183, 182], count.Periods.Select(p => p.Days));
        Assert.Equal((1, 0), (count.Years, count.Days));
    }

    [Theory]
    [InlineData("2020-02-29", "2021-02-27", 1, 0)]
    [InlineData("2019-02-28", "2020-02-27", 1, 0)]
    [InlineData("2020-03-01", "2021-02-28", 1, 0)]
    [InlineData("2019-03-01", "2020-02-28", 1, 0)]
    [InlineData("2020-05-05", "2020-05-05", 0, 1)]
    public void T2_a_year_goes_from_date_to_date_with_its_end_clamped(string begin, string end, int years, int days)
    {
        var count = Count([Of(Date(begin), Date(end))]);
        Assert.Equal((years, days), (count.Years, count.Days));
    }

    [Fact]
    public void R13_the_two_routes_never_add_up()
    {
        Experience[] both = [Of(new(2020, 1, 1), new(2025, 10, 22)), Of(new(2010, 1, 1), new(2019, 10, 22), ExperienceKind.UsefulProfessional)];
        var counts = ExperienceCounts.Of(both, Closing);
        Assert.Equal((5, 9), (counts.Management.Years, counts.Useful.Years));
        Assert.False(counts.Enough(new RuleSet()));
    }

    [Fact]
    public void R13_either_route_alone_is_enough()
    {
        Assert.True(ExperienceCounts.Of([Of(new(2019, 10, 23), Closing)], Closing).Enough(new RuleSet()));
        Assert.True(ExperienceCounts.Of([Of(new(2015, 10, 23), Closing, ExperienceKind.UsefulProfessional)], Closing).Enough(new RuleSet()));
        Assert.False(ExperienceCounts.Of([Of(new(2015, 10, 24), Closing, ExperienceKind.UsefulProfessional)], Closing).Enough(new RuleSet()));
    }

    [Fact]
    public void R13_the_years_asked_for_are_the_vacancys()
    {
        var rules = new RuleSet { Experience = new ExperienceRule { ManagementYears = 2, UsefulYears = 4 } };
        Assert.True(ExperienceCounts.Of([Of(new(2023, 10, 23), Closing)], Closing).Enough(rules));
    }

    [Fact]
    public void R14_another_experience_never_counts_for_less() =>
        Gen.Select(Experiences.Array[0, 8], Experiences).Sample((some, another) =>
            Assert.True(Days(Count([.. some, another])) >= Days(Count(some)) || another.Kind != ExperienceKind.Management), iter: 20_000);

    [Fact]
    public void R14_a_longer_experience_never_counts_for_less() =>
        Gen.Select(Experiences.Array[1, 8], Gen.Int[0, 800], Gen.Int[0, 800]).Sample(
            (some, earlier, later) =>
            {
                var longer = some[0] with { Begin = some[0].Begin.PlusDays(-earlier), End = some[0].End.PlusDays(later) };
                Assert.True(Days(Count([longer, .. some[1..]])) >= Days(Count(some)));
            },
            iter: 20_000);

    [Fact]
    public void R14_a_gap_that_is_filled_never_counts_for_less() =>
        Gen.Select(Dates, Gen.Int[1, 2500], Gen.Int[1, 40], Gen.Int[1, 2500]).Sample(
            (begin, first, gap, second) =>
            {
                var a = Of(begin, begin.PlusDays(first - 1));
                var b = Of(a.End.PlusDays(gap + 1), a.End.PlusDays(gap + second));
                var between = Of(a.End.PlusDays(1), b.Begin.PlusDays(-1));
                Assert.True(Days(Count([a, b, between], new LocalDate(2060, 1, 1))) >= Days(Count([a, b], new LocalDate(2060, 1, 1))));
            },
            iter: 20_000);

    [Fact]
    public void R14_time_going_on_never_counts_for_less() =>
        Gen.Select(Experiences.Array[0, 8], Dates, Gen.Int[0, 700]).Sample(
            (some, until, more) => Assert.True(Days(Count(some, until.PlusDays(more))) >= Days(Count(some, until))), iter: 20_000);

    [Fact]
    public void R14_the_order_of_the_entries_does_not_matter() =>
        Experiences.Array[0, 8].Sample(some =>
        {
            var (forth, back) = (Count(some), Count([.. some.Reverse()]));
            Assert.Equal((forth.Years, forth.Days), (back.Years, back.Days));
            Assert.Equal(forth.Periods, back.Periods);
        });

    [Fact]
    public void R14_merged_periods_neither_overlap_nor_touch() =>
        Experiences.Array[0, 12].Sample(some =>
        {
            var periods = Count(some).Periods;
            Assert.All(periods.Zip(periods.Skip(1)), pair => Assert.True(pair.First.End.PlusDays(1) < pair.Second.Begin));
        });

    private static int Days(ExperienceCount count) => (count.Years * 365) + count.Days;

    private static ExperienceCount Count(IEnumerable<Experience> experiences, LocalDate? until = null) =>
        ExperienceCount.Of(experiences, ExperienceKind.Management, until ?? Closing);

    private static LocalDate Date(string text) => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;

    private static Experience Of(LocalDate begin, LocalDate end, ExperienceKind kind = ExperienceKind.Management) =>
        new(Guid.NewGuid(), kind, "Head of service", "Somewhere", kind is ExperienceKind.Management ? null : "health", begin, end, IsCurrent: false, "");
}
