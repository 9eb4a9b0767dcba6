using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;

namespace Selection.ServiceDefaults.Messaging;

/// <summary>The queues of a service's consumers and their error queues, for <c>migrate</c>.</summary>
internal static class BrokerTopology
{
    /// <summary>Whether the process has messaging at all.</summary>
    public static bool IsWanted(IServiceProvider services) => services.GetService<IBusControl>() is not null;

    /// <summary>Declares them, and goes.</summary>
    public static async Task DeployAsync(IServiceProvider services, CancellationToken ct)
    {
        // First where errors go, then what may send there.
        await ErrorQueues.DeclareAsync(services.GetRequiredService<IConnection>(), services.GetRequiredService<ConsumerQueues>(), ct);
        await services.GetRequiredService<IBusControl>().DeployAsync(ct);
    }
}
