using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Selection.Identity.Features;

/// <summary>Ends the session here and leads back to the application that asked for it.</summary>
public static class EndSession
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Post];

    public static void MapEndSession(this IEndpointRouteBuilder app) =>
        app.MapMethods("/connect/logout", Methods, (Delegate)HandleAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> HandleAsync(HttpContext http)
    {
        var hint = await http.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        var session = await http.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme);

        // Only the application the person signed in to can show their id token. Any other page that links here would sign
        // people out against their will, so then the person is asked.
        if (session.Succeeded && hint.Principal?.FindFirstValue(Claims.Subject) != session.Principal.FindFirstValue(Claims.Subject))
            return Results.Redirect("/account/logout");

        await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return Results.SignOut(new AuthenticationProperties { RedirectUri = "/account/signed-out" }, [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
    }
}
