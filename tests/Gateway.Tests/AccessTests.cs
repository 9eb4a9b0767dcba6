using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Selection.Gateway.Tests;

public sealed class AccessTests(Platform platform) : IClassFixture<Platform>
{
    [Theory]
    [InlineData("/api/candidacy/candidacies")]
    [InlineData("/api/screening/cases")]
    [InlineData("/api/assessment/sessions")]
    [InlineData("/api/oraltest/slots")]
    [InlineData("/api/results/lists")]
    public async Task Without_a_token_the_answer_is_401_in_the_callers_language(string path)
    {
        using var client = platform.Client();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("nl");
        using var response = await client.GetAsync(path);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
        Assert.Equal("token-missing", problem.GetProperty("code").GetString());
        Assert.Equal("Meld u eerst aan", problem.GetProperty("title").GetString());
    }

    [Theory]
    [InlineData("/clock?instance=x&version=0")]
    [InlineData("/nowhere")]
    public async Task What_no_route_leads_to_is_not_there(string path)
    {
        using var client = platform.Client();
        using var response = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("not-found", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_token_of_the_authority_for_one_of_the_services_passes_and_goes_along()
    {
        var token = Authority.Token(audience: "screening");
        var seen = await platform.SeenAsync(new HttpRequestMessage(HttpMethod.Get, "/api/candidacy/candidacies?page=2"), token);
        Assert.Equal("/api/candidacy/candidacies", seen.Path);
        Assert.Equal($"Bearer {token}", seen["Authorization"]);
    }

    [Fact]
    public async Task A_token_that_is_expired_forged_or_meant_for_others_does_not_pass()
    {
        string[] tokens = [Authority.Token(expired: true), Authority.Token(forged: true), Authority.Token(audience: "payroll"), Authority.Token(issuer: "http://else.test/"), "not a token"];
        foreach (var token in tokens)
        {
            using var client = platform.Client(token);
            using var response = await client.GetAsync("/api/candidacy/candidacies");
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Contains("token-invalid", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/api/candidacy/vacancies")]
    [InlineData("/api/candidacy/vacancies/018f/funnel")]
    [InlineData("/connect/authorize?client_id=portal")]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/account/login")]
    [InlineData("/api/clock")]
    [InlineData("/openapi/candidacy.json")]
    public async Task What_is_public_needs_no_token(string path) =>
        Assert.Equal(path.Split('?')[0], (await platform.SeenAsync(new HttpRequestMessage(HttpMethod.Get, path))).Path);

    [Theory]
    [InlineData("/api/candidacy/vacancies")]
    [InlineData("/api/clock")]
    public async Task Changing_what_is_public_does_need_one(string path)
    {
        using var client = platform.Client();
        using var response = await client.PostAsJsonAsync(path, new { });
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task A_services_own_refusal_comes_through_as_it_is()
    {
        using var client = platform.Client(Authority.Token());
        using var response = await client.GetAsync("/api/candidacy/own");
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("{}", await response.Content.ReadAsStringAsync());
    }
}

/// <summary>A platform whose authority is away.</summary>
public sealed class AuthorityAwayTests : IAsyncLifetime
{
    private readonly Platform platform = new();

    public Task InitializeAsync()
    {
        platform.Settings["Auth:MetadataAddress"] = $"{Behind.Nobody}/.well-known/openid-configuration";
        return platform.InitializeAsync();
    }

    public Task DisposeAsync() => platform.DisposeAsync();

    [Fact]
    public async Task When_the_keys_cannot_be_read_nothing_fails_open_and_the_caller_is_not_blamed()
    {
        using var client = platform.Client(Authority.Token());
        using var response = await client.GetAsync("/api/candidacy/candidacies");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
    }
}
