using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.ServiceDiscovery;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace Selection.Gateway.Routing;

/// <summary>
/// Finds where a service runs: the address of a destination, such as <c>http://candidacy</c> or
/// <c>http://_grpc.assessment</c>, names a service and maybe one of its endpoints; every replica found becomes a
/// destination of its own, and a change is taken over while running.
/// </summary>
public sealed partial class ServiceDestinations(ServiceEndpointResolver resolver, ILogger<ServiceDestinations> logger) : IDestinationResolver
{
    public async ValueTask<ResolvedDestinationCollection> ResolveDestinationsAsync(IReadOnlyDictionary<string, DestinationConfig> destinations, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, DestinationConfig>();
        var changes = new List<IChangeToken>();
        foreach (var (name, destination) in destinations)
        {
            var address = new Uri(destination.Address);
            var source = await resolver.GetEndpointsAsync(address.GetLeftPart(UriPartial.Authority), cancellationToken);
            changes.Add(source.ChangeToken);
            if (source.Endpoints.Count == 0)
                LogNowhere(destination.Address);
            foreach (var endpoint in source.Endpoints)
            {
                var text = endpoint.ToString()!;
                var replica = new Uri(text.Contains("://", StringComparison.Ordinal) ? text : $"{address.Scheme}://{text}");
                found[$"{name}/{replica.Authority}"] = destination with { Address = replica.GetLeftPart(UriPartial.Authority) + address.PathAndQuery };
            }
        }

        return new ResolvedDestinationCollection(found, new CompositeChangeToken(changes));
    }

    [LoggerMessage(LogLevel.Warning, "No address is known for {Service}: calls to it are answered with 503")]
    private partial void LogNowhere(string service);
}
