using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using Selection.Identity.Data;
using Selection.Identity.Tokens;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Selection.Identity.Features;

/// <summary>Turns a code, a refresh token, a client's secret or (for the demo) a password into an access token.</summary>
public static class IssueToken
{
    public static void MapIssueToken(this IEndpointRouteBuilder app) =>
        app.MapPost("/connect/token", HandleAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> HandleAsync(HttpContext http, SignIns signIns, IdentityDb db, IOptions<ClientSettings> clients, CancellationToken cancellation)
    {
        var request = http.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("OpenIddict let a request through that it did not read.");
        if (request.IsPasswordGrantType())
        {
            return (await signIns.TryAsync(request.Username, request.Password, cancellation)).Match(
                user => Issue(Principals.ForUser(user, request.GetScopes())),
                () => Refuse("The user name or the password is wrong."),
                () => Refuse("The account is locked for a few minutes after too many wrong passwords."));
        }

        if (request.IsClientCredentialsGrantType())
        {
            return clients.Value.TryGetValue(request.ClientId!, out var client)
                ? Issue(Principals.ForClient(request.ClientId!, client, request.GetScopes()))
                : Refuse("The client is no longer configured.");
        }

        // A code or a refresh token: OpenIddict has checked it; the user is read again, so that a role taken away ends here.
        var ticket = await http.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        var subject = Guid.Parse(ticket.Principal!.FindFirstValue(Claims.Subject)!);
        var current = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Subject == subject, cancellation);
        if (current is null)
            return Refuse("The user no longer exists.");

        var principal = Principals.ForUser(current, ticket.Principal!.GetScopes());
        return Issue(principal);
    }

    private static IResult Issue(ClaimsPrincipal principal) =>
        Results.SignIn(principal, authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);

    private static IResult Refuse(string why) =>
        Results.Forbid(new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.InvalidGrant,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = why,
        }), [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
}
