using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Selection.AppHost.Native;
using Selection.LocalEngine;

namespace Aspire.Hosting;

public interface IDistributedApplicationBuilder
{
    ConfigurationManager Configuration { get; }

    IServiceCollection Services { get; }

    DistributedApplicationExecutionContext ExecutionContext { get; }

    string AppHostDirectory { get; }

    DistributedApplication Build();
}

/// <summary>The local engine only runs; publishing needs Aspire.</summary>
public sealed class DistributedApplicationExecutionContext
{
    public bool IsRunMode => true;

    public bool IsPublishMode => false;
}

/// <summary>An error of the description or its surroundings, in a sentence for whoever starts the platform.</summary>
public sealed class DistributedApplicationException(string message) : Exception(message);

public sealed class DistributedApplication
{
    internal DistributedApplication(Platform platform) => Platform = platform;

    internal Platform Platform { get; }

    /// <summary>Takes the data folder for this process; what prevents that is said in a sentence, with exit code 1 (3: already running).</summary>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args)
    {
        try
        {
            return new LocalApplicationBuilder(args);
        }
        catch (Exception e) when (e is DistributedApplicationException or AlreadyRunningException)
        {
            Console.Error.WriteLine(e.Message);
            Environment.Exit(e is AlreadyRunningException ? 3 : 1);
            throw;
        }
    }

    /// <summary>Runs until Ctrl-C or SIGTERM; what prevents the start is said in a sentence, with exit code 1.</summary>
    public void Run() => Environment.ExitCode = Platform.RunAsync().GetAwaiter().GetResult();
}

internal sealed class LocalApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly HostApplicationBuilder _host;
    private readonly PlatformFolder _folder;
    private readonly TextWriter _output;

    internal LocalApplicationBuilder(string[] args, TextWriter? output = null)
    {
        _output = output ?? Console.Out;
        var publishing = args.Contains("--publisher", StringComparer.Ordinal) || args.SkipWhile(a => a != "--operation").Skip(1).FirstOrDefault() == "publish";
        if (publishing)
            throw new DistributedApplicationException("Publishing needs Aspire: build with -p:UseAspire=true where its packages can be restored.");

        AppHostDirectory = MetadataOf(typeof(LocalApplicationBuilder).Assembly, "AppHostDirectory");
        _host = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppHostDirectory, EnvironmentName = Environments.Development });
        _host.Logging.ClearProviders();
        Services.AddHealthChecks();
        _folder = new PlatformFolder(DataFolder.Open(Configuration, AppHostDirectory));
        _folder.EndLeftovers(_output.WriteLine);
    }

    /// <summary>For a description that is never run.</summary>
    internal void LetGo() => _folder.Dispose();

    public ConfigurationManager Configuration => _host.Configuration;

    public IServiceCollection Services => _host.Services;

    public DistributedApplicationExecutionContext ExecutionContext { get; } = new();

    public string AppHostDirectory { get; }

    internal List<IResource> Resources { get; } = [];

    public DistributedApplication Build() => new(new Platform([.. Resources.OfType<ProcessResource>()], Configuration, Services.BuildServiceProvider(), _folder, _output));

    internal IResourceBuilder<T> Add<T>(T resource) where T : IResource
    {
        if (Resources.Any(r => r.Name.Equals(resource.Name, StringComparison.OrdinalIgnoreCase)))
            throw new DistributedApplicationException($"There are two resources called '{resource.Name}'.");
        Resources.Add(resource);
        return new ResourceBuilder<T>(this, resource);
    }

    internal static string MetadataOf(Assembly assembly, string key) =>
        assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}

internal sealed class ResourceBuilder<T>(IDistributedApplicationBuilder application, T resource) : IResourceBuilder<T> where T : IResource
{
    public IDistributedApplicationBuilder ApplicationBuilder => application;

    public T Resource => resource;
}
