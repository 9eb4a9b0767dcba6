using System.Net;
using System.Net.Http.Headers;
using Google.Rpc;
using Grpc.Core;
using Selection.Contracts.Assessment.V1;

namespace Selection.Gateway.Tests;

/// <summary>A platform that lets nobody ask much.</summary>
public sealed class StrictPlatform : Platform
{
    public StrictPlatform()
    {
        Settings["RateLimits:Requests:Burst"] = "8";
        Settings["RateLimits:Requests:PerSecond"] = "1";
        Settings["RateLimits:Vendor:Burst"] = "12";
        Settings["RateLimits:Vendor:PerSecond"] = "1";
        Settings["RateLimits:SignIn:Burst"] = "3";
        Settings["RateLimits:SignIn:PerSecond"] = "1";
        Settings["services:assessment:grpc:0"] = Behind.Nobody;
    }
}

public sealed class LimitTests(StrictPlatform platform) : IClassFixture<StrictPlatform>
{
    private const int MiB = 1024 * 1024;

    /// <summary>The sizes before each chunk count as well.</summary>
    private const int Framing = 16 * 1024;

    [Theory]
    [InlineData("/api/candidacy/candidacies", MiB, HttpStatusCode.OK)]
    [InlineData("/api/candidacy/candidacies", MiB + 1, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("/api/candidacy/documents", 9 * MiB, HttpStatusCode.OK)]
    [InlineData("/api/candidacy/documents", (9 * MiB) + 1, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("/api/assessment/candidacies/1/accommodation", 26 * MiB, HttpStatusCode.OK)]
    [InlineData("/api/assessment/candidacies/1/accommodation/change", (26 * MiB) + 1, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("/api/assessment/candidacies/1/exemption-claim", 26 * MiB, HttpStatusCode.OK)]
    [InlineData("/api/assessment/candidacies/1/exemption-claim/change", (26 * MiB) + 1, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("/api/assessment/candidacies/1/booking", MiB + 1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_is_as_large_as_its_route_allows_whether_it_says_so_or_not(string path, int length, HttpStatusCode expected)
    {
        foreach (var chunked in new[] { false, true })
        {
            using var client = platform.Client(Authority.Token($"{path}{length}{chunked}"));
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(new byte[chunked && expected == HttpStatusCode.OK ? length - Framing : length]) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            request.Headers.ExpectContinue = true;
            request.Headers.TransferEncodingChunked = chunked;
            using var response = await client.SendAsync(request);
            Assert.Equal(expected, response.StatusCode);
            if (expected != HttpStatusCode.OK)
                Assert.Contains("\"too-large\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_asks_too_much_waits_and_nobody_else_does()
    {
        using var greedy = platform.Client(Authority.Token("greedy"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => greedy.GetAsync("/api/candidacy/candidacies")));
        var refused = answers.Where(a => a.StatusCode == HttpStatusCode.TooManyRequests).ToList();
        Assert.InRange(refused.Count, 8, 12);
        Assert.All(refused, r => Assert.True(r.Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1)));
        Assert.Contains("\"rate-limited\"", await refused[0].Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var other = platform.Client(Authority.Token("another"));
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/api/candidacy/candidacies")).StatusCode);
    }

    [Fact]
    public async Task Passwords_can_be_tried_slowly_only()
    {
        using var client = platform.Client();
        var answers = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < 7; attempt++)
            answers.Add((await client.PostAsync("/connect/token", new FormUrlEncodedContent([]))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, answers[0]);
        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
    }

    [Fact]
    public async Task R35_refusals_of_a_vendors_calls_are_statuses_of_grpc_with_details_and_at_a_rate_of_its_own()
    {
        using var channel = platform.Channel(Authority.Token("vendor", "assessment"));
        var client = new ScoreIngestion.ScoreIngestionClient(channel);
        var failures = await Task.WhenAll(Enumerable.Range(0, 30).Select(async _ =>
            await Assert.ThrowsAsync<RpcException>(async () => await client.SubmitResultAsync(new SubmitResultRequest()))));

        Assert.InRange(failures.Count(f => f.StatusCode == StatusCode.Unavailable), 12, 20);
        Assert.All(failures, f => Assert.Contains(f.StatusCode, new[] { StatusCode.Unavailable, StatusCode.ResourceExhausted }));
        foreach (var (code, reason, text) in new[] { (StatusCode.Unavailable, "SERVICE_AWAY", "does not answer"), (StatusCode.ResourceExhausted, "RATE_LIMITED", "more than one client may ask") })
        {
            var failure = failures.First(f => f.StatusCode == code);
            Assert.Contains(text, failure.Status.Detail, StringComparison.Ordinal);
            Assert.Equal(reason, failure.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Reason);
            Assert.True(failure.GetRpcStatus()!.GetDetail<RetryInfo>()!.RetryDelay.ToTimeSpan() >= TimeSpan.FromSeconds(1));
        }
    }
}
