using Selection.Demo;
using Selection.EndToEnd.Tests.Running;
using Spectre.Console;
using Xunit;
using Xunit.Abstractions;

namespace Selection.EndToEnd.Tests;

/// <summary>The demo's scenario, on the platform as a user runs it.</summary>
[Collection(PlatformCollection.Name)]
public sealed class DemoTests(SharedPlatform shared, ITestOutputHelper output)
{
    [Fact]
    public async Task Sixty_candidates_go_from_the_published_vacancy_to_the_published_ranking_and_each_ends_as_the_rules_say()
    {
        using var written = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(written), Ansi = AnsiSupport.No, Interactive = InteractionSupport.No });
        console.Profile.Width = 200;

        var result = await DemoRun.RunAsync(shared.Platform.Options, console, CancellationToken.None);

        output.WriteLine(written.ToString());
        Assert.Empty(result.Differences);
        Assert.Equal(0, result.ExitCode);
    }
}
