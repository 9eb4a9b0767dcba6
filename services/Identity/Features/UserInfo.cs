using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Server.AspNetCore;
using Selection.Identity.Data;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Selection.Identity.Features;

/// <summary>OpenID Connect's userinfo: who the bearer of the token is, as known now.</summary>
public static class UserInfo
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Post];

    // Anonymous for the pipeline: OpenIddict itself has refused every request without a valid token before it comes here.
    public static void MapUserInfo(this IEndpointRouteBuilder app) =>
        app.MapMethods("/connect/userinfo", Methods, HandleAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> HandleAsync(HttpContext http, IdentityDb db, CancellationToken cancellation)
    {
        var ticket = await http.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        var user = Guid.TryParse(ticket.Principal?.FindFirstValue(Claims.Subject), out var subject)
            ? await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Subject == subject, cancellation)
            : null;
        if (user is null)
        {
            return Results.Challenge(new AuthenticationProperties(new Dictionary<string, string?>
            {
                [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.InvalidToken,
                [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = "The token belongs to no user.",
            }), [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
        }

        return Results.Json(new Dictionary<string, object>
        {
            [Claims.Subject] = user.Subject.ToString(),
            [Claims.Name] = user.DisplayName,
            [Claims.PreferredUsername] = user.UserName,
            [Claims.Locale] = user.Language,
            [Claims.Role] = user.Roles,
        });
    }
}
