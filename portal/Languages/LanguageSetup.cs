using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace Selection.Portal.Languages;

/// <summary>Four languages: the one that was chosen, else the one the browser asks for, else English.</summary>
public static class LanguageSetup
{
    /// <summary>The languages by code, each named in itself.</summary>
    public static IReadOnlyList<(string Code, string Name)> All { get; } = [("nl", "Nederlands"), ("fr", "Français"), ("de", "Deutsch"), ("en", "English")];

    private const string CookieName = "selection.language";

    /// <summary>How dates and numbers are written: as in Belgium, in English as in Ireland, since a decimal comma misleads whoever reads English.</summary>
    private static readonly Dictionary<string, string> Regions = new() { ["nl"] = "nl-BE", ["fr"] = "fr-BE", ["de"] = "de-BE", ["en"] = "en-IE" };

    /// <summary>The language of this page.</summary>
    public static string Current => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    public static void AddLanguages(this WebApplicationBuilder builder) => builder.Services.AddRequestLocalization(options =>
    {
        options.SupportedCultures = [.. Regions.Values.Select(r => new CultureInfo(r))];
        options.SupportedUICultures = [.. All.Select(l => new CultureInfo(l.Code))];
        options.DefaultRequestCulture = new RequestCulture("en-IE", "en");
        options.ApplyCurrentCultureToResponseHeaders = true;
        options.RequestCultureProviders = [new Chosen(), new Asked()];
    });

    public static void UseLanguages(this WebApplication app) => app.UseRequestLocalization();

    /// <summary>A choice is a link: it works without a script and leads back to the page it was made on.</summary>
    public static void MapLanguages(this WebApplication app) => app.MapGet("/language/{code}", (string code, string? from, HttpContext http) =>
    {
        if (Regions.ContainsKey(code))
        {
            http.Response.Cookies.Append(CookieName, code, new CookieOptions
            {
                HttpOnly = true,
                IsEssential = true,
                MaxAge = TimeSpan.FromDays(365),
                SameSite = SameSiteMode.Lax,
                Secure = http.Request.IsHttps,
            });
        }

        return Results.LocalRedirect(LocalPath.Of(from));
    }).AllowAnonymous();

    private sealed class Chosen : RequestCultureProvider
    {
        public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext) =>
            Task.FromResult(httpContext.Request.Cookies[CookieName] is { } code && Regions.TryGetValue(code, out var region) ? new ProviderCultureResult(region, code) : null);
    }

    private sealed class Asked : RequestCultureProvider
    {
        public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
        {
            var asked = httpContext.Request.GetTypedHeaders().AcceptLanguage.Where(l => l.Quality is null or > 0).OrderByDescending(l => l.Quality ?? 1)
                .Select(l => l.Value.ToString().Split('-')[0].ToLowerInvariant()).FirstOrDefault(Regions.ContainsKey);
            return Task.FromResult(asked is null ? null : new ProviderCultureResult(Regions[asked], asked));
        }
    }
}

/// <summary>Where somebody is led back to: this site, and nowhere else.</summary>
public static class LocalPath
{
    /// <summary>The path, when it is one of this site's; otherwise the first page.</summary>
    public static string Of(string? path) =>
        path is ['/', .. var rest] && !rest.StartsWith('/') && !rest.StartsWith('\\') && !path.Any(char.IsControl) ? path : "/";
}
