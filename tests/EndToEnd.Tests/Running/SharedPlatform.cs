using Selection.Testing.Running;
using Xunit;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Selection.EndToEnd.Tests.Running;

/// <summary>One platform for all tests that leave it running, and one receiver of its telemetry.</summary>
public sealed class SharedPlatform : IAsyncLifetime
{
    private PrivatePlatform? _platform;

    public PrivatePlatform Platform => _platform ?? throw new InvalidOperationException("The platform has not started.");

    /// <summary>What traces reach; only requests that ask for it are traced.</summary>
    public Tracing.TraceReceiver Traces { get; } = new();

    public async Task InitializeAsync()
    {
        await Traces.StartAsync();
        _platform = await PrivatePlatform.StartAsync(new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Traces.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "250",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "60000",
            ["OTEL_TRACES_SAMPLER"] = "parentbased_always_off",
        });
    }

    public async Task DisposeAsync()
    {
        if (_platform is not null) await _platform.DisposeAsync();
        await Traces.DisposeAsync();
    }
}

[CollectionDefinition(Name)]
public sealed class PlatformCollection : ICollectionFixture<SharedPlatform>
{
    public const string Name = "the platform";
}
