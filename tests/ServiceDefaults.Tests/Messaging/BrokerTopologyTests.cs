using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using RabbitMQ.Client;
using Selection.ServiceDefaults.Messaging;
using Selection.ServiceDefaults.Record;
using Selection.ServiceDefaults.Tests.SampleService;
using Selection.Testing.Servers;
using Xunit;

namespace Selection.ServiceDefaults.Tests.Messaging;

public sealed class BrokerTopologyTests : IAsyncLifetime
{
    private readonly string _host = $"topology-{Guid.NewGuid():N}";

    private Uri _broker = new("amqp://not-started");

    public async Task InitializeAsync() => _broker = await (await RabbitMqServer.ForThisRunAsync()).CreateVirtualHostAsync(_host);

    public async Task DisposeAsync() => await (await RabbitMqServer.ForThisRunAsync()).DeleteVirtualHostAsync(_host);

    [Fact]
    public async Task An_attempt_that_is_never_answered_is_left_behind_and_the_next_one_deploys_over_a_connection_of_its_own()
    {
        using var door = new SilentAtFirst(_broker, silent: 1);

        await BrokerTopology.DeployAsync(() => Build(door.Address), attempt: TimeSpan.FromSeconds(10));

        Assert.True(door.Visitors > 1);
        await using var connection = await new ConnectionFactory { Uri = _broker }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var queue in (string[])["sample-on-person-changed", "sample-on-person-changed_error", "sample-on-candidacy-lodged"])
            Assert.Equal(queue, (await channel.QueueDeclarePassiveAsync(queue)).QueueName);
    }

    private static WebApplication Build(Uri broker)
    {
        var builder = WebApplication.CreateBuilder(["--environment=Development"]);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:broker"] = broker.AbsoluteUri,
            ["ConnectionStrings:sample"] = "Host=nowhere",
            ["Auth:Authority"] = "https://nobody.example",
            ["Record:Key"] = Convert.ToBase64String(new byte[32]),
            [RequiredSettings.MigrationKey] = "true",
        });
        builder.AddServiceDefaults("sample", Texts.Resources);
        SampleProgram.Add(builder);
        builder.AddRecord("sample");
        return builder.Build();
    }

    /// <summary>A way to the broker that takes the first connections and never says a word on them.</summary>
    private sealed class SilentAtFirst : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly List<TcpClient> _open = [];

        public SilentAtFirst(Uri broker, int silent)
        {
            _listener.Start();
            Address = new UriBuilder(broker) { Host = "127.0.0.1", Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;
            _ = WelcomeAsync(broker, silent);
        }

        public Uri Address { get; }

        public int Visitors { get; private set; }

        public void Dispose()
        {
            _listener.Dispose();
            lock (_open) _open.ForEach(client => client.Dispose());
        }

        private async Task WelcomeAsync(Uri broker, int silent)
        {
            while (true)
            {
                var visitor = await _listener.AcceptTcpClientAsync();
                lock (_open) _open.Add(visitor);
                if (++Visitors <= silent) continue;
                var server = new TcpClient();
                lock (_open) _open.Add(server);
                await server.ConnectAsync(broker.Host, broker.Port);
                _ = visitor.GetStream().CopyToAsync(server.GetStream());
                _ = server.GetStream().CopyToAsync(visitor.GetStream());
            }
        }
    }
}
