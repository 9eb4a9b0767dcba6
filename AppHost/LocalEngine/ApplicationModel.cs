using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.Configuration;

// The part of Aspire's application model that Program.cs uses, under Aspire's own names.
namespace Aspire.Hosting.ApplicationModel;

public interface IResource
{
    string Name { get; }
}

public interface IResourceWithEnvironment : IResource;

public interface IResourceWithArgs : IResource;

public interface IResourceWithEndpoints : IResource;

public interface IResourceWithWaitSupport : IResource;

public interface IResourceWithServiceDiscovery : IResourceWithEndpoints;

public interface IResourceWithConnectionString : IResource;

public interface IResourceBuilder<out T> where T : IResource
{
    IDistributedApplicationBuilder ApplicationBuilder { get; }

    T Resource { get; }
}

/// <summary>Something whose text is known only once ports are chosen and configuration is complete.</summary>
internal interface IDeferredValue
{
    string Resolve();
}

/// <summary>What the engine starts: a project or any other program.</summary>
public abstract class ProcessResource(string name, string workingDirectory) : IResourceWithEnvironment, IResourceWithArgs, IResourceWithServiceDiscovery, IResourceWithWaitSupport
{
    public string Name { get; } = name;

    internal string WorkingDirectory { get; } = workingDirectory;

    internal int Replicas { get; set; } = 1;

    internal List<object> Arguments { get; } = [];

    /// <summary>In order, since a later value replaces an earlier one.</summary>
    internal List<Action<IDictionary<string, object>>> Environment { get; } = [];

    internal List<EndpointAnnotation> Endpoints { get; } = [];

    internal List<Wait> Waits { get; } = [];

    internal List<HealthProbe> Probes { get; } = [];

    internal abstract string Command { get; }

    internal EndpointAnnotation? Endpoint(string endpointName) => Endpoints.Find(e => e.Name.Equals(endpointName, StringComparison.OrdinalIgnoreCase));
}

/// <summary>Wait for the health of another resource or, <c>ForCompletion</c>, for its end with the exit code.</summary>
internal sealed record Wait(ProcessResource On, bool ForCompletion, int ExitCode = 0);

/// <summary>Either a path that must answer with a status code, or a health check registered with the builder's services.</summary>
internal sealed record HealthProbe(string? Path, int StatusCode, string? EndpointName, string? CheckName);

public sealed class ExecutableResource(string name, string command, string workingDirectory) : ProcessResource(name, workingDirectory)
{
    internal override string Command { get; } = command;
}

public sealed class ProjectResource(string name, string projectPath) : ProcessResource(name, Path.GetDirectoryName(projectPath)!)
{
    internal string ProjectPath { get; } = projectPath;

    /// <summary>Its settings name its endpoints, so that addresses are handed over endpoint by endpoint and keep their protocols.</summary>
    internal bool HasKestrelEndpoints { get; set; }

    internal override string Command { get; } = "dotnet";
}

public sealed class ProjectResourceOptions
{
    public bool ExcludeLaunchProfile { get; set; }

    public bool ExcludeKestrelEndpoints { get; set; }
}

public sealed class ParameterResource : IResource, IDeferredValue
{
    private readonly Func<string?> _value;

    internal ParameterResource(string name, bool secret, Func<string?> value)
    {
        Name = name;
        Secret = secret;
        _value = value;
    }

    public string Name { get; }

    public bool Secret { get; }

    string IDeferredValue.Resolve() => _value() is { Length: > 0 } value
        ? value
        : throw new DistributedApplicationException($"The parameter '{Name}' has no value. Set Parameters:{Name} (as environment variable: Parameters__{Name}).");
}

public sealed class ConnectionStringResource : IResourceWithConnectionString, IDeferredValue
{
    private readonly IConfiguration _configuration;
    private readonly ReferenceExpression? _expression;

    internal ConnectionStringResource(string name, IConfiguration configuration, ReferenceExpression? expression)
    {
        Name = name;
        _configuration = configuration;
        _expression = expression;
    }

    public string Name { get; }

    string IDeferredValue.Resolve() => _expression is not null
        ? ((IDeferredValue)_expression).Resolve()
        : _configuration.GetConnectionString(Name) is { Length: > 0 } value
            ? value
            : throw new DistributedApplicationException($"The connection string '{Name}' is missing. Set ConnectionStrings:{Name} (as environment variable: ConnectionStrings__{Name}).");
}

public sealed class EndpointAnnotation(string name)
{
    public string Name { get; } = name;

    public string UriScheme { get; set; } = "http";

    public string? Transport { get; set; }

    /// <summary>A fixed port; none: a free one is chosen, and kept for the next start.</summary>
    public int? Port { get; set; }

    /// <summary>Aspire's port behind its proxy; here there is none, and <see cref="Port"/> is what the process listens on.</summary>
    public int? TargetPort { get; set; }

    public bool IsProxied { get; set; } = true;

    public bool IsExternal { get; set; }

    internal string? PortVariable { get; set; }

    /// <summary>One for each replica, known when the platform starts.</summary>
    internal int[] AllocatedPorts { get; set; } = [];

    internal string Url(int replica) => $"{UriScheme}://localhost:{AllocatedPorts[replica]}";
}

public sealed class EndpointReference : IDeferredValue
{
    internal EndpointReference(ProcessResource owner, string endpointName)
    {
        Owner = owner;
        EndpointName = endpointName;
    }

    public string EndpointName { get; }

    internal ProcessResource Owner { get; }

    string IDeferredValue.Resolve() => (Owner.Endpoint(EndpointName)
        ?? throw new DistributedApplicationException($"'{Owner.Name}' has no endpoint '{EndpointName}'.")).Url(0);
}

/// <summary>Text with values in it that are not known yet: <c>ReferenceExpression.Create($"{endpoint}/path")</c>.</summary>
public sealed class ReferenceExpression : IDeferredValue
{
    private readonly IReadOnlyList<object> _parts;

    private ReferenceExpression(IReadOnlyList<object> parts) => _parts = parts;

    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => new(handler.Parts);

    string IDeferredValue.Resolve()
    {
        var text = new StringBuilder();
        foreach (var part in _parts)
            text.Append(DeferredValue.Resolve(part));
        return text.ToString();
    }

    [InterpolatedStringHandler]
    public readonly struct ExpressionInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        internal List<object> Parts { get; } = new(literalLength == 0 ? formattedCount : (2 * formattedCount) + 1);

        public void AppendLiteral(string value) => Parts.Add(value);

        public void AppendFormatted(string? value) => Parts.Add(value ?? "");

        public void AppendFormatted(EndpointReference value) => Parts.Add(value);

        public void AppendFormatted(IResourceBuilder<ParameterResource> value) => Parts.Add(value.Resource);
    }
}

internal static class DeferredValue
{
    internal static string Resolve(object value) => value is IDeferredValue deferred ? deferred.Resolve() : (string)value;
}
