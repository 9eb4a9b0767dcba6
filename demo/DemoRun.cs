using System.Diagnostics;
using Selection.Demo.Platform;
using Selection.Demo.Steps;
using Spectre.Console;

namespace Selection.Demo;

/// <summary>The whole procedure, step by step; each step is a file.</summary>
public static class DemoRun
{
    public static async Task<DemoResult> RunAsync(DemoOptions options, IAnsiConsole console, CancellationToken ct)
    {
        using var platform = new PlatformClient(options.Gateway);
        if (await platform.WhyAwayAsync(ct) is { } why)
        {
            console.MarkupLineInterpolated($"[red]The platform does not answer at {options.Gateway}[/] ({why}).");
            console.WriteLine("Start it with ./run, or let ./run demo start it; --gateway and --grpc name another address.");
            return new DemoResult([$"The platform does not answer at {options.Gateway}: {why}"], null);
        }

        using var cast = new Cast(platform, options);
        var stage = new Stage(options, platform, cast, new Differences());
        var watch = Stopwatch.StartNew();
        try
        {
            await PlayAsync(stage, console, ct);
        }
        catch (Exception e) when (e is RefusedException or TimeoutException or HttpRequestException or SampleClient.SignInException or Grpc.Core.RpcException)
        {
            stage.Differences.Add($"the run could not go on: {e.Message}");
        }

        Report.Conclude(stage, console, watch.Elapsed);
        return new DemoResult(stage.Differences.All, stage.Vacancy?.VacancyId);
    }

    private static async Task PlayAsync(Stage stage, IAnsiConsole console, CancellationToken ct)
    {
        (string Title, Func<Stage, CancellationToken, Task<string>> Play)[] steps =
        [
            ("The officer publishes the vacancy", PublishVacancy.PlayAsync),
            ("People register, upload, apply and validate", Apply.PlayAsync),
            ("A question is answered, the notice corrected", CorrectVacancy.PlayAsync),
            ("The officer imports the ledger", ImportLedger.PlayAsync),
            ("The vacancy closes", Close.PlayAsync),
            ("The officers screen", Screen.PlayAsync),
            ("Accommodations are asked for and granted", AskAccommodations.PlayAsync),
            ("Exemptions are claimed and accepted", ClaimExemptions.PlayAsync),
            ("Candidates register for the assessment", RegisterForAssessment.PlayAsync),
            ("The vendor tests", TakeAssessment.PlayAsync),
            ("Committee, slots and case paper", PrepareOralTest.PlayAsync),
            ("The committee hears and judges", Hear.PlayAsync),
            ("List, approval and publication", PublishResults.PlayAsync),
            ("Candidates read their results and messages", ReadResults.PlayAsync),
            ("The authority interviews, the first declines, the next is appointed", AppointNext.PlayAsync),
            ("Feedback, access and a complaint", AskAndComplain.PlayAsync),
            ("An auditor reads the record", ReadRecord.PlayAsync),
            ("An officer reads the register", ReadRegister.PlayAsync),
        ];
        foreach (var (title, play) in steps)
        {
            var watch = Stopwatch.StartNew();
            var summary = await console.Status().StartAsync(Markup.Escape(title), _ => play(stage, ct));
            console.MarkupLineInterpolated($"[green]✓[/] {title} [dim]({watch.Elapsed.TotalSeconds:0.0} s)[/] {summary}");
            if (stage.Vacancy is not null) Report.Funnel(await Funnel.ReadAsync(stage, ct), console);
        }
    }
}
