using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using Selection.Identity.Data;
using Selection.Identity.Tokens;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Selection.Identity.Features;

/// <summary>Authorization code with PKCE: who is signed in gets a code, who is not is shown the login page first.</summary>
public static class Authorize
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Post];

    public static void MapAuthorize(this IEndpointRouteBuilder app) =>
        app.MapMethods("/connect/authorize", Methods, HandleAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> HandleAsync(HttpContext http, IdentityDb db, CancellationToken cancellation)
    {
        var request = http.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("OpenIddict let a request through that it did not read.");
        var session = await http.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        var user = await FindAsync(db, session.Principal, cancellation);

        // "login" asks for the password again; whoever has just given it comes back marked, so that it is asked once.
        var again = request.HasPromptValue(PromptValues.Login) && !http.Request.Query.ContainsKey(JustSignedIn);
        if (user is not null && !again)
            return Results.SignIn(Principals.ForUser(user, request.GetScopes()), authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);

        if (request.HasPromptValue(PromptValues.None))
        {
            return Results.Forbid(new AuthenticationProperties(new Dictionary<string, string?>
            {
                [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.LoginRequired,
                [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = "The user is not signed in.",
            }), [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
        }

        return Results.Redirect("/account/login" + QueryString.Create(LoginQuery(http.Request, request)));
    }

    /// <summary>Marks a request that comes straight from the login page.</summary>
    private const string JustSignedIn = "signed_in";

    private static IEnumerable<KeyValuePair<string, string?>> LoginQuery(HttpRequest http, OpenIddictRequest request)
    {
        // A posted request becomes a query again: the login page comes back with a redirect.
        var parameters = new QueryBuilder(request.GetParameters().Select(p => KeyValuePair.Create(p.Key, (string?)p.Value ?? "")))
        {
            { JustSignedIn, "1" },
        };
        yield return new("returnUrl", http.Path + parameters.ToQueryString());
        if (request.UiLocales is { Length: > 0 } locales)
            yield return new("ui_locales", locales);
        if (request.LoginHint is { Length: > 0 } hint)
            yield return new("userName", hint);
    }

    private static async Task<User?> FindAsync(IdentityDb db, ClaimsPrincipal? session, CancellationToken cancellation) =>
        Guid.TryParse(session?.FindFirstValue(Claims.Subject), out var subject)
            ? await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Subject == subject, cancellation)
            : null;
}
