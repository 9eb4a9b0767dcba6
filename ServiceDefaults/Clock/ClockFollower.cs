using System.Net.Http.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Selection.ServiceDefaults.Clock;

/// <summary>
/// Keeps this replica's clock in step with the platform's (T4): asks the clock's owner in a long poll, which answers at
/// once when the clock was moved; asking with a version reports that it has been applied.
/// </summary>
internal sealed partial class ClockFollower(
    PlatformClock clock,
    IConfiguration configuration,
    ILogger<ClockFollower> logger) : BackgroundService
{
    private const int WaitSeconds = 20;
    private readonly string _instance = $"{Environment.MachineName}-{Environment.ProcessId}";
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(WaitSeconds + 10) };
    private long _version = -1;

    /// <summary>A replica serves only once it knows the time: a deadline judged by the wrong clock cannot be taken back.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await TryAskAsync(waitSeconds: 0, patience.Token))
        {
            if (patience.IsCancellationRequested)
                throw new StartupException($"The platform's clock at {configuration["Clock:Source"]} does not answer, and without it no deadline can be judged.");
            await Task.Delay(250, CancellationToken.None);
        }

        await base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _http.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (!await TryAskAsync(WaitSeconds, stoppingToken))
                await Task.Delay(500, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> TryAskAsync(int waitSeconds, CancellationToken ct)
    {
        try
        {
            var answer = await _http.GetFromJsonAsync<Answer>(
                $"{configuration["Clock:Source"]}/clock?instance={Uri.EscapeDataString(_instance)}&version={_version}&wait={waitSeconds}", ct);
            if (answer is null) return false;
            if (answer.Version != _version)
            {
                clock.Offset = Duration.FromMilliseconds(answer.OffsetMilliseconds);
                _version = answer.Version;
                LogMoved(clock.Offset);
            }

            return true;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or System.Text.Json.JsonException)
        {
            return false;
        }
    }

    private sealed record Answer(long OffsetMilliseconds, long Version);

    [LoggerMessage(LogLevel.Information, "The platform's clock is {Offset} ahead of real time.")]
    private partial void LogMoved(Duration offset);
}

/// <summary>Adds the platform's clock.</summary>
internal static class ClockExtensions
{
    public static void AddClock(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PlatformClock>();
        builder.Services.AddSingleton<IClock>(services => services.GetRequiredService<PlatformClock>());
        if (builder.Configuration["Clock:Source"] is not { Length: > 0 }) return;
        if (!builder.Environment.IsDevelopment())
            throw new StartupException("Clock:Source is set, but only a development platform has a clock that can be moved. Remove the setting.");
        builder.Services.AddHostedService<ClockFollower>();
    }
}
