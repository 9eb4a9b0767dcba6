using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using NodaTime;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using Selection.Identity.Tokens;

namespace Selection.Identity.Data;

/// <summary>What <c>migrate</c> fills the new schema with: the keys, the clients of the configuration and the demo users.</summary>
public static class Seeding
{
    public static async Task SeedAsync(IServiceProvider services, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var scoped = scope.ServiceProvider;
        var now = scoped.GetRequiredService<IClock>().GetCurrentInstant();
        var keys = scoped.GetRequiredService<TokenKeys>();
        await keys.LoadAsync(cancellation);

        var authority = scoped.GetRequiredService<IOptions<OpenIddictServerOptions>>().Value.Issuer!;
        var applications = scoped.GetRequiredService<IOpenIddictApplicationManager>();
        foreach (var (id, client) in scoped.GetRequiredService<IOptions<ClientSettings>>().Value)
        {
            // The configuration is the truth: a changed address or secret holds from the next migrate on.
            if (await applications.FindByClientIdAsync(id, cancellation) is { } existing)
                await applications.UpdateAsync(existing, client.Describe(id, authority), cancellation);
            else
                await applications.CreateAsync(client.Describe(id, authority), cancellation);
        }

        await DemoUsers.SeedAsync(scoped.GetRequiredService<IdentityDb>(), scoped.GetRequiredService<IPasswordHasher<User>>(), now, cancellation);

        // Spent and expired tokens would pile up with every demo.
        await scoped.GetRequiredService<IOpenIddictTokenManager>().PruneAsync(now.ToDateTimeOffset().AddDays(-1), cancellation);
        await scoped.GetRequiredService<IOpenIddictAuthorizationManager>().PruneAsync(now.ToDateTimeOffset().AddDays(-1), cancellation);
    }
}
