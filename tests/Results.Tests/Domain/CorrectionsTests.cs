using CsCheck;
using Selection.Contracts.Events;
using Selection.Results.Domain;
using Xunit;

namespace Selection.Results.Tests.Domain;

public sealed class CorrectionsTests
{
    private static readonly FinalDecision Before = new(
        FinalGroup.Suitable, 2, 7, Shared: false, 72.5m, [new("a", 14.5m, "Kent het domein."), new("b", 14.5m, "Overtuigt.")], "Een sterke kandidaat.");

    [Fact]
    public void R47_a_decision_is_another_one_when_group_rank_total_a_result_or_a_reason_is()
    {
        FinalDecision[] others =
        [
            Before with { Group = FinalGroup.NotSuitable, Rank = null },
            Before with { Rank = 3 },
            Before with { Shared = true },
            Before with { TotalPercent = 72.51m },
            Before with { Committee = "Een zwakke kandidaat." },
            Before with { Results = [Before.Results[0], Before.Results[1] with { Result = 14.6m }] },
            Before with { Results = [Before.Results[0], Before.Results[1] with { Motivation = "Overtuigt niet." }] },
        ];

        Assert.All(others, now => Assert.True(Corrections.IsAnother(Before, now)));
    }

    [Fact]
    public void R47_who_else_is_suitable_and_how_a_number_is_written_change_nobodys_decision()
    {
        Assert.False(Corrections.IsAnother(Before, Before with { Suitable = 6 }));
        Assert.False(Corrections.IsAnother(Before, Before with { Reservation = Reservation.Equivalence }));
        Assert.False(Corrections.IsAnother(Before, Before with { TotalPercent = 72.50m, Results = [new("a", 14.50m, "Kent het domein."), new("b", 14.5m, "Overtuigt.")] }));
    }

    [Fact]
    public void R47_a_decision_stands_until_a_list_takes_another_or_lists_the_candidate_no_longer()
    {
        Assert.Equal([new DecisionSpan(1, null)], Corrections.HistoryOf([(1, Presence.Decided), (3, Presence.Carried)]));
        Assert.Equal([new DecisionSpan(1, 3), new DecisionSpan(3, null)], Corrections.HistoryOf([(1, Presence.Decided), (3, Presence.Decided), (4, Presence.Carried)]));
        Assert.Equal([new DecisionSpan(1, 3)], Corrections.HistoryOf([(1, Presence.Decided), (3, Presence.Absent), (4, Presence.Absent)]));
        Assert.Equal([new DecisionSpan(1, 3), new DecisionSpan(4, null)], Corrections.HistoryOf([(1, Presence.Decided), (3, Presence.Absent), (4, Presence.Decided)]));
        Assert.Equal([new DecisionSpan(3, null)], Corrections.HistoryOf([(1, Presence.Absent), (3, Presence.Decided)]));
        Assert.Empty(Corrections.HistoryOf([(1, Presence.Absent)]));
    }

    [Fact]
    public void R47_at_most_the_newest_decision_stands() =>
        Gen.Enum<Presence>().Array[0, 8].Sample(lists =>
        {
            var history = Corrections.HistoryOf([.. lists.Select((presence, i) => (i + 1, presence))]);
            return history.Count == lists.Count(p => p is Presence.Decided) && history.SkipLast(1).All(d => d.ReplacedBy > d.Version);
        });

    [Fact]
    public void R47_what_differs_from_a_published_list_is_named_by_candidate()
    {
        var ids = Enumerable.Range(0, 6).Select(_ => Guid.CreateVersion7()).Order().ToArray();
        Placing[] now =
        [
            new(ids[0], FinalGroup.Suitable, 1), new(ids[1], FinalGroup.Suitable, 2), new(ids[2], FinalGroup.Suitable, 3),
            new(ids[3], FinalGroup.NotSuitable, null), new(ids[4], FinalGroup.NotSuitable, null),
        ];
        ListedPlacing[] published =
        [
            new(ids[0], FinalGroup.Suitable, 1, SameJudgement: true), new(ids[1], FinalGroup.Suitable, 3, true), new(ids[2], FinalGroup.Suitable, 3, false),
            new(ids[3], FinalGroup.Suitable, 2, true), new(ids[5], FinalGroup.NotSuitable, null, true),
        ];

        Assert.Equal(
            [
                new(ids[1], DifferenceKind.Rank), new(ids[2], DifferenceKind.Judgement), new(ids[3], DifferenceKind.Group),
                new(ids[4], DifferenceKind.Added), new(ids[5], DifferenceKind.Dropped),
            ],
            Differences.Of(now, published));
    }
}
