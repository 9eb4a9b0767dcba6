using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Selection.LocalEngine;

namespace Selection.AppHost.Tests;

public class StartingTests
{
    [Fact]
    public async Task A_resource_starts_once_what_it_waits_for_is_healthy()
    {
        await using var platform = new RunningPlatform();
        var door = platform.File("door");
        platform.Builder.Services.AddHealthChecks().AddCheck("door", () => File.Exists(door) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("shut"));
        var server = platform.Add("server", "exec sleep 600").WithHealthCheck("door");
        platform.Add("client", "exec sleep 600").WaitFor(server);
        _ = platform.Start();

        await platform.UntilStateAsync("server", InstanceState.Starting);
        await Task.Delay(500);
        Assert.Equal(InstanceState.Waiting, platform.Instance("client").State);

        await File.WriteAllTextAsync(door, "");
        await platform.UntilStateAsync("client", InstanceState.Running);
        Assert.Equal(InstanceState.Healthy, platform.Instance("server").State);
    }

    [Fact]
    public async Task A_resource_starts_once_what_must_be_completed_has_ended_well()
    {
        await using var platform = new RunningPlatform();
        var migrate = platform.Add("migrate", "sleep 0.3; echo migrated >> order");
        platform.Add("service", "echo started >> order; exec sleep 600").WaitForCompletion(migrate);
        _ = platform.Start();

        await platform.UntilAsync(() => File.Exists(platform.File("order")) && File.ReadAllLines(platform.File("order")).Length == 2, "both ran");
        Assert.Equal(["migrated", "started"], await File.ReadAllLinesAsync(platform.File("order")));
        Assert.Equal(InstanceState.Finished, platform.Instance("migrate").State);
        await platform.UntilAsync(() => platform.Output.Contains("Everything is up"), "it says that everything is up");
    }

    [Fact]
    public async Task What_waits_for_a_failed_migration_does_not_start_and_says_why()
    {
        await using var platform = new RunningPlatform();
        var migrate = platform.Add("migrate", "echo the disk is full >&2; exit 4");
        var service = platform.Add("service", "exec sleep 600").WaitForCompletion(migrate);
        platform.Add("gateway", "exec sleep 600").WaitFor(service);
        _ = platform.Start();

        await platform.UntilStateAsync("gateway", InstanceState.Failed);
        Assert.Contains("migrate ended with exit code 4", platform.Output);
        Assert.Contains("the disk is full", platform.Output);
        Assert.Contains("service does not start: migrate ended with exit code 4", platform.Output);
        Assert.Contains("gateway does not start: service did not start", platform.Output);
        Assert.Contains("\"status\": \"failed\"", await File.ReadAllTextAsync(platform.File("state.json")));
    }

    [Fact]
    public async Task Lines_carry_the_name_of_their_resource_on_the_console_and_go_to_its_log_file()
    {
        await using var platform = new RunningPlatform();
        platform.Add("one", "echo to the output; echo to the error >&2; exec sleep 600");
        _ = platform.Start();

        await platform.UntilAsync(() => platform.Output.Contains("| to the output") && platform.Output.Contains("| to the error"), "both lines");
        Assert.Matches("(?m)^one +\\| to the output$", platform.Output);
        Assert.Equal(["to the error", "to the output"], (await File.ReadAllLinesAsync(platform.File("logs/one.log"))).Order());
    }

    [Fact]
    public async Task A_port_that_another_process_holds_is_refused_with_its_number_and_name()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await using var platform = new RunningPlatform();
        platform.Add("gateway", "exec sleep 600").WithHttpEndpoint(port: port);

        Assert.Equal(1, await platform.Start());
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"gateway needs port {port}, which process {Environment.ProcessId} ("), platform.Output);
    }

    [Fact]
    public async Task Resources_that_wait_for_one_another_are_refused()
    {
        await using var platform = new RunningPlatform();
        var one = platform.Add("one", "exec sleep 600");
        var two = platform.Add("two", "exec sleep 600").WaitFor(one);
        one.WaitFor(two);

        Assert.Equal(1, await platform.Start());
        Assert.Contains("These wait for one another: one -> two -> one.", platform.Output);
    }

    [Fact]
    public async Task A_missing_connection_string_is_named_before_anything_starts()
    {
        await using var platform = new RunningPlatform();
        platform.Add("service", "exec sleep 600").WithReference(platform.Builder.AddConnectionString("elsewhere"), "database");

        Assert.Equal(1, await platform.Start());
        Assert.Contains("The connection string 'elsewhere' is missing. Set ConnectionStrings:elsewhere", platform.Output);
    }

    [Fact]
    public async Task A_missing_parameter_is_named_before_anything_starts()
    {
        await using var platform = new RunningPlatform();
        platform.Add("service", "exec sleep 600").WithEnvironment("KEY", platform.Builder.AddParameter("key", secret: true));

        Assert.Equal(1, await platform.Start());
        Assert.Contains("The parameter 'key' has no value. Set Parameters:key", platform.Output);
    }

    [Fact]
    public void A_broken_settings_file_is_named_with_what_to_do()
    {
        var folder = Directory.CreateTempSubdirectory("selection-engine-").FullName;
        File.WriteAllText(Path.Combine(folder, "settings.json"), "{ \"ports\": ");

        var refusal = Assert.Throws<DistributedApplicationException>(() => new RunningPlatform(folder));
        Assert.Contains("settings.json cannot be read", refusal.Message);
        Assert.Contains("./run --reset", refusal.Message);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_named()
    {
        await using var platform = new RunningPlatform();
        platform.Builder.AddExecutable("server", "no-such-program", platform.Folder);
        _ = platform.Start();

        await platform.UntilAsync(() => platform.Output.Contains("no-such-program: No such file or directory"), "it says which");
    }

    [Fact]
    public async Task A_second_start_on_the_same_data_says_who_runs_and_where()
    {
        await using var platform = new RunningPlatform();
        platform.Add("gateway", "exec sleep 600").WithHttpEndpoint().WithExternalHttpEndpoints();
        _ = platform.Start();
        await platform.UntilStateAsync("gateway", InstanceState.Running);
        // What runs is written down a moment after it runs.
        await platform.UntilAsync(() => File.Exists(platform.File("state.json")) && File.ReadAllText(platform.File("state.json")).Contains(platform.Instance("gateway").Urls["http"], StringComparison.Ordinal), "it is written down");

        var refusal = Assert.Throws<AlreadyRunningException>(() => new RunningPlatform(platform.Folder));
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"already running: process {Environment.ProcessId} ("), refusal.Message);
        Assert.Contains(platform.Instance("gateway").Urls["http"], refusal.Message);
    }

    [Fact]
    public async Task A_damaged_list_of_processes_is_said_and_keeps_nothing_from_starting()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"selection-engine-{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "processes"), "12 half-a-li\n\n-1 0 minus\nnot a number\n");
        await using var platform = new RunningPlatform(folder);
        platform.Add("service", "exec sleep 600");
        _ = platform.Start();

        await platform.UntilAsync(() => platform.Output.Contains("Everything is up"), "it says that everything is up");
        Assert.Contains($"A line of {Path.Combine(folder, "processes")} cannot be read", platform.Output);
    }

    [Fact]
    public async Task Every_replica_has_its_own_process_and_port_and_is_known_to_who_refers_to_it()
    {
        await using var platform = new RunningPlatform();
        var project = typeof(StartingTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "HostProject").Value!;
        var worker = platform.Builder.AddProject("worker", project).WithHttpEndpoint().WithArgs("worker", platform.File("worker-env")).WithReplicas(3);
        platform.Add("client", "env > client-env; exec sleep 600").WithReference(worker).WaitFor(worker);
        _ = platform.Start();

        await platform.UntilStateAsync("client", InstanceState.Running);
        await platform.UntilAsync(() => File.Exists(platform.File("client-env")) && File.ReadAllLines(platform.File("client-env")).Length > 3, "the client wrote its environment");
        var urls = Enumerable.Range(0, 3).Select(i => platform.Instance($"worker-{i}").Urls["http"]).ToList();
        Assert.Equal(3, urls.Distinct().Count());
        var variables = await File.ReadAllLinesAsync(platform.File("client-env"));
        for (var i = 0; i < 3; i++)
            Assert.Contains($"services__worker__http__{i}={urls[i]}", variables);

        await platform.UntilAsync(() => File.Exists(platform.File("worker-env")) && File.ReadAllText(platform.File("worker-env")).Contains("OTEL_SERVICE_NAME=worker"), "a worker wrote its environment");
        Assert.Contains(await File.ReadAllLinesAsync(platform.File("worker-env")), line => urls.Any(url => line == $"ASPNETCORE_URLS={url}"));
    }

    [Fact]
    public async Task Endpoints_of_a_projects_settings_get_their_addresses_one_by_one()
    {
        await using var platform = new RunningPlatform();
        var folder = Directory.CreateDirectory(platform.File("service/bin/any")).Parent!.Parent!.FullName;
        var output = Directory.CreateDirectory(Path.Combine(folder, "bin", LocalApplicationBuilder.MetadataOf(typeof(Platform).Assembly, "Configuration"))).FullName;
        await File.WriteAllTextAsync(Path.Combine(output, "Service.runtimeconfig.json"), "{}");
        await File.WriteAllTextAsync(Path.Combine(folder, "Service.csproj"), "<Project />");
        await File.WriteAllTextAsync(Path.Combine(folder, "appsettings.json"), """{ "Kestrel": { "Endpoints": { "http": { "Url": "http://localhost:5103" }, "grpc": { "Url": "http://localhost:5104", "Protocols": "Http2" } } } }""");
        var service = platform.Builder.AddProject("service", Path.Combine(folder, "Service.csproj")).WithEndpoint("grpc", e => e.Port = null);
        platform.Add("client", "exit").WithReference(service).WithEnvironment("METADATA", ReferenceExpression.Create($"{service.GetEndpoint("http")}/.well-known"));

        var built = platform.Built();
        built.AllocatePorts();
        var instance = built.Instances.Single(i => i.Name == "service");
        var (_, arguments, variables) = built.CommandOf(instance);
        Assert.Equal(Path.Combine(output, "Service.dll"), arguments[0]);
        Assert.Equal("http://localhost:5103", variables["Kestrel__Endpoints__http__Url"]);
        Assert.Equal(instance.Urls["grpc"], variables["Kestrel__Endpoints__grpc__Url"]);
        Assert.NotEqual("http://localhost:5104", instance.Urls["grpc"]);
        Assert.DoesNotContain("ASPNETCORE_URLS", variables.Keys);

        var client = built.CommandOf(built.Instances.Single(i => i.Name == "client")).Environment;
        Assert.Equal(instance.Urls["grpc"], client["services__service__grpc__0"]);
        Assert.Equal("http://localhost:5103/.well-known", client["METADATA"]);
    }

    [Fact]
    public async Task A_chosen_port_is_the_same_at_the_next_start()
    {
        var folder = Directory.CreateTempSubdirectory("selection-engine-").FullName;
        var ports = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            var platform = new RunningPlatform(folder);
            platform.Add("server", "exec sleep 600").WithHttpEndpoint(env: "PORT");
            _ = platform.Start();
            await platform.UntilStateAsync("server", InstanceState.Running);
            ports.Add(platform.Instance("server").Urls["http"]);
            await platform.StopAsync();
        }

        Directory.Delete(folder, recursive: true);
        Assert.Equal(ports[0], ports[1]);
    }
}
