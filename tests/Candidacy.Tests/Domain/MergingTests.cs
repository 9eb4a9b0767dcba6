using NodaTime;
using Selection.Candidacies.Domain;
using Xunit;

namespace Selection.Candidacies.Tests.Domain;

public sealed class MergingTests
{
    private static readonly LocalDate Today = new(2025, 9, 2);

    [Theory]
    [InlineData("Provisional", "Validated", nameof(Meeting.OfficerChooses))]
    [InlineData("Lodged", "Lodged", nameof(Meeting.OfficerChooses))]
    [InlineData("Lodged", "Lapsed", nameof(Meeting.FirstStays))]
    [InlineData("Lapsed", "Lodged", nameof(Meeting.SecondStays))]
    [InlineData("Lapsed", "Lapsed", nameof(Meeting.FirstStays))]
    public void R56_where_two_candidacies_meet_one_that_lapsed_gives_way(string first, string second, string meeting) =>
        Assert.Equal(meeting, Merging.Of(At(Enum.Parse<CandidacyState>(first)), At(Enum.Parse<CandidacyState>(second))).ToString());

    [Theory]
    [InlineData(FunnelStep.Suitable, FunnelStep.OralTestHeld, nameof(Meeting.FirstStays))]
    [InlineData(FunnelStep.Refused, FunnelStep.NotSuitable, nameof(Meeting.SecondStays))]
    [InlineData(FunnelStep.NotSuitable, FunnelStep.Suitable, nameof(Meeting.Never))]
    [InlineData(FunnelStep.Appointed, FunnelStep.Suitable, nameof(Meeting.Never))]
    [InlineData(FunnelStep.Lodged, FunnelStep.Appointed, nameof(Meeting.SecondStays))]
    public void R56_a_published_result_stays_and_two_are_never_made_one(FunnelStep first, FunnelStep second, string meeting) =>
        Assert.Equal(meeting, Merging.Of(At(CandidacyState.Lodged, first), At(CandidacyState.Lodged, second)).ToString());

    [Theory]
    [InlineData(null, null, true, false)]
    [InlineData("n", null, true, false)]
    [InlineData(null, "n", false, true)]
    [InlineData("n", "bis", true, false)]
    [InlineData("bis", "n", false, true)]
    [InlineData("n", "n", false, false)]
    [InlineData("bis", "bis", false, false)]
    public void R56_two_numbers_are_two_persons_unless_one_is_a_bis_number(string? first, string? second, bool keepsFirst, bool keepsSecond) =>
        Assert.Equal((keepsFirst, keepsSecond), Merging.NumberThatStays(Number(first, 1), Number(second, 2)));

    [Theory]
    [InlineData("José", "DE SMET", "de smet jose")]
    [InlineData("Anne-Marie", "O'Neill", "anne marie neill o")]
    [InlineData("Ｊｏ", "ß", "jo ß")]
    [InlineData("", " - ", "")]
    public void R56_names_are_compared_without_case_accents_and_order(string first, string last, string key) =>
        Assert.Equal(NameKeys.Of("", key), NameKeys.Of(first, last));

    [Fact]
    public void R56_the_birth_date_is_read_from_a_number_of_either_century()
    {
        Assert.Equal(new LocalDate(1985, 7, 30), NationalNumber.Read("85.07.30-033.28", Today)!.Value.BirthDate(Today));
        Assert.Equal(new LocalDate(2017, 7, 30), NationalNumber.Read("17073003384", Today)!.Value.BirthDate(Today));
        Assert.Equal(new LocalDate(1950, 1, 1), NationalNumber.Read(TestNumbers.Of(1, bis: true), Today)!.Value.BirthDate(Today));
    }

    private static NationalNumber? Number(string? kind, int seed) => kind is null ? null : NationalNumber.Read(TestNumbers.Of(seed, kind == "bis"), Today);

    private static MeetingCandidacy At(CandidacyState state, FunnelStep? step = null) =>
        new(Guid.NewGuid(), state, step ?? Enum.Parse<FunnelStep>(state.ToString()));
}
