using Microsoft.Extensions.Http.Resilience;
using Selection.ServiceDefaults;

namespace Selection.Portal.Gateway;

/// <summary>The one address the portal calls.</summary>
public static class GatewaySetup
{
    public static void AddGateway(this WebApplicationBuilder builder)
    {
        var address = RequiredSettings.Get(builder.Configuration, "Gateway:Address", "the gateway every page gets its data from");
        if (!Uri.TryCreate(address, UriKind.Absolute, out var gateway) || gateway.Scheme is not ("http" or "https"))
            throw new StartupException($"Gateway:Address must be the gateway's URL, and is '{address}'.");
        builder.Services.AddHttpContextAccessor().AddTransient<VisitorAddress>();
#pragma warning disable EXTEXP0001 // The defaults repeat every call; a page's commands are sent once.
        builder.Services.AddHttpClient<GatewayClient>(client => client.BaseAddress = gateway)
            .AddHttpMessageHandler<VisitorAddress>()
            .RemoveAllResilienceHandlers()
            .AddStandardResilienceHandler(resilience =>
            {
                // Somebody is waiting: what does not answer soon is said to be away.
                resilience.Retry.MaxRetryAttempts = 2;
                resilience.Retry.Delay = TimeSpan.FromMilliseconds(200);
                resilience.Retry.DisableFor(HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete, HttpMethod.Patch);
            });
#pragma warning restore EXTEXP0001
        // Uploads and downloads last as long as they last, and are sent once.
#pragma warning disable EXTEXP0001
        builder.Services.AddHttpClient(GatewayClient.Files, client => (client.BaseAddress, client.Timeout) = (gateway, TimeSpan.FromMinutes(10)))
            .AddHttpMessageHandler<VisitorAddress>()
            .RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
    }
}
