using Microsoft.EntityFrameworkCore;
using Npgsql;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Database;

namespace Selection.Testing;

/// <summary>A service for the tests of one class, with its database's tables. Derive from it to name the service.</summary>
/// <typeparam name="TProgram">Any type of the service's assembly; its Program.</typeparam>
/// <typeparam name="TDb">The service's database.</typeparam>
/// <param name="service">The service's name: of its audience and its connection string.</param>
public abstract class ServiceFixture<TProgram, TDb>(string service) : RunningService(typeof(TProgram).Assembly, service)
    where TProgram : class
    where TDb : ServiceDbContext
{
    private NpgsqlDataSource? _database;

    /// <summary>A context on the service's database; the caller disposes of it.</summary>
    public TDb NewDb() => (TDb)Activator.CreateInstance(typeof(TDb), new DbContextOptionsBuilder<TDb>().UseServiceDatabase(_database!).Options)!;

    /// <summary>Waits until everything in the outbox has left: what the service had to say by now, it has said.</summary>
    public Task OutboxEmptyAsync() => EventuallyAsync(async () =>
    {
        await using var db = NewDb();
        return !await db.Outbox.AnyAsync();
    });

    /// <summary>Waits until the service has handled a message, in every consumer that hears it.</summary>
    /// <param name="messageId">The message.</param>
    /// <param name="consumers">How many consumers hear it.</param>
    public Task HandledAsync(Guid messageId, int consumers = 1) => EventuallyAsync(async () =>
    {
        await using var db = NewDb();
        return await db.Inbox.CountAsync(i => i.MessageId == messageId) >= consumers;
    });

    /// <summary>Publishes and waits until it has been handled.</summary>
    public async Task PublishAndHandleAsync(IIntegrationEvent @event, int consumers = 1) =>
        await HandledAsync(await PublishAsync(@event), consumers);

    /// <inheritdoc />
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var source = new NpgsqlDataSourceBuilder(ConnectionString);
        source.UseNodaTime();
        _database = source.Build();
    }

    /// <inheritdoc />
    public override async Task DisposeAsync()
    {
        if (_database is not null) await _database.DisposeAsync();
        await base.DisposeAsync();
    }
}
