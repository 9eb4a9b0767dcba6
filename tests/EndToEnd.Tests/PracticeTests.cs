using Selection.Contracts.Assessment.V1;
using Selection.Demo;
using Selection.EndToEnd.Tests.Running;
using Selection.SampleClient;
using Spectre.Console;
using Xunit;

namespace Selection.EndToEnd.Tests;

/// <summary>What the assessment vendor's guide practises on, on the platform as a user runs it.</summary>
[Collection(PlatformCollection.Name)]
public sealed class PracticeTests(SharedPlatform shared)
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Fact]
    public async Task R35_the_guides_session_is_prepared_and_its_results_are_refused_before_its_start_and_accepted_after()
    {
        using var written = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(written), Ansi = AnsiSupport.No, Interactive = InteractionSupport.No });
        var options = shared.Platform.Options with { Candidates = 3 };
        using var vendor = new VendorClient(options.Gateway, options.Grpc, Cast.VendorId, Cast.VendorSecret);

        Assert.True(await Practice.PrepareAsync(options, console, Ct) == 0, written.ToString());
        const string intro = "Session ";
        var session = written.ToString().ReplaceLineEndings("\n").Split('\n').Single(line => line.StartsWith(intro, StringComparison.Ordinal))[intro.Length..];
        var registered = await vendor.RegistrationsAsync(session, Ct);
        var results = registered.Select(r => Simulation.ResultOf(session, r.CandidateNumber, r.StartsAt, new SimulationOptions())).ToList();
        var early = await vendor.SubmitAllAsync(results, Ct);
        Assert.True(await Practice.BeginAsync(options, console, Ct) == 0, written.ToString());
        var inTime = await vendor.SubmitAllAsync(results, Ct);

        Assert.Equal(options.Candidates, registered.Count);
        Assert.All(early, receipt => Assert.Equal((Disposition.Rejected, "the session has not started"), (receipt.Disposition, receipt.Reason)));
        Assert.All(inTime, receipt => Assert.Equal(Disposition.Accepted, receipt.Disposition));
    }
}
