using Selection.ServiceDefaults.Problems;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.ServiceDiscovery;
using Yarp.ReverseProxy.Transforms;

namespace Selection.Gateway.Routing;

/// <summary>Passes calls on to the services: routes and clusters are in appsettings.json, section <c>ReverseProxy</c>.</summary>
public static class Forwarding
{
    /// <summary>Headers that tell a service who asks; only the gateway knows.</summary>
    private static readonly string[] Impostors = ["Forwarded", "X-Real-IP", "X-Original-URL", "X-Original-Host", "X-Original-For", "X-Original-Proto", "X-Rewrite-URL"];

    public static void AddForwarding(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IDestinationResolver, ServiceDestinations>();
        builder.Services.AddReverseProxy()
            .LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"))
            .ConfigureHttpClient((_, handler) =>
            {
                handler.ConnectTimeout = TimeSpan.FromSeconds(5);
                // A replica that vanished without a word is noticed, also by a stream on which nobody speaks.
                handler.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
                handler.KeepAlivePingTimeout = TimeSpan.FromSeconds(10);
            })
            .AddTransforms(transforms =>
            {
                // Set, never appended: what a client says of itself in X-Forwarded-* is dropped.
                transforms.AddXForwarded(ForwardedTransformActions.Set);
                foreach (var header in Impostors)
                    transforms.AddRequestHeaderRemove(header);
                // The service says which language it answers in; the gateway's own guess would stand beside it.
                transforms.AddRequestTransform(request =>
                {
                    request.HttpContext.Response.Headers.Remove("Content-Language");
                    return ValueTask.CompletedTask;
                });
                transforms.AddResponseHeaderRemove("Server", ResponseCondition.Always);
                if (transforms.Route.ClusterId == "identity")
                    transforms.AddOriginalHost();
                else
                    // Cookies belong to the pages of identity and portal, which share this host name; services know tokens only.
                    transforms.AddRequestHeaderRemove("Cookie");
            });
    }

    public static void MapForwarding(this WebApplication app) => app.MapReverseProxy(proxy =>
    {
        proxy.Use(ExplainAsync);
        proxy.UseLoadBalancing();
        proxy.UsePassiveHealthChecks();
    });

    /// <summary>Refuses what is too large before a byte is sent on, and says in a problem why a call could not be passed on.</summary>
    private static async Task ExplainAsync(HttpContext context, RequestDelegate next)
    {
        var route = context.GetReverseProxyFeature().Route.Config;
        if (route.MaxRequestBodySize is { } limit && limit >= 0 && context.Request.ContentLength > limit)
        {
            await Refusal.WriteAsync(context, Problem.Of("too-large", StatusCodes.Status413PayloadTooLarge));
            return;
        }

        await next(context);
        if (context.GetForwarderErrorFeature() is not { } error || context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
            return;

        var problem = ProblemOf(error, context.Response.StatusCode, route.ClusterId!);
        context.Response.Clear();
        await Refusal.WriteAsync(context, problem);
    }

    private static Problem ProblemOf(IForwarderErrorFeature error, int status, string service) => error.Error switch
    {
        ForwarderError.NoAvailableDestinations => Away(service),
        // Nothing was sent: the call can be repeated without a second thought.
        ForwarderError.Request when error.Exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError } => Away(service),
        ForwarderError.RequestTimedOut => Problem.Of("service-slow", StatusCodes.Status504GatewayTimeout, service),
        ForwarderError.RequestBodyClient when status == StatusCodes.Status413PayloadTooLarge => Problem.Of("too-large", status),
        ForwarderError.RequestBodyClient => Problem.Of("body-broken", StatusCodes.Status400BadRequest),
        _ => Problem.Of("service-broken", StatusCodes.Status502BadGateway, service),
    };

    private static Problem Away(string service) => Problem.Of("service-away", StatusCodes.Status503ServiceUnavailable, service);
}
