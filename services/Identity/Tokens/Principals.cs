using System.Collections.Immutable;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using OpenIddict.Abstractions;
using Selection.Identity.Data;
using Selection.Identity.Domain;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Selection.Identity.Tokens;

/// <summary>What a token says of who it is for.</summary>
public static class Principals
{
    public static ClaimsPrincipal ForUser(User user, ImmutableArray<string> scopes) =>
        Build(user.Subject.ToString(), user.DisplayName, user.Roles, user.Language, scopes);

    public static ClaimsPrincipal ForClient(string clientId, Client client, ImmutableArray<string> scopes) =>
        Build(clientId, client.DisplayName, client.Roles, null, scopes);

    private static ClaimsPrincipal Build(string subject, string name, string[] roles, string? language, ImmutableArray<string> scopes)
    {
        var identity = new ClaimsIdentity("selection", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, subject);
        identity.SetClaim(Claims.Name, name);
        // An array even for one role, so that no reader needs to know both shapes.
        identity.AddClaim(new Claim(Claims.Role, JsonSerializer.Serialize(roles), JsonClaimValueTypes.JsonArray));
        identity.SetClaim(Claims.Locale, language);

        var principal = new ClaimsPrincipal(identity);
        principal.SetScopes(scopes);
        // A token opens the services whose scopes were asked for, and no other.
        principal.SetResources(scopes.Where(Audiences.All.Contains));
        identity.SetDestinations(static claim => [Destinations.AccessToken, Destinations.IdentityToken]);
        return principal;
    }
}
