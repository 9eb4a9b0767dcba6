using System.Resources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Database;
using Selection.ServiceDefaults.Health;
using Selection.ServiceDefaults.Messaging;
using Selection.ServiceDefaults.OpenApi;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;
using Selection.ServiceDefaults.Telemetry;

namespace Selection.ServiceDefaults;

/// <summary>
/// A service as a process: <c>dotnet Selection.X.dll</c> serves, with <c>migrate</c> it brings database and broker up to date
/// and ends, with <c>verify</c> and <c>witnesses</c> it checks its record (R54, see <c>RecordCommands</c>). What keeps it
/// from starting is said in one sentence, with exit code 1.
/// </summary>
public static class ServiceProcess
{
    /// <summary>Builds and runs the process.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="name">The service's name: of its audience, its routes (<c>/api/&lt;name&gt;</c>), its database and its telemetry.</param>
    /// <param name="texts">The service's texts for people.</param>
    /// <param name="add">Adds what the service consists of.</param>
    /// <param name="map">Maps its endpoints below <c>/api/&lt;name&gt;</c>; each names its policy, the fallback denies.</param>
    /// <param name="mapRoot">Maps what has an address of its own, such as gRPC services; each names its policy too.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync<TContext>(
        string[] args,
        string name,
        ResourceManager texts,
        Action<WebApplicationBuilder> add,
        Action<IEndpointRouteBuilder> map,
        Action<WebApplication>? mapRoot = null)
        where TContext : ServiceDbContext
        => await GuardAsync(name, async () =>
        {
            if (RecordCommands.Asks(args)) return await RecordCommands.RunAsync(args, name, WebApplication.CreateBuilder(args).Configuration);
            var migrate = Migrates(args);
            WebApplication Build()
            {
                var builder = WebApplication.CreateBuilder(args);
                if (migrate) builder.Configuration.AddInMemoryCollection([new(RequiredSettings.MigrationKey, "true")]);
                builder.AddServiceDefaults(name, texts);
                add(builder);
                builder.AddRecord(name);
                return builder.Build();
            }

            if (migrate)
            {
                await using (var migration = Build()) await Migration.RunAsync<TContext>(migration.Services);
                await BrokerTopology.DeployAsync(Build);
                return 0;
            }

            await using var app = Build();
            app.UseServiceDefaults();
            var api = app.MapGroup($"/api/{name}");
            map(api);
            MessagingOperations.Map(api);
            ReadRecord.Map(api);
            // Without its key the process does not start, rather than fail at the first text.
            app.Services.GetRequiredService<PersonVault>();
            mapRoot?.Invoke(app);
            await app.RunAsync();
            // Something in it may have ended it because it could not go on.
            return Environment.ExitCode;
        });

    /// <summary>Whether the command line asks for <c>migrate</c>.</summary>
    /// <exception cref="StartupException">It asks for something a process does not do.</exception>
    public static bool Migrates(string[] args)
    {
        if (args is ["migrate", ..]) return true;
        if (args is [{ Length: > 0 } verb, ..] && verb[0] != '-')
            throw new StartupException($"'{verb}' is not something this process does. Start it without arguments to serve, with 'migrate' to bring its database up to date, or, a service with a record, with 'verify' or 'witnesses'.");
        return false;
    }

    /// <summary>Runs a process: what keeps it from starting is said in one sentence, without a stack trace, and gives exit code 1.</summary>
    /// <param name="name">The process's name, which the sentence begins with.</param>
    /// <param name="run">What it does, until it ends.</param>
    /// <returns>The exit code.</returns>
    public static Task<int> GuardAsync(string name, Func<Task> run) => GuardAsync(name, async () =>
    {
        await run();
        return 0;
    });

    private static async Task<int> GuardAsync(string name, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception e) when (e is StartupException or OptionsValidationException || e.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"{name}: {e.Message}");
            return 1;
        }
    }

    /// <summary>Everything a process with an API has.</summary>
    public static void AddServiceDefaults(this WebApplicationBuilder builder, string name, ResourceManager texts)
    {
        builder.AddProcessDefaults(name);
        builder.AddProblems(texts);
        builder.AddPlatformAuth(name);
        builder.AddApiDescription(name);
    }

    /// <summary>Everything a process of the platform has, whether programs call it or people read it.</summary>
    public static void AddProcessDefaults(this WebApplicationBuilder builder, string name)
    {
        builder.AddTelemetry(name);
        builder.AddClock();
        builder.Services.AddSingleton(ClosingDays.Of(builder.Configuration));
        builder.Services.AddHealthChecks();
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http =>
        {
            http.AddStandardResilienceHandler();
            http.AddServiceDiscovery();
        });
    }

    /// <summary>The order of the pipeline: problems first, then who it is, then what may be done.</summary>
    /// <param name="app">The process.</param>
    /// <param name="afterAuthentication">What stands between the two, such as limits per caller.</param>
    public static void UseServiceDefaults(this WebApplication app, Action<WebApplication>? afterAuthentication = null)
    {
        app.UseProblems();
        app.UseAuthentication();
        afterAuthentication?.Invoke(app);
        app.UseAuthorization();
        app.MapHealth();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
    }
}
