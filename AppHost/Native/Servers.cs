using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Selection.AppHost.Native;

/// <summary>
/// PostgreSQL and RabbitMQ on this machine: containers where an engine answers (with Aspire), otherwise private
/// native servers. Either way each service has a database, a role and a broker account of its own.
/// </summary>
internal sealed class Servers
{
    private readonly IDistributedApplicationBuilder _builder;
    private readonly DataFolder _data;
    private readonly IReadOnlyList<string> _services;
    private readonly int _poolSize;
    private readonly int _databasePort;
    private readonly int _brokerPort;

    internal Servers(IDistributedApplicationBuilder builder, DataFolder data, IReadOnlyList<string> services, int replicas = 1)
    {
        _builder = builder;
        _data = data;
        _services = services;
        // The server takes 300 connections; the rest is for its own and for whoever looks in.
        _poolSize = 240 / (services.Count * replicas);
        _databasePort = data.Port("databases");
        _brokerPort = data.Port("broker");

        foreach (var service in services)
        {
            builder.Configuration[$"ConnectionStrings:{service}-database"] = DatabaseOf(service, service);
            builder.Configuration[$"ConnectionStrings:{service}-broker"] = BrokerOf(service);
        }

        // For operators, tests and benchmarks; no service gets these.
        builder.Configuration["ConnectionStrings:databases"] = DatabaseOf("postgres", "postgres");
        builder.Configuration["ConnectionStrings:broker"] = BrokerOf("administrator");

        // Plain protocol greetings, so that the app host needs no client library.
        builder.Services.AddHealthChecks()
            .AddAsyncCheck("databases", token => Greetings.AskPostgresAsync(_databasePort, token))
            .AddAsyncCheck("broker", token => Greetings.AskRabbitAsync(_brokerPort, token));

        WriteDatabaseSetup();
        WriteBrokerSetup();
#if ASPIRE
        if (ContainerEngine.Answers())
        {
            (Databases, Broker) = AddContainers();
            return;
        }
#endif
        (Databases, Broker) = AddNative();
    }

    internal IResourceBuilder<IResource> Databases { get; }

    internal IResourceBuilder<IResource> Broker { get; }

    private (IResourceBuilder<IResource>, IResourceBuilder<IResource>) AddNative()
    {
        string Script(string name) => Path.Combine(_builder.AppHostDirectory, "Native", name);
        int distributionPort = _data.Port("broker/distribution"), epmdPort = _data.Port("broker/epmd");

        var databases = _builder.AddExecutable("databases", "bash", _data.Root, Script("postgres.sh"), _data.Folder("postgres"), $"{_databasePort}")
            .WithHealthCheck("databases");

        var names = _builder.AddExecutable("broker-names", "epmd", _data.Root, "-port", $"{epmdPort}", "-address", "127.0.0.1");
        var broker = _builder.AddExecutable("broker", "bash", _data.Root, Script("rabbitmq.sh"), _data.Folder("rabbitmq"), $"{_brokerPort}", $"{distributionPort}", $"{epmdPort}")
            .WithHealthCheck("broker")
            .WaitFor(names);
        return (databases, broker);
    }

#if ASPIRE
    private (IResourceBuilder<IResource>, IResourceBuilder<IResource>) AddContainers()
    {
        var databasePassword = _builder.AddParameter("databases-password", _data.Password("role postgres"), secret: true);
        var databases = _builder.AddPostgres("databases", password: databasePassword, port: _databasePort)
            .WithDataVolume()
            .WithArgs("-c", "max_connections=300", "-c", "shared_buffers=256MB", "-c", "max_wal_size=2GB")
            .WithInitFiles(_data.Folder("postgres", "container"));

        var setup = _data.Folder("rabbitmq", "setup");
        // Inside the container another user reads them; outside, their folder lets nobody else in.
        foreach (var file in new[] { "definitions.json", "container.conf" })
        {
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(Path.Combine(setup, file), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        }

        var brokerUser = _builder.AddParameter("broker-user", "administrator");
        var brokerPassword = _builder.AddParameter("broker-password", _data.Password("account administrator"), secret: true);
        var broker = _builder.AddRabbitMQ("broker", brokerUser, brokerPassword, _brokerPort)
            .WithDataVolume()
            .WithBindMount(Path.Combine(setup, "definitions.json"), "/etc/rabbitmq/definitions.json", isReadOnly: true)
            .WithBindMount(Path.Combine(setup, "container.conf"), "/etc/rabbitmq/conf.d/20-selection.conf", isReadOnly: true);
        return (databases, broker);
    }
#endif

    private string DatabaseOf(string role, string database) =>
        $"Host=127.0.0.1;Port={_databasePort};Database={database};Username={role};Password={_data.Password($"role {role}")};Maximum Pool Size={_poolSize}";

    private string BrokerOf(string account) => $"amqp://{account}:{_data.Password($"account {account}")}@127.0.0.1:{_brokerPort}/";

    private void WriteDatabaseSetup()
    {
        var setup = _data.Folder("postgres", "setup");
        var roles = _services.SelectMany(service => new[]
        {
            $"do $$begin if not exists (select from pg_roles where rolname = '{service}') then create role {service} login; end if; end$$;",
            $"alter role {service} password '{_data.Password($"role {service}")}';",
        }).ToList();
        DataFolder.WritePrivate(Path.Combine(setup, "admin-password"), _data.Password("role postgres"));
        DataFolder.WritePrivate(Path.Combine(setup, "roles.sql"), string.Concat(roles.Select(line => line + "\n")));
        DataFolder.WritePrivate(Path.Combine(setup, "databases"), string.Concat(_services.Select(name => name + "\n")));

        // What a container runs at its first start.
        var databases = _services.SelectMany(name => new[] { $"create database {name} owner {name};", $"revoke connect, temporary on database {name} from public;" });
        DataFolder.WritePrivate(Path.Combine(_data.Folder("postgres", "container"), "databases.sql"), string.Concat(roles.Concat(databases).Select(line => line + "\n")));
    }

    private void WriteBrokerSetup()
    {
        var setup = _data.Folder("rabbitmq", "setup");
        var accounts = _services.Append("administrator").ToList();
        var definitions = new
        {
            vhosts = new[] { new { name = "/" } },
            users = accounts.Select(name => new
            {
                name,
                password_hash = BrokerHash(_data.Password($"account {name}")),
                hashing_algorithm = "rabbit_password_hashing_sha256",
                tags = name == "administrator" ? "administrator" : "",
            }),
            // A service deals with its own queues and with the exchanges of the events, which belong to nobody. Through the default
            // exchange its queues hand over what fails to their error queues, and replaying brings it back.
            permissions = accounts
                .Select(user => (user, names: user == "administrator" ? ".*" : $"{user}-.*|Selection\\.Contracts.*|MassTransit:.*"))
                .Select(p => new { p.user, vhost = "/", configure = $"^({p.names})$", write = $"^({p.names}|amq\\.default)$", read = $"^({p.names})$" }),
        };
        DataFolder.WritePrivate(Path.Combine(setup, "definitions.json"), JsonSerializer.Serialize(definitions));
        DataFolder.WritePrivate(Path.Combine(setup, "enabled_plugins"), "[].\n");
        DataFolder.WritePrivate(Path.Combine(setup, "rabbitmq.conf"), $"""
            # Written by the app host at every start.
            load_definitions = {setup}/definitions.json
            default_user = administrator
            default_pass = {_data.Password("account administrator")}
            log.console = true
            log.console.level = warning
            log.file = false
            disk_free_limit.absolute = 100MB

            """);
        DataFolder.WritePrivate(Path.Combine(setup, "container.conf"), "load_definitions = /etc/rabbitmq/definitions.json\n");
    }

    /// <summary>RabbitMQ's salted hash; the salt comes from the password, so that a restart writes the same file.</summary>
    private static string BrokerHash(string password)
    {
        var secret = Encoding.UTF8.GetBytes(password);
        byte[] salt = SHA256.HashData([.. "salt"u8, .. secret])[..4];
        return Convert.ToBase64String([.. salt, .. SHA256.HashData([.. salt, .. secret])]);
    }
}
