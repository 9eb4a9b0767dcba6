using System.Net.Http.Headers;
using System.Reflection;
using Grpc.Core;
using Grpc.Net.Client;
using MassTransit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Selection.Testing;

/// <summary>One running process of a service: the real Program in this process, on a real database and broker.</summary>
public sealed class ServiceReplica : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _service;

    internal ServiceReplica(Assembly program, string service, string environment, IReadOnlyDictionary<string, string> settings, IClock clock, Action<IServiceCollection>? services)
    {
        _service = service;
        _process = Process.Of(program, host =>
        {
            host.UseEnvironment(environment);
            host.UseContentRoot(ContentRoot(program));
            foreach (var (key, value) in settings) host.UseSetting(key, value);
            // Errors only: tests make services warn on purpose.
            host.UseSetting("Logging:LogLevel:Default", Environment.GetEnvironmentVariable("SELECTION_TEST_LOG") is { Length: > 0 } level ? level : "Error");
            host.ConfigureTestServices(tested =>
            {
                tested.AddSingleton(clock);
                TestTokens.Trust(tested);
                services?.Invoke(tested);
            });
        });
    }

    /// <summary>The service's container.</summary>
    public IServiceProvider Services => _process.Services;

    /// <summary>A caller without a token.</summary>
    public HttpClient Anonymous() => new(new ProblemsHaveTexts { InnerHandler = _process.Handler() }) { BaseAddress = Process.Address };

    /// <summary>A caller with a token of these roles.</summary>
    /// <param name="role">The role.</param>
    /// <param name="subject">The subject at the identity provider; for the vendor its client id.</param>
    /// <param name="moreRoles">Further roles.</param>
    public HttpClient As(string role, string subject, params string[] moreRoles)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestTokens.Create(_service, subject, [role, .. moreRoles]));
        return client;
    }

    /// <summary>A gRPC channel; without a role it carries no token.</summary>
    public GrpcChannel Channel(string? role = null, string subject = "vendor")
    {
        var options = new GrpcChannelOptions { HttpHandler = _process.Handler() };
        if (role is not null)
        {
            var token = TestTokens.Create(_service, subject, [role]);
            options.UnsafeUseInsecureChannelCallCredentials = true;
            options.Credentials = ChannelCredentials.Create(
                ChannelCredentials.Insecure,
                CallCredentials.FromInterceptor((_, metadata) =>
                {
                    metadata.Add("Authorization", $"Bearer {token}");
                    return Task.CompletedTask;
                }));
        }

        return GrpcChannel.ForAddress(Process.Address, options);
    }

    /// <summary>Stops the process in good order.</summary>
    public ValueTask DisposeAsync() => _process.DisposeAsync();

    /// <summary>The service's folder, where its appsettings are.</summary>
    private static string ContentRoot(Assembly program)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var project = Path.Combine(folder.FullName, "services", program.GetName().Name!.Split('.')[^1]);
            if (Directory.Exists(project)) return project;
        }

        return AppContext.BaseDirectory;
    }

    /// <summary>Starts it and waits until it hears the broker.</summary>
    internal async Task StartAsync()
    {
        IServiceProvider services;
        try
        {
            services = Services;
        }
        catch (ObjectDisposedException e)
        {
            throw new InvalidOperationException($"{_service} ended while it started; it said why on standard error. Is a setting missing?", e);
        }

        if (services.GetService<IBusControl>() is not { } bus) return;
        if (await bus.WaitForHealthStatus(BusHealthStatus.Healthy, TimeSpan.FromSeconds(30)) != BusHealthStatus.Healthy)
            throw new InvalidOperationException($"The bus of {_service} did not become healthy: {bus.CheckHealth().Description}");
    }

    /// <summary>The factory takes its service as a type argument; here it is known at run time only.</summary>
    private abstract class Process : IAsyncDisposable
    {
        public static Uri Address { get; } = new("http://localhost");

        public abstract IServiceProvider Services { get; }

        public abstract HttpMessageHandler Handler();

        public abstract ValueTask DisposeAsync();

        public static Process Of(Assembly program, Action<IWebHostBuilder> configure) =>
            (Process)Activator.CreateInstance(typeof(Of<>).MakeGenericType(program.EntryPoint!.DeclaringType!), configure)!;
    }

    private sealed class Of<TProgram>(Action<IWebHostBuilder> configure) : Process
        where TProgram : class
    {
        private readonly WebApplicationFactory<TProgram> _factory = new WebApplicationFactory<TProgram>().WithWebHostBuilder(configure);

        public override IServiceProvider Services => _factory.Services;

        public override HttpMessageHandler Handler() => _factory.Server.CreateHandler();

        public override ValueTask DisposeAsync() => _factory.DisposeAsync();
    }
}
