using System.Net;

namespace Selection.Gateway.Tests;

/// <summary>A platform that believes what this machine says of for whom it asks, as it believes the portal.</summary>
public sealed class TrustingPlatform : Platform
{
    public TrustingPlatform()
    {
        Settings["Proxies:Trusted:0"] = "127.0.0.0/8";
        Settings["Proxies:Trusted:1"] = "::1";
        Settings["RateLimits:SignIn:Burst"] = "3";
        Settings["RateLimits:SignIn:PerSecond"] = "1";
    }
}

public sealed class TrustedProxyTests(TrustingPlatform platform) : IClassFixture<TrustingPlatform>
{
    [Fact]
    public async Task Those_who_come_through_a_trusted_proxy_are_counted_each_for_themselves()
    {
        var many = await Task.WhenAll(Enumerable.Range(1, 12).Select(i => SignInAsync($"203.0.113.{i}")));
        var one = await Task.WhenAll(Enumerable.Range(1, 12).Select(_ => SignInAsync("198.51.100.7")));

        Assert.All(many, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Contains(HttpStatusCode.TooManyRequests, one);
    }

    [Fact]
    public async Task The_services_are_told_the_visitors_address()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/candidacy/vacancies");
        request.Headers.Add("X-Forwarded-For", "203.0.113.99");
        Assert.Equal("203.0.113.99", (await platform.SeenAsync(request))["X-Forwarded-For"]);
    }

    private async Task<HttpStatusCode> SignInAsync(string visitor)
    {
        using var client = platform.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/connect/token") { Content = new FormUrlEncodedContent([]) };
        request.Headers.Add("X-Forwarded-For", visitor);
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }
}
