using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Selection.ServiceDefaults.Messaging;

namespace Selection.ServiceDefaults.Database;

/// <summary>Adds a service's database.</summary>
public static class DatabaseExtensions
{
    /// <summary>
    /// Connects a service to its own database (<c>ConnectionStrings:&lt;name&gt;</c>): a data source for set-based SQL and an
    /// EF context for aggregates, snake_case names, NodaTime types, enums as text, and the check behind <c>/ready</c>.
    /// </summary>
    /// <param name="builder">The service's builder.</param>
    /// <param name="name">The connection's name: the service's.</param>
    public static void AddDatabase<TContext>(this IHostApplicationBuilder builder, string name)
        where TContext : DbContext
    {
        RequiredSettings.ConnectionString(builder.Configuration, name);
        builder.AddNpgsqlDataSource(name, configureDataSourceBuilder: source => source.UseNodaTime());
        builder.Services.AddDbContext<TContext>((services, options) =>
        {
            options.UseServiceDatabase(services.GetRequiredService<NpgsqlDataSource>());
            // Only a service with messaging has something to signal.
            if (services.GetService<OutboxSignalInterceptor>() is { } interceptor) options.AddInterceptors(interceptor);
        });
        // The identity provider's database is no service's: it has no outbox and no record.
        if (typeof(TContext).IsAssignableTo(typeof(ServiceDbContext)))
            builder.Services.AddScoped(services => (ServiceDbContext)(object)services.GetRequiredService<TContext>());
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database", HealthStatus.Unhealthy, ["ready"]);
    }

    /// <summary>The provider and the conventions of every service's database; EF's own retry stays off, the inbox retries.</summary>
    public static DbContextOptionsBuilder UseServiceDatabase(this DbContextOptionsBuilder options, NpgsqlDataSource source) => options
        .UseNpgsql(source, npgsql => npgsql.UseNodaTime())
        .UseSnakeCaseNamingConvention();
}

internal sealed class DatabaseHealth(NpgsqlDataSource database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var command = database.CreateCommand("select 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (NpgsqlException e)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.", e);
        }
    }
}
