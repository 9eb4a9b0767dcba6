using Selection.Demo.People;
using Spectre.Console;

namespace Selection.Demo;

/// <summary>What the console shows: the funnel after each step, the list at the end, and the differences.</summary>
internal static class Report
{
    public static void Funnel(IReadOnlyDictionary<string, int> steps, IAnsiConsole console)
    {
        var standing = steps.Where(s => s.Value > 0).Select(s => $"{s.Key} {s.Value}").ToList();
        if (standing.Count > 0) console.MarkupLineInterpolated($"  [dim]{string.Join(" · ", standing)}[/]");
    }

    public static void Conclude(Stage stage, IAnsiConsole console, TimeSpan took)
    {
        if (stage.Candidates.Any(c => c.Rank is not null)) List(stage, console);
        var differences = stage.Differences.All;
        if (differences.Count == 0)
        {
            console.MarkupLineInterpolated($"[green]Every one of the {stage.Candidates.Count} candidates ended as expected[/], in {took.TotalSeconds:0} s.");
            return;
        }

        console.MarkupLineInterpolated($"[red]{differences.Count} differences[/] after {took.TotalSeconds:0} s:");
        foreach (var difference in differences) console.WriteLine($"  - {difference}");
    }

    private static void List(Stage stage, IAnsiConsole console)
    {
        var table = new Table().Title($"{stage.Vacancy!.Definition.SelectionCode}: the list").AddColumns("Rank", "Candidate", "Total", "Why");
        foreach (var candidate in stage.Candidates.Where(c => c.IsJudged).OrderBy(c => c.Rank ?? int.MaxValue).ThenByDescending(c => c.Script.Total))
        {
            var rank = candidate.Rank?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "not suitable";
            table.AddRow(Markup.Escape(rank), Markup.Escape(candidate.ToString()), $"{candidate.Script.Total:0.00}", Markup.Escape(Why(candidate)));
        }

        console.Write(table);
        foreach (var group in stage.Candidates.Where(c => !c.IsJudged).GroupBy(c => c.Script.Ends).OrderBy(g => g.Key))
            console.MarkupLineInterpolated($"[bold]{group.Key}[/]: {string.Join("; ", group.Select(c => $"{c.Script.Key} ({c.Script.Story})"))}");
    }

    /// <summary>The story, and the committee's own sentence out of the decision's text.</summary>
    private static string Why(Candidate candidate)
    {
        var committee = candidate.Motivation?.Split('\n').FirstOrDefault(line => line.StartsWith(Steps.Hear.CommitteeSays, StringComparison.Ordinal));
        return $"{candidate.Script.Story}. {committee}";
    }
}
