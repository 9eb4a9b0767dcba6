using Selection.LocalEngine;

namespace Selection.AppHost.Tests;

/// <summary>A platform of the local engine inside the test, in a folder of its own.</summary>
internal sealed class RunningPlatform : IAsyncDisposable
{
    private readonly StringWriterThatIsShared _output = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly LocalApplicationBuilder _builder;
    private DistributedApplication? _application;
    private Task<int>? _run;

    internal RunningPlatform(string? folder = null)
    {
        // Made by the platform itself, so that the servers' own users may enter it.
        Folder = folder ?? Path.Combine(Path.GetTempPath(), $"selection-engine-{Guid.NewGuid():N}");
        _builder = new LocalApplicationBuilder([$"--Selection:DataDir={Folder}"], _output);
    }

    internal string Folder { get; }

    internal IDistributedApplicationBuilder Builder => _builder;

    internal string Output => _output.ToString();

    internal IResourceBuilder<ExecutableResource> Add(string name, string script) => Builder.AddExecutable(name, "bash", Folder, "-c", script);

    /// <summary>A path in the platform's folder.</summary>
    internal string File(string name) => Path.Combine(Folder, name);

    internal Task<int> Start()
    {
        _application = Builder.Build();
        return _run = _application.Platform.RunAsync(_stop.Token);
    }

    internal Instance Instance(string name) => _application!.Platform.Instances.Single(i => i.Name == name);

    internal Platform Built() => (_application ??= Builder.Build()).Platform;

    internal async Task UntilAsync(Func<bool> happened, string what, int seconds = 30)
    {
        for (var i = 0; i < seconds * 50; i++)
        {
            if (happened())
                return;
            await Task.Delay(20);
        }

        Assert.Fail($"It did not happen within {seconds} s: {what}. The output:\n{Output}");
    }

    internal Task UntilStateAsync(string name, InstanceState state, int seconds = 30) => UntilAsync(() => Instance(name).State == state, $"{name} is {state}", seconds);

    internal async Task StopAsync()
    {
        await _stop.CancelAsync();
        if (_run is not null)
            await _run;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_run is null)
            _builder.LetGo();
        _stop.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private sealed class StringWriterThatIsShared : StringWriter
    {
        private readonly Lock _writing = new();

        public override void WriteLine(string? value)
        {
            lock (_writing)
                base.WriteLine(value);
        }

        public override string ToString()
        {
            lock (_writing)
                return base.ToString();
        }
    }
}
