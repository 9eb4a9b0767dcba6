namespace Selection.Gateway.Tests;

public sealed class HeaderTests(Platform platform) : IClassFixture<Platform>
{
    [Fact]
    public async Task What_a_client_says_of_where_it_comes_from_is_replaced_by_what_the_gateway_knows()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/candidacy/vacancies");
        foreach (var (name, value) in new (string, string)[]
        {
            ("X-Forwarded-For", "6.6.6.6"), ("X-Forwarded-Host", "evil.test"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Prefix", "/evil"),
            ("Forwarded", "for=6.6.6.6"), ("X-Real-IP", "6.6.6.6"), ("X-Original-URL", "/admin"),
        })
            request.Headers.Add(name, value);

        var seen = await platform.SeenAsync(request);
        Assert.Equal("127.0.0.1", seen["X-Forwarded-For"]);
        Assert.Equal(platform.Http.Authority, seen["X-Forwarded-Host"]);
        Assert.Equal("http", seen["X-Forwarded-Proto"]);
        Assert.DoesNotContain(seen.Headers, h => h.Value.Contains("6.6.6.6", StringComparison.Ordinal) || h.Value.Contains("evil", StringComparison.Ordinal));
        Assert.Null(seen["X-Original-URL"]);
    }

    [Fact]
    public async Task Cookies_reach_identity_only()
    {
        Assert.Null((await platform.SeenAsync(WithCookie("/api/candidacy/vacancies")))["Cookie"]);
        var identity = await platform.SeenAsync(WithCookie("/account/login"));
        Assert.Equal("selection.identity=secret", identity["Cookie"]);
        Assert.Equal(platform.Http.Authority, identity["Host"]);
    }

    [Fact]
    public async Task The_callers_trace_goes_on_behind_the_gateway()
    {
        const string trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/candidacy/vacancies");
        request.Headers.Add("traceparent", $"00-{trace}-00f067aa0ba902b7-01");
        var seen = await platform.SeenAsync(request);
        Assert.Contains(trace, seen.Trace, StringComparison.Ordinal);
        Assert.DoesNotContain("00f067aa0ba902b7", seen.Trace, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/candidacy/vacancies")]
    [InlineData("/api/oraltest/slots")]
    [InlineData("/health")]
    [InlineData("/docs/")]
    public async Task Every_answer_says_what_a_browser_may_not_do(string path)
    {
        using var client = platform.Client();
        using var response = await client.GetAsync(path);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task A_service_may_bring_its_own_policy_and_says_its_language_once()
    {
        using var client = platform.Client(Authority.Token());
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("de");
        using var response = await client.GetAsync("/api/candidacy/own");
        Assert.Equal("default-src 'self'", response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal(["fr"], response.Content.Headers.ContentLanguage);
        Assert.False(response.Headers.Contains("Server"));
    }

    private static HttpRequestMessage WithCookie(string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cookie", "selection.identity=secret");
        return request;
    }
}
