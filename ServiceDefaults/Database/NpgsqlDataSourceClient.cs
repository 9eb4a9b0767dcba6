#if !ASPIRE
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Microsoft.Extensions.Hosting;

/// <summary>What Aspire.Npgsql calls the same, for builds whose package registry does not serve Aspire.</summary>
public static class NpgsqlDataSourceClient
{
    /// <summary>Registers an <see cref="NpgsqlDataSource"/> for the connection string of this name.</summary>
    public static void AddNpgsqlDataSource(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<NpgsqlDataSourceBuilder>? configureDataSourceBuilder = null)
    {
        var connectionString = Selection.ServiceDefaults.RequiredSettings.ConnectionString(builder.Configuration, connectionName);
        try
        {
            // Otherwise it would be read when the first connection is asked for.
            _ = new NpgsqlConnectionStringBuilder(connectionString);
            builder.Services.AddNpgsqlDataSource(connectionString, source => configureDataSourceBuilder?.Invoke(source));
        }
        catch (ArgumentException e)
        {
            throw new Selection.ServiceDefaults.StartupException($"ConnectionStrings:{connectionName} is not a PostgreSQL connection string: {e.Message}");
        }
    }
}
#endif
