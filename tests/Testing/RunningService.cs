using System.Collections.Concurrent;
using System.Reflection;
using Grpc.Net.Client;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;
using Selection.Contracts.Events;
using Selection.Testing.Servers;
using Xunit;

namespace Selection.Testing;

/// <summary>
/// A service as it runs: its real Program, migrated by its own <c>migrate</c>, on a database cloned from a template and
/// on a virtual host of its own, with a clock the tests move.
/// </summary>
public class RunningService : IAsyncLifetime
{
    /// <summary>When the tests' clock starts: an ordinary Tuesday noon in Brussels, long before any closing date of <see cref="Samples"/>.</summary>
    public static readonly Instant Start = Instant.FromUtc(2025, 9, 2, 10, 0);

    /// <summary>Far more than any single step takes: what goes beyond it is a failure with a name, and not a run that hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Templates = new();

    private readonly Assembly _program;
    private readonly string _service;
    private readonly string _id;
    private readonly List<ServiceReplica> _replicas = [];
    private PostgresServer? _postgres;
    private RabbitMqServer? _rabbit;
    private PublishedEvents? _published;

    /// <param name="program">The service's assembly.</param>
    /// <param name="service">The service's name: of its audience and its connection string.</param>
    public RunningService(Assembly program, string service)
    {
        _program = program;
        _service = service;
        _id = $"{service}-{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..8]}";
    }

    /// <summary>The service's clock; all replicas share it.</summary>
    public FakeClock Clock { get; } = new(Start);

    /// <summary>The service's container.</summary>
    public IServiceProvider Services => First.Services;

    /// <summary>The connection string of this class's database.</summary>
    public string ConnectionString => _postgres!.For(_id);

    /// <summary>The broker's address with this class's virtual host.</summary>
    public Uri Broker { get; private set; } = new("amqp://not-started");

    private ServiceReplica First => _replicas.Count > 0 ? _replicas[0] : throw new InvalidOperationException("The fixture has not been started.");

    /// <summary>As what it runs; the tests' clock, database, broker and authority are the same in each.</summary>
    protected virtual string EnvironmentName => "Development";

    /// <summary>More settings of the service.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>();

    /// <summary>The broker to run on: that of this run, unless the tests stop theirs.</summary>
    protected virtual Task<RabbitMqServer> StartBrokerAsync() => RabbitMqServer.ForThisRunAsync();

    /// <summary>Replaces services where a test must; never the database or the broker.</summary>
    protected virtual void Configure(IServiceCollection services)
    {
    }

    /// <summary>A caller without a token.</summary>
    public HttpClient Anonymous() => First.Anonymous();

    /// <summary>A caller with a token of these roles.</summary>
    public HttpClient As(string role, string subject, params string[] moreRoles) => First.As(role, subject, moreRoles);

    /// <summary>A gRPC channel; without a role it carries no token.</summary>
    public GrpcChannel Channel(string? role = null, string subject = "vendor") => First.Channel(role, subject);

    /// <summary>Another process of the service, on the same database and broker, for races between replicas; it ends with the fixture.</summary>
    public async Task<ServiceReplica> StartReplicaAsync()
    {
        var replica = new ServiceReplica(_program, _service, EnvironmentName, AllSettings(ConnectionString, Broker), Clock, Configure);
        // In a thread of its own: the factory starts its host in the thread that asks for it.
        await WithinAsync("a process of the service to start", Task.Run(replica.StartAsync));
        _replicas.Add(replica);
        return replica;
    }

    /// <summary>Stops every process of the service in good order; database and broker stay.</summary>
    public async Task StopAsync()
    {
        foreach (var replica in Enumerable.Reverse(_replicas)) await WithinAsync("a process of the service to stop", replica.DisposeAsync().AsTask());
        _replicas.Clear();
    }

    /// <summary>Sends an event as the dispatcher of another service would; with the same <paramref name="messageId"/> again it is a duplicate.</summary>
    /// <returns>The message's id.</returns>
    public async Task<Guid> PublishAsync(IIntegrationEvent @event, Guid? messageId = null)
    {
        var id = messageId ?? Guid.CreateVersion7();
        _published!.IsOurs(id);
        await Services.GetRequiredService<IBus>().Publish(@event, @event.GetType(), Pipe.Execute<PublishContext>(context =>
        {
            context.MessageId = id;
            if (context.TryGetPayload(out RabbitMqSendContext? rabbit)) rabbit.Mandatory = true;
        })).WaitAsync(Patience);
        return id;
    }

    /// <summary>What the service itself has sent so far, as the broker delivered it, in order of arrival.</summary>
    public IReadOnlyList<T> Published<T>()
        where T : IIntegrationEvent => [.. _published!.ByTheService.Select(e => e.Event).OfType<T>()];

    /// <summary>The same with message ids and wire bodies.</summary>
    public IReadOnlyList<PublishedEvent> PublishedMessages() => [.. _published!.ByTheService];

    /// <summary>Waits for the first event of this kind that fits.</summary>
    public Task<T> PublishedAsync<T>(Func<T, bool>? which = null, TimeSpan? timeout = null)
        where T : class, IIntegrationEvent =>
        Eventually.ValueAsync(() => Task.FromResult(Published<T>().FirstOrDefault(e => which?.Invoke(e) ?? true)
            ?? throw new TimeoutException($"No fitting {typeof(T).Name} was sent. Sent: {string.Join(", ", _published!.ByTheService.Select(e => e.Event.GetType().Name))}.")), timeout);

    /// <summary>Asks again until the condition holds.</summary>
    public Task EventuallyAsync(Func<Task<bool>> condition, TimeSpan? timeout = null) => Eventually.HoldsAsync(condition, timeout);

    /// <summary>Asserts again until the assertion passes.</summary>
    public Task EventuallyAsync(Func<Task> assertion, TimeSpan? timeout = null) => Eventually.PassesAsync(assertion, timeout);

    /// <summary>Starts it.</summary>
    public virtual async Task InitializeAsync()
    {
        var starting = StartBrokerAsync();
        _postgres = await PostgresServer.ForThisRunAsync();
        _rabbit = await starting;
        Broker = await _rabbit.CreateVirtualHostAsync(_id);
        var template = await WithinAsync("its template database", Templates.GetOrAdd(_service, _ => new(() => MakeTemplateAsync(_postgres, Broker))).Value);
        await _postgres.CreateDatabaseAsync(_id, template);
        // The queues of this virtual host.
        await WithinAsync("'migrate'", MigrateAsync(AllSettings(ConnectionString, Broker)));
        _published = await WithinAsync("a queue of the tests' own", PublishedEvents.ListenAsync(Broker));
        await StartReplicaAsync();
    }

    /// <summary>Ends it and removes what it had.</summary>
    public virtual async Task DisposeAsync()
    {
        await StopAsync();
        if (_published is not null) await WithinAsync("the tests' own connection to close", _published.DisposeAsync().AsTask());
        if (_postgres is not null) await _postgres.DropDatabaseAsync(_id);
        if (_rabbit is not null) await _rabbit.DeleteVirtualHostAsync(_id);
        GC.SuppressFinalize(this);
    }

    private async Task WithinAsync(string what, Task step) => await WithinAsync(what, Untyped(step));

    private async Task<T> WithinAsync<T>(string what, Task<T> step)
    {
        try
        {
            return await step.WaitAsync(Patience);
        }
        catch (TimeoutException) when (!step.IsCompleted)
        {
            throw new TimeoutException($"{_service} waited {Patience.TotalSeconds:0} seconds for {what}.");
        }
    }

    private static async Task<bool> Untyped(Task step)
    {
        await step;
        return true;
    }

    private async Task<string> MakeTemplateAsync(PostgresServer postgres, Uri broker)
    {
        var name = $"template-{_service}-{Environment.ProcessId}";
        var connectionString = await postgres.CreateDatabaseAsync(name);
        await MigrateAsync(AllSettings(connectionString + ";Pooling=false", broker));
        return name;
    }

    /// <summary>The service's own <c>migrate</c>.</summary>
    private async Task MigrateAsync(Dictionary<string, string> settings)
    {
        string[] args = ["migrate", .. settings.Select(s => $"--{s.Key}={s.Value}"), "--environment=Development", "--Logging:LogLevel:Default=Warning"];
        var exitCode = await Task.Run(() => _program.EntryPoint!.Invoke(null, [args]) switch
        {
            Task<int> running => running,
            int code => Task.FromResult(code),
            _ => Task.FromResult(0),
        });
        if (exitCode != 0) throw new InvalidOperationException($"'migrate' of {_service} ended with exit code {exitCode}; it said why on standard error.");
    }

    private Dictionary<string, string> AllSettings(string connectionString, Uri broker)
    {
        var settings = new Dictionary<string, string>(Settings)
        {
            [$"ConnectionStrings:{_service}"] = connectionString,
            ["ConnectionStrings:broker"] = broker.ToString(),
            ["Auth:Authority"] = TestTokens.Authority,
            ["Record:Key"] = Convert.ToBase64String(new byte[32]),
        };
        // What a service tells of its record would stand between the events the tests look for.
        settings.TryAdd("Record:WitnessEvery", "1.00:00:00");
        return settings;
    }
}
