using CsCheck;
using NodaTime;
using Selection.Candidacies.Domain;
using Selection.Contracts.Dossiers;
using Selection.Testing;
using Xunit;

namespace Selection.Candidacies.Tests.Domain;

public class CandidacyChangeTests
{
    private static readonly Guid[] Ids = [.. Enumerable.Range(1, 6).Select(i => new Guid(i, 0, 0, new byte[8]))];

    private static readonly Gen<Rubric> Rubrics =
        from length in Gen.Int[0, Ids.Length]
        from order in Gen.Shuffle(Ids)
        from days in Gen.Int[1, 3].Array[Ids.Length]
        from functions in Gen.Int[1, 3].Array[Ids.Length]
        from federal in Gen.Int[0, 2]
        select new Rubric(
            [.. order.Take(length).Select((id, i) => Samples.Management(new LocalDate(2015, 1, days[i]), new LocalDate(2016, 1, 1)) with { ExperienceId = id, Function = $"F{functions[i]}" })],
            federal == 0 ? null : new FederalFunction("Service", $"A{federal}"));

    [Fact]
    public void R17_a_rubric_that_stays_as_it_is_has_changed_nothing() => Rubrics.Sample(rubric => Assert.Empty(CandidacyChange.Between(rubric, rubric)));

    [Fact]
    public void R17_every_difference_between_two_rubrics_is_named() => Gen.Select(Rubrics, Rubrics).Sample((before, after) =>
    {
        var changes = CandidacyChange.Between(before, after);
        Assert.Equal(before.Experiences.SequenceEqual(after.Experiences) && before.FederalLevelA == after.FederalLevelA, changes.Count == 0);
        Assert.Equal(before.Experiences.Select(e => e.ExperienceId).Except(after.Experiences.Select(e => e.ExperienceId)).Order(), Of(changes, CandidacyChangeKind.ExperienceRemoved).Order());
        Assert.Equal(after.Experiences.Select(e => e.ExperienceId).Except(before.Experiences.Select(e => e.ExperienceId)).Order(), Of(changes, CandidacyChangeKind.ExperienceAdded).Order());
    });

    [Fact]
    public void R17_what_changed_over_several_versions_leaves_no_difference_out() => Gen.Select(Rubrics, Rubrics, Rubrics).Sample((first, second, third) =>
    {
        var merged = CandidacyChange.Merge([.. CandidacyChange.Between(first, second), .. CandidacyChange.Between(second, third)]);
        foreach (var change in CandidacyChange.Between(first, third))
        {
            if (change.Kind is CandidacyChangeKind.ExperiencesReordered or CandidacyChangeKind.FederalFunctionChanged) continue;
            var named = Assert.Single(merged, m => m.ExperienceId == change.ExperienceId);
            if (change.Kind is CandidacyChangeKind.ExperienceChanged && named.Kind is CandidacyChangeKind.ExperienceChanged) Assert.Subset(named.Fields!.ToHashSet(), change.Fields!.ToHashSet());
        }

        Assert.Equal(merged.Count, merged.Distinct().Count());
    });

    [Fact]
    public void R17_what_came_and_went_again_is_not_told()
    {
        var empty = Rubric.Empty;
        var one = new Rubric([Samples.Management(new LocalDate(2015, 1, 1), new LocalDate(2016, 1, 1))], null);
        Assert.Empty(CandidacyChange.Merge([.. CandidacyChange.Between(empty, one), .. CandidacyChange.Between(one, empty)]));
    }

    private static IEnumerable<Guid> Of(IEnumerable<CandidacyChange> changes, CandidacyChangeKind kind) => changes.Where(c => c.Kind == kind).Select(c => c.ExperienceId!.Value);
}
