using System.Net;
using System.Text.RegularExpressions;

namespace Selection.Gateway.Tests;

public sealed partial class DocsTests(Platform platform) : IClassFixture<Platform>
{
    [Fact]
    public async Task One_page_collects_every_services_api_and_runs_its_own_script_only()
    {
        using var client = platform.Client();
        using var response = await client.GetAsync("/docs/");
        var html = await response.Content.ReadAsStringAsync();
        var nonces = Nonce().Matches(html).Select(m => m.Groups[1].Value).Distinct().ToList();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.All(
            ["candidacy", "screening", "assessment", "oraltest", "results", "identity"],
            service => Assert.Contains($"openapi/{service}.json", html, StringComparison.Ordinal));
        Assert.Contains($"'nonce-{Assert.Single(nonces)}'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("https://", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/docs/scalar.js")).StatusCode);
    }

    [GeneratedRegex("nonce=\"([^\"]+)\"")]
    private static partial Regex Nonce();
}
