using Microsoft.EntityFrameworkCore;
using Selection.Identity.Domain;
using static Selection.Identity.Tests.IdentityFixture;

namespace Selection.Identity.Tests.Features;

public sealed class TokenTests(IdentityFixture identity) : IClassFixture<IdentityFixture>
{
    [Fact]
    public async Task A_password_gives_a_token_with_subject_name_roles_and_the_audiences_asked_for()
    {
        var token = Read(await TokenAsync(identity.Browser(), "chair", "candidacy gateway"));
        Assert.Equal("http://localhost:5100/", token.Issuer);
        Assert.Equal(["candidacy", "gateway"], token.Audiences);
        Assert.Equal("005e1ec7-0000-4000-8000-000000000003", token.Subject);
        Assert.Equal(["committee-chair", "committee-member"], token.Claims.Where(c => c.Type == "role").Select(c => c.Value));
        Assert.Equal("Clara Voorzitter", token.GetPayloadValue<string>("name"));
        Assert.Equal("nl", token.GetPayloadValue<string>("locale"));
    }

    [Theory]
    [InlineData("officer1", "selection-officer")]
    [InlineData("member12", "committee-member")]
    [InlineData("authority", "appointing-authority")]
    [InlineData("operator", "operator")]
    [InlineData("auditor", "auditor")]
    [InlineData("candidate3", "candidate")]
    public async Task There_is_a_demo_user_for_every_role_and_one_role_is_an_array_too(string userName, string role)
    {
        var token = Read(await TokenAsync(identity.Browser(), userName));
        Assert.Equal([role], token.GetPayloadValue<string[]>("role"));
    }

    [Fact]
    public async Task A_user_name_is_known_in_any_case() =>
        Assert.Equal(200, (await PostAsync(identity.Browser(), Password(" Officer2 ", "Demo-2026!"))).Status);

    [Fact]
    public async Task A_wrong_password_and_an_unknown_user_get_the_same_answer()
    {
        var wrong = await PostAsync(identity.Browser(), Password("auditor", "not this one"));
        var unknown = await PostAsync(identity.Browser(), Password("nobody", "not this one"));
        Assert.Equal(400, wrong.Status);
        Assert.Equal("invalid_grant", wrong.Body.GetProperty("error").GetString());
        Assert.Equal(wrong.Body.ToString(), unknown.Body.ToString());
    }

    [Fact]
    public async Task Five_wrong_passwords_make_an_account_rest_and_no_other()
    {
        var client = identity.Browser();
        for (var attempt = 0; attempt < Lockout.AttemptsAllowed; attempt++)
            Assert.Equal(400, (await PostAsync(client, Password("member11", $"guess {attempt}"))).Status);

        var right = await PostAsync(client, Password("member11", "Demo-2026!"));
        Assert.Equal(400, right.Status);
        Assert.Contains("locked", right.Body.GetProperty("error_description").GetString(), StringComparison.Ordinal);
        Assert.Equal(200, (await PostAsync(client, Password("member10", "Demo-2026!"))).Status);

        await identity.InDbAsync(db => db.Users.Where(u => u.UserName == "member11").ExecuteUpdateAsync(set => set.SetProperty(u => u.LockedUntil, u => u.CreatedAt)));
        Assert.Equal(200, (await PostAsync(client, Password("member11", "Demo-2026!"))).Status);
    }

    [Fact]
    public async Task Guesses_made_at_the_same_moment_all_count()
    {
        var client = identity.Browser();
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => PostAsync(client, Password("member9", $"guess {i}"))));
        Assert.Equal(400, (await PostAsync(client, Password("member9", "Demo-2026!"))).Status);
    }

    [Fact]
    public async Task The_vendor_signs_in_by_its_secret_and_for_the_assessment_only()
    {
        var client = identity.Browser();
        var (status, body) = await PostAsync(client, Vendor("vendor-development-secret", "assessment"));
        Assert.Equal(200, status);
        Assert.Equal("vendor", Read(body).Subject);
        Assert.Equal(["vendor"], Read(body).GetPayloadValue<string[]>("role"));
        Assert.Equal(["assessment"], Read(body).Audiences);

        Assert.Equal(401, (await PostAsync(client, Vendor("another secret", "assessment"))).Status);
        Assert.Equal(400, (await PostAsync(client, Vendor("vendor-development-secret", "results"))).Status);
    }

    [Fact]
    public async Task Only_the_demo_may_send_a_password()
    {
        var form = Password("officer1", "Demo-2026!");
        form["client_id"] = "portal";
        form["client_secret"] = "portal-development-secret";
        var (status, body) = await PostAsync(identity.Browser(), form);
        Assert.Equal(400, status);
        Assert.Equal("unauthorized_client", body.GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_role_taken_away_is_gone_at_the_next_refresh()
    {
        var client = identity.Browser();
        var first = await TokenAsync(client, "member8", "gateway offline_access");
        await identity.InDbAsync(db => db.Users.Where(u => u.UserName == "member8").ExecuteUpdateAsync(set => set.SetProperty(u => u.Roles, ["auditor"])));
        var (status, second) = await PostAsync(client, Refresh(first.GetProperty("refresh_token").GetString()!));
        Assert.Equal(200, status);
        Assert.Equal(["committee-member"], Read(first).GetPayloadValue<string[]>("role"));
        Assert.Equal(["auditor"], Read(second).GetPayloadValue<string[]>("role"));
    }

    [Fact]
    public async Task Keys_and_refresh_tokens_outlive_a_restart()
    {
        var before = await TokenAsync(identity.Browser(), "member7", "gateway offline_access");
        var restarted = identity.Browser(identity.Start());
        Assert.Equal(
            await identity.Browser().GetStringAsync(new Uri("/.well-known/jwks", UriKind.Relative)),
            await restarted.GetStringAsync(new Uri("/.well-known/jwks", UriKind.Relative)));
        Assert.Equal(200, (await PostAsync(restarted, Refresh(before.GetProperty("refresh_token").GetString()!))).Status);
    }

    [Fact]
    public async Task The_token_tells_userinfo_who_it_is()
    {
        var client = await identity.AsAsync("officer2");
        var body = await client.GetStringAsync(new Uri("/connect/userinfo", UriKind.Relative));
        Assert.Contains("\"preferred_username\":\"officer2\"", body, StringComparison.Ordinal);
        Assert.Equal(401, (int)(await identity.Browser().GetAsync(new Uri("/connect/userinfo", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task Browsers_are_sent_to_the_public_address_and_services_stay_inside()
    {
        var inside = identity.First.CreateClient(new() { BaseAddress = new Uri("http://identity.internal:8080") });
        var metadata = await inside.GetStringAsync(new Uri("/.well-known/openid-configuration", UriKind.Relative));
        Assert.Contains("\"authorization_endpoint\": \"http://localhost:5100/connect/authorize\"", metadata, StringComparison.Ordinal);
        Assert.Contains("\"jwks_uri\": \"http://identity.internal:8080/.well-known/jwks\"", metadata, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_api_description_names_no_internal_address()
    {
        var description = await identity.Browser().GetStringAsync(new Uri("/openapi/identity.json", UriKind.Relative));
        using var document = System.Text.Json.JsonDocument.Parse(description);
        Assert.Equal("/", document.RootElement.GetProperty("servers").EnumerateArray().Single().GetProperty("url").GetString());
    }

    private static Dictionary<string, string> Password(string userName, string password) => new()
    {
        ["grant_type"] = "password",
        ["client_id"] = "demo",
        ["username"] = userName,
        ["password"] = password,
        ["scope"] = "gateway",
    };

    private static Dictionary<string, string> Vendor(string secret, string scope) => new()
    {
        ["grant_type"] = "client_credentials",
        ["client_id"] = "vendor",
        ["client_secret"] = secret,
        ["scope"] = scope,
    };

    private static Dictionary<string, string> Refresh(string token) => new()
    {
        ["grant_type"] = "refresh_token",
        ["client_id"] = "demo",
        ["refresh_token"] = token,
    };
}
