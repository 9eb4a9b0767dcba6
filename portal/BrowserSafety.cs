using Selection.ServiceDefaults;

namespace Selection.Portal;

/// <summary>What every answer tells a browser not to do. Pages bring no inline script or style, so that none is allowed.</summary>
public static class BrowserSafety
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
        "frame-ancestors 'none'; base-uri 'none'; object-src 'none'; form-action 'self'";

    public static void AddBrowserSafety(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
    }

    public static void UseBrowserSafety(this WebApplication app)
    {
        // Chromium applies form-action to the redirects that follow a form as well: signing out ends at the authority.
        var authority = new Uri(app.Configuration["Auth:Authority"]!).GetLeftPart(UriPartial.Authority);
        app.UseTrustedProxies();
        if (!app.Environment.IsDevelopment()) app.UseHsts();
        app.Use((context, next) =>
        {
            context.Response.OnStarting(() =>
            {
                var headers = context.Response.Headers;
                headers.XContentTypeOptions = "nosniff";
                headers["Referrer-Policy"] = "same-origin";
                headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                headers["Cross-Origin-Resource-Policy"] = "same-origin";
                headers.ContentSecurityPolicy = $"{Policy} {authority}";
                // A page may be about a person: nothing on the way keeps it, and the way back after signing out shows nothing.
                if (headers.CacheControl.Count == 0) headers.CacheControl = "no-store";
                return Task.CompletedTask;
            });
            return next(context);
        });
    }
}
