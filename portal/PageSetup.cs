using Microsoft.AspNetCore.Http.Features;
using Selection.Portal.Components;
using Selection.Portal.Pages.Candidate;
using Selection.Portal.Pages.Auditor;
using Selection.Portal.Pages.Committee;
using Selection.Portal.Pages.Operator;
using Selection.Portal.Resources;

namespace Selection.Portal;

/// <summary>The pages: rendered on the server, plain HTML, forms that need no script.</summary>
public static class PageSetup
{
    public static void AddPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddRazorComponents();
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddSingleton<Texts>();
        builder.Services.AddSingleton(DashboardSettings.Of(builder.Configuration));
        builder.Services.AddScoped<Show>();
        // A part of a notice is a form of some hundred texts in four languages.
        builder.Services.Configure<FormOptions>(form => form.ValueCountLimit = 8192);
        builder.Services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "selection.portal.form";
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.SecurePolicy = builder.Environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        });
    }

    /// <summary>Every error ends at a page that says what to do: what broke, what is not there, what is not allowed.</summary>
    public static void UseErrorPages(this WebApplication app)
    {
        app.UseExceptionHandler("/error/500", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/error/{0}", createScopeForStatusCodePages: true);
    }

    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapCandidateDownloads();
        app.MapAuditor();
        app.MapCommittee();
        app.MapRazorComponents<App>();
    }
}
