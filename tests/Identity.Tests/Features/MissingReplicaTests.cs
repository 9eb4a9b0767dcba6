using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Selection.Identity.Tests.Features;

/// <summary>Alone in its class, since it takes as long as the patience it is about.</summary>
public sealed class MissingReplicaTests(IdentityFixture identity) : IClassFixture<IdentityFixture>
{
    [Fact]
    public async Task T4_a_replica_that_does_not_apply_a_move_is_named()
    {
        await identity.Browser().GetAsync(new Uri("/clock?instance=stuck&version=1&wait=0", UriKind.Relative));
        var response = await (await identity.AsAsync("operator")).PostAsJsonAsync(new Uri("/api/clock", UriKind.Relative), new { by = "P1D" });
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Equal(["stuck"], problem.GetProperty("missing").EnumerateArray().Select(m => m.GetString()));
    }
}
