using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Selection.Identity.Tokens;

/// <summary>The applications that may ask for tokens: configuration section <c>Clients</c>, keyed by client id.</summary>
public sealed class ClientSettings : Dictionary<string, Client>
{
    public const string Section = "Clients";

    /// <summary>Where a sign-in may end, as origins: the pages allow their forms to lead there and nowhere else.</summary>
    public IEnumerable<string> RedirectOrigins(Uri authority) => Values
        .SelectMany(c => c.RedirectUris.Concat(c.PostLogoutRedirectUris), (c, u) => (Uri: new Uri(authority, u), c.Native))
        .Select(r => r.Native ? $"{r.Uri.Scheme}://{r.Uri.Host}:*" : r.Uri.GetLeftPart(UriPartial.Authority))
        .Distinct();

    /// <summary>Says what is wrong, in a sentence for whoever configures it; null when nothing is.</summary>
    public string? Fault() =>
        this.FirstOrDefault(c => c.Value.Confidential && string.IsNullOrWhiteSpace(c.Value.Secret)) is { Key: { } id }
            ? $"The confidential client '{id}' has no secret: set Clients:{id}:Secret."
            : null;
}

/// <summary>One application.</summary>
public sealed class Client
{
    public required string DisplayName { get; set; }
    public bool Confidential { get; set; }
    public string? Secret { get; set; }

    /// <summary>A program on the user's own machine: any port of a loopback redirect URI will do.</summary>
    public bool Native { get; set; }

    /// <summary>As OAuth spells them: authorization_code, refresh_token, client_credentials, password.</summary>
    public string[] Grants { get; set; } = [];
    public string[] Scopes { get; set; } = [];

    /// <summary>Absolute, or a path below the gateway for what is served there.</summary>
    public string[] RedirectUris { get; set; } = [];
    public string[] PostLogoutRedirectUris { get; set; } = [];

    /// <summary>What the client itself is when it signs in without a user.</summary>
    public string[] Roles { get; set; } = [];

    /// <summary>What OpenIddict keeps of it.</summary>
    public OpenIddictApplicationDescriptor Describe(string id, Uri authority)
    {
        var descriptor = new OpenIddictApplicationDescriptor
        {
            ClientId = id,
            ClientSecret = Confidential ? Secret : null,
            ClientType = Confidential ? ClientTypes.Confidential : ClientTypes.Public,
            ApplicationType = Native ? ApplicationTypes.Native : ApplicationTypes.Web,
            ConsentType = ConsentTypes.Implicit,
            DisplayName = DisplayName,
        };
        descriptor.Permissions.Add(Permissions.Endpoints.Token);
        foreach (var grant in Grants)
            descriptor.Permissions.Add(Permissions.Prefixes.GrantType + grant);
        foreach (var scope in Scopes)
            descriptor.Permissions.Add(Permissions.Prefixes.Scope + scope);
        if (Grants.Contains(GrantTypes.AuthorizationCode))
        {
            descriptor.Permissions.Add(Permissions.Endpoints.Authorization);
            descriptor.Permissions.Add(Permissions.Endpoints.EndSession);
            descriptor.Permissions.Add(Permissions.ResponseTypes.Code);
            descriptor.Requirements.Add(Requirements.Features.ProofKeyForCodeExchange);
        }

        descriptor.RedirectUris.UnionWith(RedirectUris.Select(u => new Uri(authority, u)));
        descriptor.PostLogoutRedirectUris.UnionWith(PostLogoutRedirectUris.Select(u => new Uri(authority, u)));
        return descriptor;
    }
}
