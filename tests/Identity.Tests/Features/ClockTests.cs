using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Selection.Identity.Tests.Features;

public sealed class ClockTests(IdentityFixture identity) : IClassFixture<IdentityFixture>
{
    private static readonly Uri Clock = new("/api/clock", UriKind.Relative);

    [Fact]
    public async Task T4_a_move_wakes_the_polls_and_answers_when_every_replica_has_applied_it()
    {
        var before = await NowAsync();
        var first = PollAsync("replica-1", before.Version, 20);
        var second = PollAsync("replica-2", before.Version, 20);
        await Task.Delay(200);

        var move = (await identity.AsAsync("operator")).PostAsJsonAsync(Clock, new { by = "P6M" });
        var applied = await first;
        await second;
        Assert.Equal(before.Version + 1, applied.Version);

        await ReportAsync("replica-1", applied.Version);
        await Task.Delay(300);
        Assert.False(move.IsCompleted, "one replica has not applied it yet");

        await ReportAsync("replica-2", applied.Version);
        var answer = await (await move).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(applied.Version, answer.GetProperty("version").GetInt64());
        Assert.Equal(applied.OffsetMilliseconds, answer.GetProperty("offsetMilliseconds").GetInt64());
        Assert.Equal(["replica-1", "replica-2"], answer.GetProperty("replicas").EnumerateArray().Select(r => r.GetString()));
        Assert.True((await NowAsync()).Offset >= TimeSpan.FromDays(181));
        await GoneAsync();
    }

    [Fact]
    public async Task T4_a_move_wakes_polls_at_another_replica_of_this_service()
    {
        var before = await NowAsync();
        var other = identity.Browser(identity.Start());
        var poll = other.GetFromJsonAsync<JsonElement>(new Uri($"/clock?instance=elsewhere&version={before.Version}&wait=20", UriKind.Relative));
        await Task.Delay(200);
        var move = (await identity.AsAsync("operator")).PostAsJsonAsync(Clock, new { by = "PT1H" });
        var version = (await poll).GetProperty("version").GetInt64();
        Assert.Equal(before.Version + 1, version);
        await other.GetAsync(new Uri($"/clock?instance=elsewhere&version={version}&wait=0", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, (await move).StatusCode);
        await GoneAsync();
    }

    [Fact]
    public async Task T4_a_replica_whose_poll_was_cut_off_is_not_waited_for_long()
    {
        var before = await NowAsync();
        using var killed = new CancellationTokenSource();
        var poll = identity.Browser().GetAsync(new Uri($"/clock?instance=killed&version={before.Version}&wait=20", UriKind.Relative), killed.Token);
        await Task.Delay(300);
        await killed.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => poll);

        var clock = Stopwatch.StartNew();
        var response = await (await identity.AsAsync("operator")).PostAsJsonAsync(Clock, new { by = "P1D" });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"{clock.Elapsed}");
    }

    [Fact]
    public async Task T4_a_poll_waits_and_then_answers_with_the_same_version()
    {
        var before = await NowAsync();
        var clock = Stopwatch.StartNew();
        var answer = await PollAsync("patient", before.Version, 1);
        Assert.Equal(before.Version, answer.Version);
        Assert.True(clock.Elapsed > TimeSpan.FromMilliseconds(900));
        await GoneAsync();
    }

    [Fact]
    public async Task T4_the_clock_never_goes_back()
    {
        var response = await (await identity.AsAsync("operator")).PostAsJsonAsync(Clock, new { to = "2020-01-01T00:00:00Z" });
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Equal("T4", problem.GetProperty("rule").GetString());
        Assert.Equal("clock-backward", problem.GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"to":"2099-01-01T00:00:00Z","by":"P1D"}""")]
    [InlineData("""{"by":"six months"}""")]
    [InlineData("""{"by":"P99999Y"}""")]
    [InlineData("""{"to":"9000-01-01T00:00:00Z"}""")]
    public async Task A_request_that_says_nothing_or_too_much_is_refused(string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        var response = await (await identity.AsAsync("operator")).PostAsync(Clock, content);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Only_an_operator_moves_the_clock()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await identity.Browser().PostAsJsonAsync(Clock, new { by = "P1D" })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await identity.AsAsync("officer1")).PostAsJsonAsync(Clock, new { by = "P1D" })).StatusCode);
    }

    [Fact]
    public async Task T4_tokens_stay_on_real_time()
    {
        await (await identity.AsAsync("operator")).PostAsJsonAsync(Clock, new { by = "P1Y" });
        var token = IdentityFixture.Read(await IdentityFixture.TokenAsync(identity.Browser(), "candidate1"));
        Assert.True(Math.Abs((token.IssuedAt - TimeProvider.System.GetUtcNow().UtcDateTime).TotalMinutes) < 1);
    }

    private async Task<(long OffsetMilliseconds, long Version)> PollAsync(string instance, long version, int wait)
    {
        var answer = await identity.Browser().GetFromJsonAsync<JsonElement>(new Uri($"/clock?instance={instance}&version={version}&wait={wait}", UriKind.Relative));
        return (answer.GetProperty("offsetMilliseconds").GetInt64(), answer.GetProperty("version").GetInt64());
    }

    private Task ReportAsync(string instance, long version) => PollAsync(instance, version, 0);

    private async Task<(long Version, TimeSpan Offset)> NowAsync()
    {
        var now = await identity.Browser().GetFromJsonAsync<JsonElement>(Clock);
        return (now.GetProperty("version").GetInt64(), TimeSpan.FromMilliseconds(now.GetProperty("offsetMilliseconds").GetInt64()));
    }

    /// <summary>The next test has no replicas to wait for.</summary>
    private Task GoneAsync() => identity.InDbAsync(async db =>
    {
        db.ClockReplicas.RemoveRange(db.ClockReplicas);
        return await db.SaveChangesAsync();
    });
}
