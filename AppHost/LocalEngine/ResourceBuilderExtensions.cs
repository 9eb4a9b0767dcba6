using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>The verbs of Program.cs, with Aspire's names and meaning.</summary>
public static class ResourceBuilderExtensions
{
    public static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, string name, string projectPath) =>
        builder.AddProject(name, projectPath, _ => { });

    public static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, string name, string projectPath, Action<ProjectResourceOptions> configure)
    {
        var options = new ProjectResourceOptions();
        configure(options);
        var project = new ProjectResource(name, Path.GetFullPath(projectPath, builder.AppHostDirectory));
        if (!options.ExcludeKestrelEndpoints)
            AddKestrelEndpoints(project);
        return ((LocalApplicationBuilder)builder).Add(project);
    }

    /// <summary>As Aspire does: a scheme's only endpoint is called by its scheme, several by their own names.</summary>
    private static void AddKestrelEndpoints(ProjectResource project)
    {
        var configured = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(project.WorkingDirectory, "appsettings.json"), optional: true)
            .AddJsonFile(Path.Combine(project.WorkingDirectory, "appsettings.Development.json"), optional: true)
            .Build().GetSection("Kestrel:Endpoints").GetChildren()
            .Where(e => e["Url"] is not null)
            .OrderBy(e => e.Key == "http" ? 0 : 1)
            .Select(e => (Name: e.Key, Url: new Uri(e["Url"]!.Replace("*", "localhost", StringComparison.Ordinal)), Protocols: e["Protocols"]));

        foreach (var scheme in configured.GroupBy(e => e.Url.Scheme))
        {
            project.HasKestrelEndpoints = true;
            foreach (var endpoint in scheme)
            {
                project.Endpoints.Add(new EndpointAnnotation(scheme.Count() == 1 ? scheme.Key : endpoint.Name)
                {
                    UriScheme = scheme.Key,
                    Port = endpoint.Url.Port,
                    Transport = endpoint.Protocols == "Http2" ? "http2" : null,
                });
            }
        }
    }

    public static IResourceBuilder<ExecutableResource> AddExecutable(this IDistributedApplicationBuilder builder, string name, string command, string workingDirectory, params string[]? args)
    {
        var executable = new ExecutableResource(name, command, Path.GetFullPath(workingDirectory, builder.AppHostDirectory));
        executable.Arguments.AddRange(args ?? []);
        return ((LocalApplicationBuilder)builder).Add(executable);
    }

    public static IResourceBuilder<IResourceWithConnectionString> AddConnectionString(this IDistributedApplicationBuilder builder, string name) =>
        ((LocalApplicationBuilder)builder).Add(new ConnectionStringResource(name, builder.Configuration, null));

    public static IResourceBuilder<ConnectionStringResource> AddConnectionString(this IDistributedApplicationBuilder builder, string name, ReferenceExpression connectionStringExpression) =>
        ((LocalApplicationBuilder)builder).Add(new ConnectionStringResource(name, builder.Configuration, connectionStringExpression));

    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, bool secret = false) =>
        ((LocalApplicationBuilder)builder).Add(new ParameterResource(name, secret, () => builder.Configuration[$"Parameters:{name}"]));

    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, string value, bool publishValueAsDefault = false, bool secret = false) =>
        ((LocalApplicationBuilder)builder).Add(new ParameterResource(name, secret, () => builder.Configuration[$"Parameters:{name}"] ?? value));

    /// <summary>Its address in the variables service discovery reads, one for each replica and endpoint.</summary>
    public static IResourceBuilder<T> WithReference<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResourceWithServiceDiscovery> source) where T : IResourceWithEnvironment
    {
        var referenced = (ProcessResource)source.Resource;
        return builder.WithVariables(variables =>
        {
            foreach (var endpoint in referenced.Endpoints)
            {
                for (var replica = 0; replica < referenced.Replicas; replica++)
                    variables[$"services__{referenced.Name}__{endpoint.Name}__{replica}"] = endpoint.Url(replica);
            }
        });
    }

    public static IResourceBuilder<T> WithReference<T>(this IResourceBuilder<T> builder, EndpointReference endpointReference) where T : IResourceWithEnvironment =>
        builder.WithVariables(variables => variables[$"services__{endpointReference.Owner.Name}__{endpointReference.EndpointName}__0"] = endpointReference);

    public static IResourceBuilder<T> WithReference<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResourceWithConnectionString> source, string? connectionName = null, bool optional = false) where T : IResourceWithEnvironment =>
        builder.WithVariables(variables =>
        {
            var name = connectionName ?? source.Resource.Name;
            if (optional && string.IsNullOrEmpty(builder.ApplicationBuilder.Configuration.GetConnectionString(source.Resource.Name)))
                return;
            variables[$"ConnectionStrings__{name}"] = source.Resource;
        });

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, string? value) where T : IResourceWithEnvironment =>
        builder.WithVariables(variables => variables[name] = value ?? "");

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, EndpointReference endpointReference) where T : IResourceWithEnvironment =>
        builder.WithVariables(variables => variables[name] = endpointReference);

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, IResourceBuilder<ParameterResource> parameter) where T : IResourceWithEnvironment =>
        builder.WithVariables(variables => variables[name] = parameter.Resource);

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, ReferenceExpression value) where T : IResourceWithEnvironment =>
        builder.WithVariables(variables => variables[name] = value);

    public static IResourceBuilder<T> WithArgs<T>(this IResourceBuilder<T> builder, params string[] args) where T : IResourceWithArgs
    {
        Process(builder).Arguments.AddRange(args);
        return builder;
    }

    /// <summary>Starts once <paramref name="dependency"/> is healthy; without a health check: once it is started.</summary>
    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency) where T : IResourceWithWaitSupport
    {
        Process(builder).Waits.Add(new Wait((ProcessResource)dependency.Resource, ForCompletion: false));
        return builder;
    }

    /// <summary>Starts once <paramref name="dependency"/> has ended with the exit code.</summary>
    public static IResourceBuilder<T> WaitForCompletion<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, int exitCode = 0) where T : IResourceWithWaitSupport
    {
        Process(builder).Waits.Add(new Wait((ProcessResource)dependency.Resource, ForCompletion: true, exitCode));
        return builder;
    }

    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(replicas, 1);
        builder.Resource.Replicas = replicas;
        return builder;
    }

    public static IResourceBuilder<T> WithHttpEndpoint<T>(this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? name = null, string? env = null, bool isProxied = true) where T : IResourceWithEndpoints
    {
        if (Process(builder).Endpoint(name ?? "http") is not null)
            throw new DistributedApplicationException($"'{builder.Resource.Name}' already has an endpoint '{name ?? "http"}'.");
        Process(builder).Endpoints.Add(new EndpointAnnotation(name ?? "http") { Port = port ?? targetPort, PortVariable = env, IsProxied = isProxied });
        return builder;
    }

    public static IResourceBuilder<T> WithEndpoint<T>(this IResourceBuilder<T> builder, string endpointName, Action<EndpointAnnotation> callback, bool createIfNotExists = true) where T : IResourceWithEndpoints
    {
        var endpoint = Process(builder).Endpoint(endpointName);
        if (endpoint is null && createIfNotExists)
            Process(builder).Endpoints.Add(endpoint = new EndpointAnnotation(endpointName));
        if (endpoint is not null)
            callback(endpoint);
        return builder;
    }

    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder) where T : IResourceWithEndpoints
    {
        Process(builder).Endpoints.ForEach(e => e.IsExternal = true);
        return builder;
    }

    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name) where T : IResourceWithEndpoints => new(Process(builder), name);

    public static IResourceBuilder<T> WithHttpHealthCheck<T>(this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null) where T : IResourceWithEndpoints
    {
        Process(builder).Probes.Add(new HealthProbe(path ?? "/", statusCode ?? 200, endpointName ?? "http", null));
        return builder;
    }

    /// <summary>A check that <c>builder.Services.AddHealthChecks()</c> registered under <paramref name="key"/>.</summary>
    public static IResourceBuilder<T> WithHealthCheck<T>(this IResourceBuilder<T> builder, string key) where T : IResource
    {
        Process(builder).Probes.Add(new HealthProbe(null, 0, null, key));
        return builder;
    }

    private static IResourceBuilder<T> WithVariables<T>(this IResourceBuilder<T> builder, Action<IDictionary<string, object>> add) where T : IResourceWithEnvironment
    {
        Process(builder).Environment.Add(add);
        return builder;
    }

    private static ProcessResource Process<T>(IResourceBuilder<T> builder) where T : IResource => (ProcessResource)(object)builder.Resource;
}
