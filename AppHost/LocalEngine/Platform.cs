using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Xml.Linq;
using Microsoft.Extensions.Configuration;

namespace Selection.LocalEngine;

/// <summary>Everything Program.cs describes, started in the order of its waits, watched, and stopped in the reverse order.</summary>
internal sealed class Platform
{
    /// <summary>All of it is down within 15 s: each gets this long, the last ones what is left.</summary>
    private static readonly TimeSpan PatienceEach = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PatienceTogether = TimeSpan.FromSeconds(13);

    private readonly IReadOnlyList<ProcessResource> _resources;
    private readonly ConfigurationManager _configuration;
    private readonly IReadOnlyList<Instance> _instances;
    private readonly Dictionary<Instance, Task> _running = [];
    private readonly HashSet<ProcessResource> _waitedForCompletion;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Lock _announcing = new();
    private bool _announced;
    private volatile bool _stopping;

    internal Platform(IReadOnlyList<ProcessResource> resources, ConfigurationManager configuration, IServiceProvider services, PlatformFolder folder, TextWriter output)
    {
        _resources = resources;
        _configuration = configuration;
        Folder = folder;
        Probes = new HealthProbes(services);
        _waitedForCompletion = [.. resources.SelectMany(r => r.Waits).Where(w => w.ForCompletion).Select(w => w.On)];
        _instances = [.. resources.SelectMany(r => Enumerable.Range(0, r.Replicas).Select(replica => new Instance(r, replica, this)))];
        Console = new PlatformConsole([.. _instances.Select(i => i.Name)], output);
    }

    internal PlatformFolder Folder { get; }

    internal HealthProbes Probes { get; }

    internal PlatformConsole Console { get; }

    internal ProcessLauncher Launcher { get; } = new();

    internal IReadOnlyList<Instance> Instances => _instances;

    /// <summary>Until Ctrl-C, SIGTERM or SIGHUP. A second signal kills what still runs.</summary>
    internal async Task<int> RunAsync()
    {
        using var stop = new CancellationTokenSource();
        void OnSignal(PosixSignalContext context)
        {
            context.Cancel = true;
            if (!stop.IsCancellationRequested)
                stop.Cancel();
            else
                KillAll();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal);
        return await RunAsync(stop.Token);
    }

    internal async Task<int> RunAsync(CancellationToken stop)
    {
        using var folder = Folder;
        using var probes = Probes;
        try
        {
            RefuseCircles();
            AllocatePorts();
            foreach (var instance in _instances)
                _ = CommandOf(instance);
        }
        catch (DistributedApplicationException e)
        {
            Console.Say(e.Message);
            return 1;
        }

        Console.Say($"starting {_resources.Count} resources; data and logs are in {Folder.Data.Root}");
        using var stopping = new CancellationTokenSource();
        foreach (var instance in _instances)
            _running[instance] = instance.RunAsync(stopping.Token);

        await Task.Delay(Timeout.Infinite, stop).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await StopAsync(stopping);
        return 0;
    }

    internal bool IsWaitedForCompletion(ProcessResource resource) => _waitedForCompletion.Contains(resource);

    internal bool AcceptsExitCode(ProcessResource resource, int exitCode) =>
        _resources.SelectMany(r => r.Waits).Any(w => w.ForCompletion && w.On == resource && w.ExitCode == exitCode);

    /// <summary>Null once all it waits for is there; a sentence when that will never be.</summary>
    internal async Task<string?> WaitForDependenciesAsync(ProcessResource resource, CancellationToken stopping)
    {
        foreach (var wait in resource.Waits)
        {
            foreach (var awaited in _instances.Where(i => i.Resource == wait.On))
            {
                if (wait.ForCompletion)
                {
                    var exitCode = await awaited.Ended.WaitAsync(stopping);
                    if (exitCode != wait.ExitCode)
                        return exitCode is null ? $"{awaited.Name} did not start" : $"{awaited.Name} ended with exit code {exitCode}";
                }
                else
                {
                    await awaited.Ready.ContinueWith(_ => { }, stopping, TaskContinuationOptions.None, TaskScheduler.Default);
                    if (!awaited.Ready.IsCompletedSuccessfully)
                        return $"{awaited.Name} did not start";
                }
            }
        }

        return null;
    }

    internal (string Command, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment) CommandOf(Instance instance)
    {
        var resource = instance.Resource;
        var variables = new Dictionary<string, object>();
        var arguments = resource.Arguments.Select(DeferredValue.Resolve).ToList();
        var command = resource.Command;

        if (resource is ProjectResource project)
        {
            arguments.Insert(0, ProgramOf(project));
            AddProjectVariables(project, instance, variables);
        }

        foreach (var endpoint in resource.Endpoints.Where(e => e.PortVariable is not null))
            variables[endpoint.PortVariable!] = endpoint.AllocatedPorts[instance.Replica].ToString(System.Globalization.CultureInfo.InvariantCulture);
        foreach (var add in resource.Environment)
            add(variables);
        return (command, arguments, variables.ToDictionary(v => v.Key, v => DeferredValue.Resolve(v.Value)));
    }

    /// <summary>Writes state.json, and says once when everything is up.</summary>
    internal void StateChanged()
    {
        bool up;
        lock (_announcing)
        {
            var status = Status();
            up = status == "healthy" && !_announced;
            _announced |= up;
            WriteState(status);
        }

        if (up)
            ShowTable();
    }

    private string Status()
    {
        if (_stopping)
            return "stopping";
        if (_instances.Any(i => i.State == InstanceState.Failed || (i.Restarts >= 5 && !i.Ready.IsCompletedSuccessfully)))
            return "failed";
        if (_instances.All(i => i.State is InstanceState.Healthy or InstanceState.Finished || (i.State == InstanceState.Running && !IsWaitedForCompletion(i.Resource))))
            return "healthy";
        return _announced ? "degraded" : "starting";
    }

    private void WriteState(string status)
    {
        try
        {
            Folder.WriteState(new
            {
                pid = Environment.ProcessId,
                status,
                dataFolder = Folder.Data.Root,
                resources = _instances.Select(i => new
                {
                    name = i.Name,
                    resource = i.Resource.Name,
                    state = i.State.ToString(),
                    pid = i.Process?.Pid,
                    processes = i.Process is { } p ? LinuxProcesses.InSession(p.Pid).Select(pid => new { pid, name = LinuxProcesses.Name(pid) }) : [],
                    external = i.Resource.Endpoints.Exists(e => e.IsExternal),
                    urls = i.Urls,
                    restarts = i.Restarts,
                    log = i.LogFile,
                }),
                connectionStrings = _configuration.GetSection("ConnectionStrings").GetChildren().ToDictionary(c => c.Key, c => c.Value),
            });
        }
        catch (IOException e)
        {
            Console.Say($"cannot write {Folder.StateFile}: {e.Message}");
        }
    }

    private void ShowTable()
    {
        Console.Say("");
        foreach (var i in _instances)
            Console.Say($"{i.Name,-20} {i.State,-9} {string.Join(" ", i.Urls.Values),-48} {i.LogFile}");
        Console.Say("");
        var doors = _instances.Where(i => i.Resource.Endpoints.Exists(e => e.IsExternal)).SelectMany(i => i.Urls.Values);
        Console.Say($"Everything is up after {Instance.Seconds(_clock.Elapsed)}: {string.Join(" and ", doors)}. Ctrl-C stops it.");
    }

    private async Task StopAsync(CancellationTokenSource stopping)
    {
        _stopping = true;
        Console.Say("stopping");
        var clock = Stopwatch.StartNew();
        await stopping.CancelAsync();

        // Each one after those that wait for it.
        var stopped = _instances.ToDictionary(i => i, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await Task.WhenAll(_instances.Select(async instance =>
        {
            var dependents = _instances.Where(i => i.Resource.Waits.Any(w => w.On == instance.Resource));
            await Task.WhenAll(dependents.Select(d => stopped[d].Task));
            var left = PatienceTogether - clock.Elapsed;
            await instance.StopAsync(_running[instance], left < TimeSpan.Zero ? TimeSpan.Zero : left < PatienceEach ? left : PatienceEach);
            stopped[instance].SetResult();
        }));
        Console.Say($"stopped after {Instance.Seconds(clock.Elapsed)}");
    }

    private void KillAll()
    {
        Console.Say("killing what still runs");
        foreach (var instance in _instances)
            instance.Kill();
    }

    private void RefuseCircles()
    {
        var done = new HashSet<ProcessResource>();
        void Visit(ProcessResource resource, IReadOnlyList<ProcessResource> path)
        {
            if (path.Contains(resource))
                throw new DistributedApplicationException($"These wait for one another: {string.Join(" -> ", path.Append(resource).Select(r => r.Name))}.");
            if (done.Contains(resource))
                return;
            foreach (var wait in resource.Waits)
                Visit(wait.On, [.. path, resource]);
            done.Add(resource);
        }

        foreach (var resource in _resources)
            Visit(resource, []);
    }

    internal void AllocatePorts()
    {
        foreach (var resource in _resources)
        {
            foreach (var endpoint in resource.Endpoints)
            {
                endpoint.AllocatedPorts = [.. Enumerable.Range(0, resource.Replicas).Select(replica =>
                    replica == 0 && endpoint.Port is { } port ? port : Folder.Data.Port($"{resource.Name}/{endpoint.Name}/{replica}"))];

                if (endpoint.Port is { } wanted && LinuxProcesses.ListenerOn(wanted) is { } holder)
                    throw new DistributedApplicationException($"{resource.Name} needs port {wanted}, which {holder} holds. End that, or choose other ports (./run --help).");
            }
        }
    }

    private void AddProjectVariables(ProjectResource project, Instance instance, Dictionary<string, object> variables)
    {
        variables["OTEL_SERVICE_NAME"] = project.Name;
        variables["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={instance.Name}";
        if (project.HasKestrelEndpoints)
        {
            foreach (var endpoint in project.Endpoints)
                variables[$"Kestrel__Endpoints__{endpoint.Name}__Url"] = endpoint.Url(instance.Replica);
        }
        else if (project.Endpoints.Count > 0)
        {
            variables["ASPNETCORE_URLS"] = string.Join(';', project.Endpoints.Select(e => e.Url(instance.Replica)));
        }
    }

    /// <summary>The built program itself: `dotnet run` would stand between it and its signals.</summary>
    private static string ProgramOf(ProjectResource project)
    {
        if (!File.Exists(project.ProjectPath))
            throw new DistributedApplicationException($"The project {project.ProjectPath} of '{project.Name}' does not exist.");
        var configuration = LocalApplicationBuilder.MetadataOf(typeof(Platform).Assembly, "Configuration");
        var output = Path.Combine(project.WorkingDirectory, "bin", configuration);
        var assembly = XDocument.Load(project.ProjectPath).Descendants("AssemblyName").FirstOrDefault()?.Value ?? Path.GetFileNameWithoutExtension(project.ProjectPath);
        // Beside its program, which a class library has not.
        var program = Directory.Exists(output) ? Directory.EnumerateFiles(output, $"{assembly}.runtimeconfig.json", SearchOption.AllDirectories).FirstOrDefault() : null;
        return program?.Replace(".runtimeconfig.json", ".dll", StringComparison.Ordinal)
            ?? throw new DistributedApplicationException($"'{project.Name}' is not built: there is no {assembly}.dll in {output}.");
    }
}
