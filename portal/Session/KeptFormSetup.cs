using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Selection.Portal.Session;

/// <summary>
/// What was typed outlives the session it was typed in, also without a script. A form that is sent too late is kept on the way to
/// the sign-in; whoever then comes back to its page sees it there, filled in, and sends it again: nothing is done of itself.
/// </summary>
public static class KeptFormSetup
{
    private const string CookieName = "selection.portal.kept";

    private static readonly object IsShown = new();

    /// <summary>Whether this page shows a form that was kept: then it does what no form asks.</summary>
    public static bool ShowsKeptForm(this HttpContext http) => http.Items.ContainsKey(IsShown);

    /// <summary>Keeps the form of a request that leads to the sign-in.</summary>
    internal static async Task KeepFormAsync(this HttpContext http)
    {
        var request = http.Request;
        // What a script sends it keeps itself.
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType || (request.Headers.TryGetValue("Sec-Fetch-Mode", out var mode) && mode != "navigate")) return;
        try
        {
            if (await http.RequestServices.GetRequiredService<KeptForms>().KeepAsync(AddressOf(request), await request.ReadFormAsync(http.RequestAborted)) is not { } key) return;
            http.Response.Cookies.Append(CookieName, key, Cookie(http, KeptForms.Waits));
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            // What cannot be read was typed by nobody.
        }
    }

    /// <summary>Shows a kept form on its page. It stands behind the check of forgery, which it makes no use of: whose form it is was sealed into it.</summary>
    internal static void UseKeptForms(this WebApplication app) => app.Use(async (http, next) =>
    {
        if (HttpMethods.IsGet(http.Request.Method) && http.Request.Cookies[CookieName] is { Length: > 0 } key && http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null
            && await http.RequestServices.GetRequiredService<KeptForms>().TakeAsync(key, http.User, AddressOf(http.Request)) is { } kept)
        {
            http.Response.Cookies.Delete(CookieName, Cookie(http, null));
            // Bound as if it had been sent; the form's own component sees to it that nothing is done.
            http.Items[IsShown] = true;
            http.Request.Method = HttpMethods.Post;
            http.Request.ContentType = "application/x-www-form-urlencoded";
            http.Features.Set<IFormFeature>(new FormFeature(new FormCollection(kept.Fields.ToDictionary(f => f.Key, f => new StringValues(f.Value)))));
            http.Features.Set<IAntiforgeryValidationFeature>(new Shown());
        }

        await next(http);
    });

    private static string AddressOf(HttpRequest request) => $"{request.Path}{request.QueryString}";

    private static CookieOptions Cookie(HttpContext http, TimeSpan? lasts) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        MaxAge = lasts,
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
    };

    private sealed class Shown : IAntiforgeryValidationFeature
    {
        public bool IsValid => true;

        public Exception? Error => null;
    }
}
