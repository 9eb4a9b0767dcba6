using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Selection.Contracts;
using Selection.ServiceDefaults.Database;
using Selection.ServiceDefaults.Record;

namespace Selection.ServiceDefaults.Messaging;

/// <summary>Adds the outbox, its dispatcher and the consumers of a service.</summary>
public static class MessagingExtensions
{
    /// <summary>
    /// Connects a service to the broker (<c>ConnectionStrings:broker</c>, an <c>amqp://</c> address). Each consumer gets
    /// a durable quorum queue of its own, named after service and consumer, with an inbox, retries and an error queue.
    /// </summary>
    /// <param name="builder">The service's builder; its database must have been added.</param>
    /// <param name="service">The service's name, the prefix of its queues.</param>
    /// <param name="consumers">Names every consumer of the service.</param>
    public static void AddMessaging(this IHostApplicationBuilder builder, string service, Action<Consumers> consumers)
    {
        var broker = RequiredSettings.ConnectionString(builder.Configuration, "broker");
        if (!Uri.TryCreate(broker, UriKind.Absolute, out var address) || address.Scheme is not ("amqp" or "amqps"))
            throw new StartupException("ConnectionStrings:broker is not an amqp:// or amqps:// address.");

        var registered = new Consumers();
        consumers(registered);
        // Every service is a witness of the others' records (R54).
        registered.Add<OnRecordSealed>();

        builder.Services.AddSingleton<OutboxSignal>();
        builder.Services.AddSingleton<OutboxSignalInterceptor>();
        builder.Services.AddScoped<Inbox>();
        builder.AddRabbitMQClient("broker");
        builder.Services.AddSingleton(new ConsumerQueues([.. registered.All.Select(consumer => QueueName(service, consumer.Type))]));
        builder.Services.AddSingleton<ErrorQueues>();
        builder.Services.AddSingleton<BrokerProbe>();
        builder.Services.AddMassTransit(bus =>
        {
            // What runs here, and how much, is nobody else's business.
            bus.DisableUsageTelemetry();
            foreach (var consumer in registered.All) consumer.Register(bus);
            bus.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Host(address, host => host.PublisherConfirmation = true);
                rabbit.SendTopology.ConfigureErrorSettings = settings =>
                {
                    // An error queue begins as a copy of its queue; but from there nothing goes on anywhere.
                    foreach (var name in DeadLettering.Keys) settings.SetQueueArgument(name, null);
                    foreach (var (name, value) in ErrorQueues.Arguments) settings.SetQueueArgument(name, value);
                };
                rabbit.DeployTopologyOnly = builder.Configuration.IsMigration();
                rabbit.ConfigureJsonSerializerOptions(options =>
                {
                    var copy = new JsonSerializerOptions(options) { WriteIndented = false };
                    // A decimal is a number in Contracts' shape; the broker's library would write it as a text.
                    if (copy.Converters.FirstOrDefault(converter => converter.CanConvert(typeof(decimal))) is { } asText) copy.Converters.Remove(asText);
                    ContractsJson.Configure(copy);
                    return copy;
                });
                foreach (var consumer in registered.All)
                {
                    var queue = QueueName(service, consumer.Type);
                    rabbit.ReceiveEndpoint(queue, endpoint => ConfigureEndpoint(endpoint, queue, context, consumer));
                }
            });
        });
        // The process is useful before the broker is: commands are accepted and their events wait in the outbox.
        builder.Services.Configure<MassTransitHostOptions>(options =>
        {
            options.WaitUntilStarted = false;
            options.StopTimeout = TimeSpan.FromSeconds(10);
        });
        builder.Services.AddHostedService<OutboxDispatcher>();
        builder.Services.AddHostedService<ConsumerWatch>();
        builder.Services.AddHostedService<OutboxGauge>();
        builder.Services.AddHostedService<InboxRetention>();
    }

    /// <summary>By the broker itself, and so that a message is in one of both queues at every moment; null stands for the error queue.</summary>
    private static readonly Dictionary<string, string?> DeadLettering = new()
    {
        ["x-dead-letter-exchange"] = "",
        ["x-dead-letter-routing-key"] = null,
        ["x-dead-letter-strategy"] = "at-least-once",
        ["x-overflow"] = "reject-publish",
    };

    /// <summary><c>screening-on-candidacy-lodged</c> for the consumer <c>OnCandidacyLodged</c> of Screening.</summary>
    internal static string QueueName(string service, Type consumer) =>
        new KebabCaseEndpointNameFormatter(service, includeNamespace: false).SanitizeName(
            $"{service}-{KebabCaseEndpointNameFormatter.Instance.SanitizeName(consumer.Name)}");

    private static void ConfigureEndpoint(IRabbitMqReceiveEndpointConfigurator endpoint, string queue, IBusRegistrationContext context, Consumers.Registration consumer)
    {
        endpoint.SetQuorumQueue();
        // What breaks the process itself, again and again, ends with the errors too, and not nowhere.
        endpoint.SetQueueArgument("x-delivery-limit", 50);
        foreach (var (name, value) in DeadLettering) endpoint.SetQueueArgument(name, value ?? ErrorQueues.Of(queue));
        // What no consumer knows belongs to the errors, where operators see it, and not into a queue nobody looks into.
        endpoint.ThrowOnSkippedMessages();
        endpoint.PrefetchCount = consumer.Prefetch;
        // Outermost: what the database's or the network's absence breaks is tried again for a long time, at ease …
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(DatabaseFaults.WillPass);
            retry.Exponential(150, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(200));
        });
        // … what lost a race against a neighbour until it wins one …
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(IsLostRace);
            retry.Exponential(12, TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(50));
        });
        // … and what the message itself breaks a few times, before it goes to the error queue.
        endpoint.UseMessageRetry(retry =>
        {
            retry.Ignore<Exception>(exception => DatabaseFaults.WillPass(exception) || IsLostRace(exception));
            retry.Intervals(50, 200, 1000);
        });
        endpoint.UseConsumeFilter(typeof(InboxFilter<>), context);
        consumer.Configure(endpoint, context);
    }

    private static bool IsLostRace(Exception exception) => exception switch
    {
        Microsoft.EntityFrameworkCore.DbUpdateConcurrencyException => true,
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => true,
        _ => exception.InnerException is { } inner && IsLostRace(inner),
    };
}
