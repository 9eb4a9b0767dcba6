using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Options;
using OpenIddict.Server;
using Selection.Identity.Tokens;

namespace Selection.Identity;

/// <summary>The pages people see: signing in, registering, signing out. Plain forms, no script, four languages.</summary>
public static class AccountPages
{
    public static void AddAccountPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddLocalization();
        builder.Services.AddRazorPages(pages => pages.Conventions.AllowAnonymousToFolder("/Account"));
        builder.Services.AddAntiforgery(a => a.Cookie.Name = "selection.identity.form");
        // What the application asked for, or the reader chose on the page, goes before what the browser says.
        builder.Services.Configure<RequestLocalizationOptions>(localization => localization.RequestCultureProviders.Insert(
            0, new QueryStringRequestCultureProvider { QueryStringKey = "ui_locales", UIQueryStringKey = "ui_locales" }));
        builder.Services.Configure<ForwardedHeadersOptions>(forwarded =>
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedHost | ForwardedHeaders.XForwardedProto);
    }

    public static void UseAccountPages(this WebApplication app)
    {
        // Chromium applies form-action to the redirects that follow a form as well: signing in ends at the application's
        // address, and OpenIddict's form_post answer posts there with this one line of script.
        var authority = app.Services.GetRequiredService<IOptions<OpenIddictServerOptions>>().Value.Issuer!;
        var origins = string.Join(' ', app.Services.GetRequiredService<IOptions<ClientSettings>>().Value.RedirectOrigins(authority));
        var policy = $"default-src 'none'; style-src 'self'; img-src 'self'; script-src '{FormPostScript}'; form-action 'self' {origins}; frame-ancestors 'none'; base-uri 'none'";
        app.UseForwardedHeaders();
        app.Use((context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy = policy;
            return next(context);
        });
        app.UseStaticFiles();
    }

    /// <summary>The hash of <c>document.form.submit();</c>, the script of OpenIddict's page; a test compares them.</summary>
    private const string FormPostScript = "sha256-j7OoGArf6XW6YY4cAyS3riSSvrJRqpSi1fOF9vQ5SrI=";
}
