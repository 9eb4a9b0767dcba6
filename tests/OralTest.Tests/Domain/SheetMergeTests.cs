using CsCheck;
using NodaTime;
using Selection.OralTest.Domain;
using Xunit;

namespace Selection.OralTest.Tests.Domain;

public sealed class SheetMergeTests
{
    private static readonly string[] Codes = ["a", "b", "c", "d"];
    private static readonly Instant Now = Instant.FromUtc(2025, 12, 11, 10, 0);

    [Fact]
    public void R43_only_the_lines_that_are_sent_change()
    {
        var sheet = Take([], Save(1, 0, ("a", 10m), ("b", 11m)));
        var merged = SheetMerge.Take(sheet, Save(2, 1, ("b", 12m)), Codes);

        Assert.Equal([("a", 10m), ("b", 12m)], merged.Lines.Select(l => (l.Code, l.Score!.Value)));
        Assert.Equal(["b"], merged.Taken);
        Assert.Empty(merged.Superseded);
    }

    [Fact]
    public void R43_a_late_save_does_not_overwrite_a_newer_one_and_is_told_so()
    {
        var sheet = Take([], Save(2, minute: 5, ("a", 15m)));
        var merged = SheetMerge.Take(sheet, Save(1, minute: 4, ("a", 3m), ("b", 8m)), Codes);

        Assert.Equal([("a", 15m), ("b", 8m)], merged.Lines.Select(l => (l.Code, l.Score!.Value)));
        Assert.Equal(["b"], merged.Taken);
        Assert.Equal(["a"], merged.Superseded);
    }

    [Fact]
    public void R43_the_same_save_again_changes_nothing_and_is_no_late_one()
    {
        var save = Save(1, 0, ("a", 10m));
        var merged = SheetMerge.Take(Take([], save), save, Codes);
        Assert.Empty(merged.Taken);
        Assert.Empty(merged.Superseded);
    }

    [Fact]
    public void R43_a_score_can_be_taken_back()
    {
        var sheet = Take(Take([], Save(1, 0, ("a", 10m))), new SheetSave(Id(2), Now + Duration.FromMinutes(1), [new ScoreLine("a", null, "thinking")]));
        Assert.Equal(new ScoreLine("a", null, "thinking"), Assert.Single(sheet).Content);
    }

    [Fact]
    public void R43_a_save_of_which_nothing_is_known_counts_as_made_on_arrival()
    {
        var sheet = Take([], Save(1, minute: 30, ("a", 10m)));
        var arrived = SheetSave.Arrived(Id(0), Now, sheet, [new ScoreLine("a", 11m)]);
        Assert.Equal(11m, Assert.Single(Take(sheet, arrived)).Score);
        Assert.Equal(Now, SheetSave.Arrived(Id(0), Now, [], []).MadeAt);
    }

    [Fact]
    public void R43_no_sequence_of_saves_and_late_repeats_loses_the_newest_of_any_competency() => Sequences.Sample(sequence =>
    {
        var (saves, arrivals) = sequence;
        var sheet = arrivals.Aggregate<int, IReadOnlyList<SheetLine>>([], (lines, which) => Take(lines, saves[which]));
        var arrived = arrivals.Distinct().Select(which => saves[which]).ToList();
        foreach (var code in Codes)
        {
            var newest = arrived.Where(s => s.Lines.Any(l => l.Code == code)).MaxBy(s => (s.MadeAt, s.SaveId));
            Assert.Equal(newest?.Lines.Single(l => l.Code == code), sheet.SingleOrDefault(l => l.Code == code)?.Content);
        }
    });

    [Fact]
    public void R43_the_order_of_arrival_makes_no_difference() => Gen.Select(Sequences, Gen.Int).Sample((sequence, seed) =>
    {
        var (saves, arrivals) = sequence;
        var shuffled = arrivals.ToArray();
        new Random(seed).Shuffle(shuffled);
        Assert.Equal(
            arrivals.Aggregate<int, IReadOnlyList<SheetLine>>([], (lines, which) => Take(lines, saves[which])),
            shuffled.Aggregate<int, IReadOnlyList<SheetLine>>([], (lines, which) => Take(lines, saves[which])));
    });

    /// <summary>Saves, some of them of one moment, and the order in which they arrive, some more than once.</summary>
    private static readonly Gen<(SheetSave[] Saves, int[] Arrivals)> Sequences =
        Gen.Select(Gen.Int[0, 6], Gen.Select(Gen.Int[-1, 40], Gen.Int[0, 2]).Array[4]).Array[1, 8].SelectMany(made =>
            Gen.Int[0, made.Length - 1].Array[1, 25].Select(arrivals => (
                made.Select((save, i) => new SheetSave(Id(i), Now + Duration.FromMinutes(save.Item1),
                [
                    // 0: not in this save; otherwise a score in halves or none.
                    .. Codes.Index().Where(c => save.Item2[c.Index].Item2 > 0)
                        .Select(c => new ScoreLine(c.Item, save.Item2[c.Index].Item1 < 0 ? null : save.Item2[c.Index].Item1 / 2m, $"save {i}")),
                ])).ToArray(), arrivals)));

    private static IReadOnlyList<SheetLine> Take(IReadOnlyList<SheetLine> sheet, SheetSave save) => SheetMerge.Take(sheet, save, Codes).Lines;

    private static SheetSave Save(int id, int minute, params (string Code, decimal Score)[] lines) =>
        new(Id(id), Now + Duration.FromMinutes(minute), [.. lines.Select(l => new ScoreLine(l.Code, l.Score))]);

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
