using System.CommandLine;
using Selection.Bench;

// Measures a platform that ./run has started. A benchmark, never a test: machines are noisy, so quote ratios from one run.
var data = new Option<string>("--data-dir") { Description = "The platform's data folder, as ./run prints it.", Required = true };
var only = new Option<string[]>("--only") { Description = "Which measurements: lag, burst, backlog, restart, applications, memory, closing, results, ranking; all but the last three without it.", AllowMultipleArgumentsPerToken = true };
var candidacies = new Option<int>("--candidacies") { Description = "How many candidacies a closing has.", DefaultValueFactory = _ => 10_000 };
var results = new Option<int>("--results") { Description = "How many results a vendor's stream has; a fifth of that, at most 20000, comes by single calls after it.", DefaultValueFactory = _ => 50_000 };
var judged = new Option<int>("--judged") { Description = "How many judged candidates a ranking has.", DefaultValueFactory = _ => 100_000 };
var command = new RootCommand("""
    Measures a running platform. The vendor's results, with the memory of Assessment over a long stream:
      dotnet run -c Release --project tests/Bench -- --data-dir <folder> --only results --results 1000000
    """) { data, only, candidacies, results, judged };
command.SetAction(async (parsed, ct) =>
{
    if (RunningPlatform.Read(parsed.GetRequiredValue(data)) is not { } platform)
    {
        await Console.Error.WriteLineAsync($"There is no running platform in {parsed.GetRequiredValue(data)}: start it with ./run.");
        return 1;
    }

    var wanted = parsed.GetValue(only) is { Length: > 0 } names ? names : ["lag", "burst", "backlog", "restart", "applications", "memory"];
    using var _ = platform;
    foreach (var name in wanted)
    {
        switch (name)
        {
            case "lag": await Applications.LagAsync(platform, ct); break;
            case "burst": await Events.BurstAsync(platform, ct); break;
            case "backlog": await Events.BacklogAsync(platform, ct); break;
            case "restart": await Restart.MeasureAsync(platform, ct); break;
            case "applications": await Applications.MeasureAsync(platform, ct); break;
            case "closing": await Closing.MeasureAsync(platform, parsed.GetValue(candidacies), ct); break;
            case "results": await Results.MeasureAsync(platform, parsed.GetValue(results), ct); break;
            case "ranking": await Rankings.MeasureAsync(platform, parsed.GetValue(judged), ct); break;
            case "memory": Memory.Measure(platform); break;
            default:
                await Console.Error.WriteLineAsync($"There is no measurement '{name}'.");
                return 1;
        }
    }

    return 0;
});
return await command.Parse(args).InvokeAsync();
