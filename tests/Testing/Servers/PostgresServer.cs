using DotNet.Testcontainers.Containers;
using Npgsql;
using Testcontainers.PostgreSql;

namespace Selection.Testing.Servers;

/// <summary>
/// A real PostgreSQL for tests: a container where an engine answers, else a private native server on a free port. It
/// does not wait for the disk, since nothing of it outlives the tests.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly Lazy<Task<PostgresServer>> OfThisRun = new(async () =>
        Environment.GetEnvironmentVariable("SELECTION_TEST_POSTGRES") is { Length: > 0 } given ? new PostgresServer(given) : await StartAsync());

    private static readonly string[] Hurried =
    [
        "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "max_connections=400",
        "-c", "shared_buffers=128MB", "-c", "autovacuum=off", "-c", "max_wal_size=512MB", "-c", "jit=off",
    ];

    private readonly GuardedProcess? _process;
    private readonly IContainer? _container;
    private readonly string? _folder;

    private PostgresServer(string connectionString, GuardedProcess? process = null, string? folder = null, IContainer? container = null)
    {
        ConnectionString = connectionString;
        (_process, _folder, _container) = (process, folder, container);
    }

    /// <summary>Its administrator's connection string, without a database.</summary>
    public string ConnectionString { get; }

    /// <summary>The server all tests of this run use: started at the first call, ended with the process.</summary>
    public static Task<PostgresServer> ForThisRunAsync() => OfThisRun.Value;

    /// <summary>A server of one's own.</summary>
    public static Task<PostgresServer> StartAsync() => ContainerEngine.StartAsync(StartContainerAsync, StartNativeAsync);

    /// <summary>The connection string of one of its databases.</summary>
    public string For(string database) => new NpgsqlConnectionStringBuilder(ConnectionString) { Database = database, MaxPoolSize = 40 }.ConnectionString;

    /// <summary>A new database, a copy of <paramref name="template"/> where one is given.</summary>
    public async Task<string> CreateDatabaseAsync(string name, string? template = null)
    {
        await ExecuteAsync(template is null ? $"create database \"{name}\"" : $"create database \"{name}\" template \"{template}\"");
        return For(name);
    }

    /// <summary>Removes a database and whoever is connected to it.</summary>
    public Task DropDatabaseAsync(string name) => ExecuteAsync($"drop database if exists \"{name}\" with (force)");

    /// <summary>Ends it and forgets its data.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        if (_folder is not null) ServerFolder.Remove(_folder);
        if (_container is not null) await _container.DisposeAsync();
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Database = "postgres", Pooling = false }.ConnectionString);
        await connection.OpenAsync();
#pragma warning disable CA2100 // Names of databases cannot be parameters; these are our own.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<PostgresServer> StartContainerAsync()
    {
        var container = new PostgreSqlBuilder(Environment.GetEnvironmentVariable("SELECTION_TEST_POSTGRES_IMAGE") is { Length: > 0 } image ? image : "postgres:17-alpine")
            .WithCommand(Hurried)
            .Build();
        await container.StartAsync();
        var address = new NpgsqlConnectionStringBuilder(container.GetConnectionString()) { Database = null, IncludeErrorDetail = true };
        return new PostgresServer(address.ConnectionString, container: container);
    }

    private static async Task<PostgresServer> StartNativeAsync()
    {
        var programs = NativePrograms();
        var user = GuardedProcess.UserInsteadOfRoot;
        var folder = ServerFolder.Create("postgres");
        var data = Path.Combine(folder, "data");
        var none = new Dictionary<string, string>();
        Directory.CreateDirectory(data);
        if (user is not null) await GuardedProcess.RunAsync(null, none, folder, "chown", user, data);
        await GuardedProcess.RunAsync(user, none, folder,
            Path.Combine(programs, "initdb"), "-D", data, "-U", "postgres", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8");

        for (var attempt = 1; ; attempt++)
        {
            var port = ServerFolder.FreePort();
            var process = GuardedProcess.Start("postgres", folder, "QUIT", user, none,
            [
                Path.Combine(programs, "postgres"), "-D", data, "-p", $"{port}", "-c", "listen_addresses=127.0.0.1",
                "-c", "unix_socket_directories=", .. Hurried,
            ]);
            var server = new PostgresServer($"Host=127.0.0.1;Port={port};Username=postgres;Include Error Detail=true", process, folder);
            if (await server.AnswersAsync(process))
            {
                ServerFolder.ForgetWithServer(folder);
                return server;
            }

            var said = process.Tail;
            await process.DisposeAsync();
            if (attempt == 3) throw new InvalidOperationException($"PostgreSQL did not start:\n{said}");
        }
    }

    private async Task<bool> AnswersAsync(GuardedProcess process)
    {
        for (var wait = 0; wait < 300 && !process.HasEnded; wait++)
        {
            try
            {
                await ExecuteAsync("select 1");
                return true;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(100);
            }
        }

        return false;
    }

    /// <summary>Debian keeps the server's programs off the PATH.</summary>
    private static string NativePrograms()
    {
        const string debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(debian) ? Directory.GetDirectories(debian) : [];
        return versions.OrderByDescending(v => decimal.TryParse(Path.GetFileName(v), out var number) ? number : 0).Select(v => Path.Combine(v, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            ?? throw new InvalidOperationException("There is neither a container engine nor a native PostgreSQL: run ./test, which installs it.");
    }
}
