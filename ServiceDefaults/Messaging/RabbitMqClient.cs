#if !ASPIRE
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;

namespace Microsoft.Extensions.Hosting;

/// <summary>What Aspire.RabbitMQ.Client calls the same, for builds whose package registry does not serve Aspire.</summary>
public static class RabbitMqClient
{
    /// <summary>
    /// Registers the one <see cref="IConnection"/> to the broker of this connection string, made when it is first asked
    /// for; asking throws while the broker is away, and succeeds when it is back.
    /// </summary>
    public static void AddRabbitMQClient(this IHostApplicationBuilder builder, string connectionName)
    {
        var address = new Uri(Selection.ServiceDefaults.RequiredSettings.ConnectionString(builder.Configuration, connectionName));
        builder.Services.AddSingleton<IConnectionFactory>(_ => new ConnectionFactory { Uri = address });
        builder.Services.AddSingleton<IConnection>(services =>
            services.GetRequiredService<IConnectionFactory>().CreateConnectionAsync().GetAwaiter().GetResult());
    }
}
#endif
