using System.Diagnostics;
using System.Net;
using Selection.Candidacies.Data;
using Xunit;

namespace Selection.Candidacies.Tests.Features;

[Collection(CandidacyService.Name)]
public sealed class StartingTests(CandidacyFixture service)
{
    private const string Key = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=";

    [Theory]
    [InlineData("Persons:EncryptionKey", null)]
    [InlineData("Persons:HashKey", null)]
    [InlineData("Persons:EncryptionKey", "too-short")]
    [InlineData("Persons:HashKey", "BwcHBw==")]
    [InlineData("Rubric:MaxEntries", "0")]
    [InlineData("Documents:MaxCount", "many")]
    [InlineData("Documents:MaxTotalBytes", "1000")]
    public async Task R56_without_its_keys_or_with_limits_that_cannot_be_the_process_says_so_in_a_sentence_and_does_not_start(string setting, string? value)
    {
        Dictionary<string, string?> settings = new()
        {
            ["Persons:EncryptionKey"] = Key,
            ["Persons:HashKey"] = Key,
            ["ConnectionStrings:candidacy"] = service.ConnectionString,
            ["ConnectionStrings:broker"] = service.Broker.ToString(),
            ["Auth:Authority"] = "https://authority.test/",
            ["urls"] = "http://127.0.0.1:0",
            [setting] = value,
        };
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = Path.GetTempPath() };
        start.ArgumentList.Add(typeof(CandidacyDb).Assembly.Location);
        foreach (var (name, text) in settings.Where(s => s.Value is not null)) start.ArgumentList.Add($"--{name}={text}");
        using var process = Process.Start(start)!;
        _ = process.StandardOutput.ReadToEndAsync();
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(1, process.ExitCode);
        Assert.StartsWith("candidacy: ", said);
        Assert.Contains(setting, said);
        Assert.DoesNotContain("   at ", said);
    }

    [Fact]
    public async Task The_API_describes_itself()
    {
        using var anonymous = service.Anonymous();
        using var response = await anonymous.GetAsync("/openapi/candidacy.json");
        var description = (await Answer.OfAsync(response)).Is(HttpStatusCode.OK);
        var paths = description["paths"].EnumerateObject().Select(p => p.Name).ToList();
        Assert.Contains("/api/candidacy/vacancies/{id}/publish", paths);
        Assert.Contains("/api/candidacy/candidacies/{id}/rubric", paths);
        string[] ours = ["vacancies", "account", "persons", "cv", "documents", "candidacies", "messages"];
        Assert.All(
            description["paths"].EnumerateObject().SelectMany(p => p.Value.EnumerateObject()).Where(o => ours.Contains(o.Value.GetProperty("tags")[0].GetString())),
            o => Assert.NotEmpty(o.Value.GetProperty("summary").GetString()!));
    }
}
