using System.Collections.Concurrent;
using Selection.Testing;
using Xunit;

namespace Selection.Architecture.Tests;

/// <summary>Each service, started once, when a test first asks for it.</summary>
[CollectionDefinition(nameof(RunningServices))]
public sealed class RunningServices : ICollectionFixture<RunningServices>, IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, Lazy<Task<RunningService>>> _running = new();

    internal Task<RunningService> GetAsync(Service service) => _running.GetOrAdd(service.Name, _ => new(async () =>
    {
        var running = new WithKeys(service);
        await running.InitializeAsync();
        return running;
    })).Value;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var running in _running.Values) await (await running.Value).DisposeAsync();
    }

    /// <summary>With the keys some services do not start without.</summary>
    private sealed class WithKeys(Service service) : RunningService(service.Assembly, service.Name)
    {
        protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
        {
            ["Persons:EncryptionKey"] = Convert.ToBase64String(new byte[32]),
            ["Persons:HashKey"] = Convert.ToBase64String(new byte[32]),
        };
    }
}
