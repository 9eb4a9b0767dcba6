using System.Reflection;
using MassTransit;

namespace Selection.ServiceDefaults.Messaging;

/// <summary>The consumers of a service, named one by one: its Program reads as the list of what it hears.</summary>
public sealed class Consumers
{
    private readonly List<Registration> _all = [];

    internal IReadOnlyList<Registration> All => _all;

    /// <summary>A consumer that handles one event at a time, each in a transaction of its own.</summary>
    public Consumers Add<TConsumer>()
        where TConsumer : class, IConsumer
    {
        _all.Add(new Registration(
            typeof(TConsumer),
            Prefetch: 32,
            bus => bus.AddConsumer<TConsumer>(),
            (endpoint, context) => endpoint.ConfigureConsumer<TConsumer>(context)));
        return this;
    }

    /// <summary>
    /// A consumer of <see cref="Batch{T}"/>: up to <paramref name="limit"/> events in one transaction, for bursts. It asks
    /// <see cref="Inbox.FreshOf{T}"/> which of them are new.
    /// </summary>
    public Consumers AddBatch<TConsumer>(int limit = 200)
        where TConsumer : class, IConsumer
    {
        _all.Add(new Registration(
            typeof(TConsumer),
            Prefetch: (ushort)(limit * 2),
            bus => bus.AddConsumer<TConsumer>(consumer => consumer.Options<BatchOptions>(options => SetAsideRetries<TConsumer>(options
                .SetMessageLimit(limit)
                .SetTimeLimit(TimeSpan.FromMilliseconds(20))
                .SetTimeLimitStart(BatchTimeLimitStart.FromLast)
                .SetConcurrencyLimit(2)))),
            (endpoint, context) =>
            {
                // Outside of the batch: what failed together comes once more, each for itself. UseMessageRetry cannot do
                // it: it repeats the batch as a whole.
#pragma warning disable CS0618
                endpoint.UseRetry(retry => retry.Immediate(1));
#pragma warning restore CS0618
                endpoint.ConfigureConsumer<TConsumer>(context);
            }));
        return this;
    }

    /// <summary>A batch that failed for good is taken apart into its messages, so that one that cannot be handled takes no neighbour along.</summary>
    private static void SetAsideRetries<TConsumer>(BatchOptions options)
    {
        var batches = typeof(TConsumer).GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IConsumer<>))
            .Select(i => i.GetGenericArguments()[0]).Where(m => m.IsGenericType && m.GetGenericTypeDefinition() == typeof(Batch<>));
        foreach (var batch in batches)
        {
            ((Action<BatchOptions>)Delegate.CreateDelegate(
                typeof(Action<BatchOptions>),
                typeof(Consumers).GetMethod(nameof(GroupByAttempt), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(batch.GetGenericArguments())))(options);
        }
    }

    private static void GroupByAttempt<T>(BatchOptions options)
        where T : class =>
        options.GroupBy<T, Guid>(context => context.GetRetryAttempt() > 0 ? context.MessageId : Guid.Empty);

    internal sealed record Registration(
        Type Type,
        ushort Prefetch,
        Action<IBusRegistrationConfigurator> Register,
        Action<IRabbitMqReceiveEndpointConfigurator, IBusRegistrationContext> Configure);
}
