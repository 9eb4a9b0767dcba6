using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Testcontainers.RabbitMq;

namespace Selection.Testing.Servers;

/// <summary>
/// A real RabbitMQ for tests: a container where an engine answers, else a private native node with ports, name and
/// epmd of its own. Its management plugin makes a virtual host per test class, so that tests do not hear each other.
/// </summary>
public sealed class RabbitMqServer : IAsyncDisposable
{
    private static readonly Lazy<Task<RabbitMqServer>> OfThisRun = new(async () =>
        Environment.GetEnvironmentVariable("SELECTION_TEST_RABBITMQ") is { Length: > 0 } given
            ? new RabbitMqServer(new Uri(given), new Uri(Environment.GetEnvironmentVariable("SELECTION_TEST_RABBITMQ_MANAGEMENT")
                ?? throw new InvalidOperationException("SELECTION_TEST_RABBITMQ is set, SELECTION_TEST_RABBITMQ_MANAGEMENT is not.")))
            : await StartAsync());

    private readonly HttpClient _management;
    private readonly Func<string[], Task>? _ctl;
    private readonly Func<ValueTask>? _end;

    private RabbitMqServer(Uri address, Uri management, Func<string[], Task>? ctl = null, Func<ValueTask>? end = null)
    {
        (Address, ManagementAddress, _ctl, _end) = (address, management, ctl, end);
        _management = new HttpClient { BaseAddress = new Uri(management, "/api/"), Timeout = TimeSpan.FromSeconds(30) };
        _management.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(address.UserInfo))));
    }

    /// <summary>Its <c>amqp://</c> address, without a virtual host.</summary>
    public Uri Address { get; }

    /// <summary>The address of its management API.</summary>
    public Uri ManagementAddress { get; }

    /// <summary>The broker all tests of this run use: started at the first call, ended with the process.</summary>
    public static Task<RabbitMqServer> ForThisRunAsync() => OfThisRun.Value;

    /// <summary>A broker of one's own, for tests that stop it.</summary>
    public static Task<RabbitMqServer> StartAsync() => ContainerEngine.StartAsync(StartContainerAsync, StartNativeAsync);

    /// <summary>A new virtual host.</summary>
    /// <returns>Its <c>amqp://</c> address.</returns>
    public async Task<Uri> CreateVirtualHostAsync(string name)
    {
        var user = Uri.UnescapeDataString(Address.UserInfo.Split(':')[0]);
        using var made = await _management.PutAsJsonAsync($"vhosts/{name}", new { default_queue_type = "classic" });
        made.EnsureSuccessStatusCode();
        using var allowed = await _management.PutAsJsonAsync($"permissions/{name}/{user}", new { configure = ".*", write = ".*", read = ".*" });
        allowed.EnsureSuccessStatusCode();
        return new Uri(Address, "/" + name);
    }

    /// <summary>Removes a virtual host with everything in it.</summary>
    public async Task DeleteVirtualHostAsync(string name)
    {
        using var answer = await _management.DeleteAsync(new Uri($"vhosts/{name}", UriKind.Relative));
    }

    /// <summary>Stops the broker inside its node: connections break, data stays.</summary>
    public Task StopAppAsync() => CtlAsync("stop_app");

    /// <summary>Starts it again.</summary>
    public Task StartAppAsync() => CtlAsync("start_app");

    /// <summary>Reads nothing any more of what clients send, for a while; connections stay.</summary>
    public Task HushAsync() => CtlAsync("eval", "[sys:suspend(Reader) || Reader <- rabbit_networking:local_connections()].");

    /// <summary>Reads on.</summary>
    public Task ListenAsync() => CtlAsync("eval", "[sys:resume(Reader) || Reader <- rabbit_networking:local_connections()].");

    /// <summary>Runs <c>rabbitmqctl</c> on a broker of one's own.</summary>
    public Task CtlAsync(params string[] command) =>
        _ctl?.Invoke(command) ?? throw new InvalidOperationException("Only a broker of one's own can be commanded.");

    /// <summary>Ends it and forgets its data.</summary>
    public async ValueTask DisposeAsync()
    {
        _management.Dispose();
        if (_end is not null) await _end();
    }

    private static async Task<RabbitMqServer> StartContainerAsync()
    {
        var container = new RabbitMqBuilder(Environment.GetEnvironmentVariable("SELECTION_TEST_RABBITMQ_IMAGE") is { Length: > 0 } image ? image : "rabbitmq:4-management-alpine")
            .WithPortBinding(15672, assignRandomHostPort: true)
            .Build();
        await container.StartAsync();
        var management = new UriBuilder("http", container.Hostname, container.GetMappedPublicPort(15672)).Uri;
        var server = new RabbitMqServer(new Uri(container.GetConnectionString()), management, Ctl, container.DisposeAsync);
        return await server.AnswersAsync(() => false) ? server : throw new InvalidOperationException("RabbitMQ's management does not answer in its container.");

        async Task Ctl(string[] command)
        {
            var result = await container.ExecAsync(["rabbitmqctl", .. command]);
            if (result.ExitCode != 0) throw new InvalidOperationException($"rabbitmqctl {string.Join(' ', command)}: {result.Stdout}{result.Stderr}");
        }
    }

    private static async Task<RabbitMqServer> StartNativeAsync()
    {
        var programs = NativePrograms();
        for (var attempt = 1; ; attempt++)
        {
            var folder = ServerFolder.Create("rabbitmq");
            var (port, management, distribution, epmdPort) = (ServerFolder.FreePort(), ServerFolder.FreePort(), ServerFolder.FreePort(), ServerFolder.FreePort());
            var environment = await ConfigureAsync(folder, port, management, distribution, epmdPort);
            var epmd = GuardedProcess.Start("epmd", folder, "TERM", null, environment, "epmd", "-port", $"{epmdPort}", "-address", "127.0.0.1");
            var node = GuardedProcess.Start("rabbitmq", folder, "KILL", null, environment, Path.Combine(programs, "rabbitmq-server"));
            var server = new RabbitMqServer(new Uri($"amqp://guest:guest@127.0.0.1:{port}"), new Uri($"http://127.0.0.1:{management}"),
                async command => await GuardedProcess.RunAsync(null, environment, folder, [Path.Combine(programs, "rabbitmqctl"), .. command]), End);
            if (await server.AnswersAsync(() => node.HasEnded))
            {
                ServerFolder.ForgetWithServer(folder);
                return server;
            }

            var said = node.Tail;
            await server.DisposeAsync();
            if (attempt == 3) throw new InvalidOperationException($"RabbitMQ did not start:\n{said}");

            async ValueTask End()
            {
                await node.DisposeAsync();
                await epmd.DisposeAsync();
                ServerFolder.Remove(folder);
            }
        }
    }

    private static async Task<Dictionary<string, string>> ConfigureAsync(string folder, int port, int management, int distribution, int epmd)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "rabbitmq.conf"), $"""
            listeners.tcp.1 = 127.0.0.1:{port}
            management.tcp.ip = 127.0.0.1
            management.tcp.port = {management}
            log.console = true
            log.console.level = warning
            log.file = false
            disk_free_limit.absolute = 10MB
            """);
        // Nothing of it outlives the tests: it need not wait for the disk, nor keep a large log in memory.
        await File.WriteAllTextAsync(Path.Combine(folder, "advanced.config"),
            "[{ra, [{wal_sync_method, none}, {wal_max_size_bytes, 33554432}]}].\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "enabled_plugins"), "[rabbitmq_management].\n");
        return new Dictionary<string, string>
        {
            ["HOME"] = folder,
            ["ERL_EPMD_PORT"] = $"{epmd}",
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODENAME"] = $"selection{port}@localhost",
            ["RABBITMQ_DIST_PORT"] = $"{distribution}",
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(folder, "rabbitmq.conf"),
            ["RABBITMQ_ADVANCED_CONFIG_FILE"] = Path.Combine(folder, "advanced.config"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(folder, "enabled_plugins"),
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "data"),
            ["RABBITMQ_LOG_BASE"] = folder,
            ["RABBITMQ_LOGS"] = "-",
            ["RABBITMQ_PID_FILE"] = Path.Combine(folder, "node.pid"),
            // The node replaces its start script, so that its guard watches and stops the node itself.
            ["RABBITMQ_ALLOW_INPUT"] = "1",
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-noinput +S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none",
        };
    }

    private async Task<bool> AnswersAsync(Func<bool> hasEnded)
    {
        for (var wait = 0; wait < 600 && !hasEnded(); wait++)
        {
            try
            {
                using var answer = await _management.GetAsync(new Uri("overview", UriKind.Relative));
                if (answer.IsSuccessStatusCode) return true;
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }

            await Task.Delay(100);
        }

        return false;
    }

    /// <summary>RabbitMQ's own scripts: those on Debian's PATH insist on changing the user.</summary>
    private static string NativePrograms()
    {
        const string debian = "/usr/lib/rabbitmq/lib";
        var versions = Directory.Exists(debian) ? Directory.GetDirectories(debian, "rabbitmq_server-*") : [];
        return versions.OrderDescending(StringComparer.Ordinal).Select(v => Path.Combine(v, "sbin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "rabbitmq-server")))
            ?? throw new InvalidOperationException("There is neither a container engine nor a native RabbitMQ: run ./test, which installs it.");
    }
}
