using Selection.Contracts.Vacancies;
using Selection.OralTest.Domain;
using Xunit;

namespace Selection.OralTest.Tests.Domain;

public sealed class CompositionTests
{
    [Theory]
    [InlineData(7, true, false)]
    [InlineData(8, false, false)]
    [InlineData(9, false, false)]
    [InlineData(10, false, false)]
    [InlineData(11, false, true)]
    [InlineData(0, true, false)]
    public void R41_a_committee_has_8_to_10_members(int members, bool tooFew, bool tooMany)
    {
        var findings = Composition.Check(Seats(members, women: members / 2, dutch: members / 2));
        Assert.Equal((tooFew, tooMany), (findings.Contains(CompositionFinding.TooFew), findings.Contains(CompositionFinding.TooMany)));
    }

    [Theory]
    [InlineData(8, 6, true)] // 6 of 8 is more than two thirds
    [InlineData(8, 5, false)]
    [InlineData(8, 2, true)]
    [InlineData(8, 3, false)]
    [InlineData(9, 6, false)] // exactly two thirds
    [InlineData(9, 7, true)]
    [InlineData(9, 3, false)]
    [InlineData(10, 7, true)]
    [InlineData(10, 6, false)]
    [InlineData(10, 10, true)]
    public void R41_at_most_two_thirds_are_of_one_gender(int members, int women, bool outOfBalance)
    {
        Assert.Equal(outOfBalance, Composition.Check(Seats(members, women, members / 2)).Contains(CompositionFinding.GenderBalance));
    }

    [Fact]
    public void R41_three_genders_are_each_at_most_two_thirds()
    {
        Seat[] seats = [.. Seats(9, women: 6, dutch: 4).Select((seat, i) => i >= 6 ? seat with { Gender = Gender.X } : seat)];
        Assert.DoesNotContain(CompositionFinding.GenderBalance, Composition.Check(seats));
    }

    [Theory]
    [InlineData(8, 4, false)]
    [InlineData(8, 5, true)]
    [InlineData(8, 3, true)]
    [InlineData(9, 4, false)]
    [InlineData(9, 5, false)]
    [InlineData(9, 6, true)]
    [InlineData(10, 5, false)]
    [InlineData(10, 6, true)]
    public void R41_language_parity_is_as_many_of_each_and_one_more_where_the_number_is_odd(int members, int dutch, bool outOfParity)
    {
        Assert.Equal(outOfParity, Composition.Check(Seats(members, members / 2, dutch)).Contains(CompositionFinding.LanguageParity));
    }

    [Theory]
    [InlineData(0, CompositionFinding.NoChair)]
    [InlineData(1, null)]
    [InlineData(2, CompositionFinding.SeveralChairs)]
    public void R41_there_is_exactly_one_chair(int chairs, CompositionFinding? expected)
    {
        Seat[] seats = [.. Seats(8, 4, 4).Select((seat, i) => seat with { IsChair = i < chairs })];
        var findings = Composition.Check(seats);
        Assert.Equal(expected is { } finding ? [finding] : [], findings);
    }

    [Theory]
    [InlineData(ParityCheck.Warn, false)]
    [InlineData(ParityCheck.Block, true)]
    public void R41_lack_of_parity_warns_or_blocks_as_the_vacancy_says(ParityCheck parity, bool blocks)
    {
        Assert.Equal(blocks, CompositionFinding.GenderBalance.Blocks(parity));
        Assert.Equal(blocks, CompositionFinding.LanguageParity.Blocks(parity));
        Assert.True(CompositionFinding.TooFew.Blocks(parity));
        Assert.True(CompositionFinding.SeveralChairs.Blocks(parity));
    }

    private static Seat[] Seats(int members, int women, int dutch) =>
        [.. Enumerable.Range(0, members).Select(i => new Seat(i < women ? Gender.F : Gender.M, i < dutch ? "nl" : "fr", IsChair: i == 0))];
}
