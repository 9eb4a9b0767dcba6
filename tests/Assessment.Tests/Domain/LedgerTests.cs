using CsCheck;
using NodaTime;
using Selection.Assessment.Domain;
using Selection.Contracts.Events;
using Selection.Contracts.Vacancies;
using Xunit;

namespace Selection.Assessment.Tests.Domain;

public sealed class LedgerTests
{
    private static readonly LocalDate Closing = new(2025, 10, 22);

    private static readonly Gen<LocalDate> Days = Gen.Int[0, 20_000].Select(n => new LocalDate(2000, 1, 1).PlusDays(n));

    [Theory]
    [InlineData("2025-08-31", "2026-02-28")]
    [InlineData("2027-08-31", "2028-02-29")]
    [InlineData("2025-10-22", "2026-04-22")]
    [InlineData("2025-08-29", "2026-02-28")]
    public void R32_T2_a_development_period_ends_after_six_months_clamped_to_the_end_of_the_month(string testDay, string firstFreeDay) =>
        Assert.Equal(Day(firstFreeDay), Ledger.EndOfDevelopment(Day(testDay), 6));

    [Theory]
    [InlineData("2024-02-29", "2026-02-28")]
    [InlineData("2025-03-01", "2027-03-01")]
    public void R31_T2_a_pass_exempts_for_two_years(string testDay, string firstDayWithout) =>
        Assert.Equal(Day(firstDayWithout), Ledger.EndOfExemption(Day(testDay), 2));

    [Fact]
    public void T2_later_tests_never_end_earlier() => Gen.Select(Days, Days, Gen.Int[1, 24]).Sample((a, b, months) =>
    {
        var (first, second) = a <= b ? (a, b) : (b, a);
        return Ledger.EndOfDevelopment(first, months) <= Ledger.EndOfDevelopment(second, months) && Ledger.EndOfDevelopment(first, months) > first;
    });

    [Theory]
    [InlineData("2023-10-22", false)] // The closing date is the first day it no longer exempts.
    [InlineData("2023-10-23", true)]
    [InlineData("2025-10-22", true)]
    public void R31_R34_a_pass_exempts_when_it_covers_the_closing_date(string testDay, bool exempts) =>
        Assert.Equal(exempts, Exemptions.Find([Pass(LevelGroup.L2, Day(testDay))], LevelGroup.L2, Closing, null) is not null);

    [Theory]
    [InlineData(LevelGroup.L1, LevelGroup.L2, false)]
    [InlineData(LevelGroup.L2, LevelGroup.L2, true)]
    [InlineData(LevelGroup.L3, LevelGroup.L2, true)]
    [InlineData(LevelGroup.L2, LevelGroup.L3, false)]
    public void R31_a_pass_exempts_for_the_same_or_a_lower_level(LevelGroup passed, LevelGroup function, bool exempts) =>
        Assert.Equal(exempts, Exemptions.Find([Pass(passed, Closing)], function, Closing, null) is not null);

    [Fact]
    public void R34_a_pass_after_closing_counts_only_before_ones_own_sitting()
    {
        var later = Pass(LevelGroup.L2, Closing.PlusDays(20));
        Assert.Equal(ExemptionGround.EarlierPass, Exemptions.Find([later], LevelGroup.L2, Closing, null)!.Ground);
        Assert.NotNull(Exemptions.Find([later], LevelGroup.L2, Closing, Closing.PlusDays(21)));
        Assert.Null(Exemptions.Find([later], LevelGroup.L2, Closing, Closing.PlusDays(20)));
        Assert.Null(Exemptions.Find([later], LevelGroup.L2, Closing, Closing.PlusDays(19)));
    }

    [Theory]
    [InlineData("2020-01-01", null, true)]
    [InlineData("2020-01-01", "2025-10-23", true)]
    [InlineData("2020-01-01", "2025-10-22", false)]
    [InlineData("2025-10-22", null, true)]
    [InlineData("2025-10-23", null, false)]
    public void R33_a_function_exempts_when_it_is_held_on_the_reference_date(string from, string? until, bool exempts)
    {
        var function = new LedgerEntry(Guid.NewGuid(), LedgerKind.FunctionHeld, LevelGroup.L2, Day(from), until is null ? null : Day(until));
        Assert.Equal(exempts, Exemptions.Find([function], LevelGroup.L2, Closing, null)?.Ground == ExemptionGround.FunctionHeld);
    }

    [Fact]
    public void R36_an_entry_that_was_taken_back_counts_no_more()
    {
        var pass = Pass(LevelGroup.L3, Closing);
        LedgerEntry[] entries = [pass, new(Guid.NewGuid(), LedgerKind.Voiding, LevelGroup.L3, Closing, null, pass.EntryId)];
        Assert.Empty(Ledger.InForce(entries));
    }

    [Theory]
    [InlineData(LevelGroup.L1, false)]
    [InlineData(LevelGroup.L2, true)]
    [InlineData(LevelGroup.L3, true)]
    public void R32_a_fail_bars_the_same_and_higher_levels_and_lower_ones_go_on(LevelGroup level, bool barred) =>
        Assert.Equal(barred, DevelopmentPeriods.BarredUntil([Fail(LevelGroup.L2, new LocalDate(2025, 11, 1))], level, new LocalDate(2025, 12, 1)) is not null);

    [Theory]
    [InlineData("2025-08-30", false)]
    [InlineData("2025-08-31", true)]
    [InlineData("2026-02-27", true)]
    [InlineData("2026-02-28", false)] // The first free day.
    public void R32_a_session_is_barred_from_the_test_day_to_the_day_before_the_first_free_day(string day, bool barred) =>
        Assert.Equal(barred, DevelopmentPeriods.BarredUntil([Fail(LevelGroup.L2, new LocalDate(2025, 8, 31))], LevelGroup.L2, Day(day)) is not null);

    [Fact]
    public void R32_barred_at_the_end_of_registration_means_barred_on_every_session_date()
    {
        LedgerEntry[] fail = [Fail(LevelGroup.L2, new LocalDate(2025, 11, 1))];
        var inside = new LocalDate(2026, 1, 10);
        Assert.Equal(new EndOfRegistration.Barred(new LocalDate(2026, 5, 1)), DevelopmentPeriods.AtTheEnd(fail, LevelGroup.L2, [inside, inside.PlusDays(7)]));
        Assert.IsType<EndOfRegistration.NotRegistered>(DevelopmentPeriods.AtTheEnd(fail, LevelGroup.L2, [inside, new LocalDate(2026, 5, 1)]));
        Assert.IsType<EndOfRegistration.NotRegistered>(DevelopmentPeriods.AtTheEnd([], LevelGroup.L2, [inside]));
        Assert.IsType<EndOfRegistration.NothingOffered>(DevelopmentPeriods.AtTheEnd(fail, LevelGroup.L2, []));
    }

    private static LocalDate Day(string text) => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;

    private static LedgerEntry Pass(LevelGroup level, LocalDate day) => new(Guid.NewGuid(), LedgerKind.EarlierPass, level, day, Ledger.EndOfExemption(day, 2));

    private static LedgerEntry Fail(LevelGroup level, LocalDate day) => new(Guid.NewGuid(), LedgerKind.DevelopmentPeriod, level, day, Ledger.EndOfDevelopment(day, 6));
}
