using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;

namespace Selection.ServiceDefaults;

/// <summary>
/// Who may say for whom a request comes: an ingress that ends TLS, or the portal towards the gateway. Section <c>Proxies:Trusted</c>:
/// networks such as <c>10.0.0.0/8</c>, or single addresses. Where it is empty nobody is believed, and a client is known by the
/// address it comes from.
/// </summary>
public static class TrustedProxies
{
    private const string Key = "Proxies:Trusted";

    /// <summary>Takes address and scheme from <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> of those who are trusted; first in the pipeline.</summary>
    /// <param name="app">The process.</param>
    /// <exception cref="StartupException">One of them is no network and no address.</exception>
    public static void UseTrustedProxies(this WebApplication app)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var text in app.Configuration.GetSection(Key).Get<string[]>() ?? [])
        {
            if (System.Net.IPNetwork.TryParse(text, out var network)) options.KnownIPNetworks.Add(network);
            else if (IPAddress.TryParse(text, out var address)) options.KnownProxies.Add(address);
            else throw new StartupException($"{Key} names networks such as 10.0.0.0/8 or single addresses, and '{text}' is neither.");
        }

        // Without a known proxy the middleware would believe everybody.
        if (options.KnownIPNetworks.Count + options.KnownProxies.Count > 0) app.UseForwardedHeaders(options);
    }
}
