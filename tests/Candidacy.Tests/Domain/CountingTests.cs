using CsCheck;
using Selection.Candidacies.Domain;
using Selection.Contracts.Dossiers;
using Xunit;

namespace Selection.Candidacies.Tests.Domain;

/// <summary>What is told beside the count, and where a candidacy stands.</summary>
public class CountingTests
{
    [Theory]
    [InlineData(0, 0, 6, 0)]
    [InlineData(5, 364, 0, 1)]
    [InlineData(5, 1, 0, 364)]
    [InlineData(4, 200, 1, 165)]
    [InlineData(6, 0, 0, 0)]
    [InlineData(9, 100, 0, 0)]
    public void R13_what_a_route_misses_is_told_in_the_counts_own_measure(int years, int days, int missingYears, int missingDays) =>
        Assert.Equal(new Shortfall(missingYears, missingDays), Shortfall.Of(new ExperienceCount(ExperienceKind.Management, years, days, []), 6));

    [Fact]
    public void R13_what_is_there_and_what_is_missing_make_up_what_is_asked_for() => Gen.Select(Gen.Int[0, 12], Gen.Int[0, 364], Gen.Int[1, 12]).Sample((years, days, required) =>
    {
        var missing = Shortfall.Of(new ExperienceCount(ExperienceKind.Management, years, days, []), required);
        Assert.Equal(years >= required, missing == default);
        Assert.Equal(Math.Max(required * 365, (years * 365) + days), (years * 365) + days + (missing.Years * 365) + missing.Days);
    });

    [Fact]
    public void R9_every_step_has_its_place_in_the_procedure()
    {
        foreach (var step in Enum.GetValues<FunnelStep>())
        {
            var places = Place.Of(step, ProcedureStage.Assessment);
            Assert.Equal(Enum.GetValues<ProcedureStage>(), places.Select(p => p.Stage));
            // What is behind, the one place it stands or ended at, what is ahead.
            Assert.Equal(places.Select(p => p.Status).OrderBy(s => s switch { PlaceStatus.Done => 0, PlaceStatus.Now or PlaceStatus.Ended => 1, _ => 2 }), places.Select(p => p.Status));
            Assert.Equal(Place.Endings.Contains(step), places.Any(p => p.Status is PlaceStatus.Ended));
        }

        Assert.Equal(ProcedureStage.Screening, Place.Of(FunnelStep.Lodged, ProcedureStage.Candidacy).Single(p => p.Status is PlaceStatus.Now).Stage);
        Assert.All(Place.Of(FunnelStep.Suitable, ProcedureStage.Results), p => Assert.Equal(PlaceStatus.Done, p.Status));
    }
}
