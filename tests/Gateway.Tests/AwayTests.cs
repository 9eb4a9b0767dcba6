using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Selection.Gateway.Tests;

public sealed class AwayTests(Platform platform) : IClassFixture<Platform>
{
    [Fact]
    public async Task A_service_that_is_away_gives_503_and_when_to_come_back()
    {
        using var response = await AskAsync("/api/oraltest/slots");
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), response.Headers.RetryAfter!.Delta);
        Assert.Equal("service-away", problem.GetProperty("code").GetString());
        Assert.StartsWith("oraltest antwortet im Moment nicht.", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(["de"], response.Content.Headers.ContentLanguage);
    }

    [Fact]
    public async Task A_service_that_breaks_off_gives_502_and_says_that_it_may_have_been_done()
    {
        using var response = await AskAsync("/api/screening/cases");
        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Contains("\"service-broken\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_takes_too_long_gives_504()
    {
        using var response = await AskAsync("/api/results/lists");
        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Contains("\"service-slow\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_tells_of_every_service_and_every_replica()
    {
        using var client = platform.Client();
        using var response = await client.GetAsync("/health");
        var report = await response.Content.ReadFromJsonAsync<JsonElement>();
        var services = report.GetProperty("services");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("unhealthy", report.GetProperty("status").GetString());
        Assert.Equal(
            ["assessment healthy 1/1", "candidacy degraded 1/2", "identity healthy 1/1", "oraltest unhealthy 0/1", "results unhealthy 0/1", "screening unhealthy 0/1"],
            services.EnumerateObject().Select(s => $"{s.Name} {s.Value.GetProperty("status").GetString()} {s.Value.GetProperty("ready")}/{s.Value.GetProperty("replicas")}"));
    }

    [Fact]
    public async Task Calls_are_spread_over_the_replicas()
    {
        var replicas = new HashSet<string>();
        for (var call = 0; call < 30; call++)
            replicas.Add((await platform.SeenAsync(new HttpRequestMessage(HttpMethod.Get, "/api/candidacy/vacancies"))).Replica);
        Assert.Equal(["1", "2"], replicas.Order());
    }

    private async Task<HttpResponseMessage> AskAsync(string path)
    {
        var client = platform.Client(Authority.Token());
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("de");
        return await client.GetAsync(path);
    }
}
