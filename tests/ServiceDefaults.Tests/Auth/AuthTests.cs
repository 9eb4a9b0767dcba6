using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Selection.ServiceDefaults.Auth;
using Selection.Testing;
using Xunit;

namespace Selection.ServiceDefaults.Tests.Auth;

public sealed class AuthTests(SampleFixture service) : IClassFixture<SampleFixture>
{
    [Fact]
    public async Task Without_a_token_the_answer_is_401_with_another_role_403()
    {
        using var anonymous = service.Anonymous();
        using var officer = service.As(Roles.SelectionOfficer, "otto");
        var missing = await anonymous.PostAsJsonAsync("/api/sample/notes", new { });
        var other = await officer.PostAsJsonAsync("/api/sample/notes", new { });

        Assert.Equal(HttpStatusCode.Unauthorized, missing.StatusCode);
        Assert.Equal("Bearer", missing.Headers.WwwAuthenticate.Single().Scheme);
        Assert.Equal("token-missing", await CodeAsync(missing));
        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
        Assert.Equal("role-missing", await CodeAsync(other));
    }

    [Theory]
    [InlineData("expired")]
    [InlineData("other-audience")]
    [InlineData("forged")]
    [InlineData("garbage")]
    public async Task A_token_that_is_not_good_here_is_401(string what)
    {
        var token = what switch
        {
            "expired" => TestTokens.Create("sample", "anna", [Roles.Candidate], expired: true),
            "other-audience" => TestTokens.Create("screening", "anna", [Roles.Candidate]),
            "forged" => TestTokens.Create("sample", "anna", [Roles.Candidate])[..^6] + "AAAAAA",
            _ => "garbage",
        };
        using var client = service.Anonymous();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var answer = await client.PostAsJsonAsync("/api/sample/notes", new { });

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("token-invalid", await CodeAsync(answer));
    }

    [Fact]
    public async Task An_endpoint_that_names_no_policy_lets_nobody_in()
    {
        using var anonymous = service.Anonymous();
        using var everybody = service.As(Roles.Candidate, "anna", [.. Roles.All]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await anonymous.GetAsync(new Uri("/api/sample/unnamed", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await everybody.GetAsync(new Uri("/api/sample/unnamed", UriKind.Relative))).StatusCode);
    }

    internal static async Task<string?> CodeAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
}

/// <summary>A service whose authority does not answer.</summary>
public sealed class NoAuthorityFixture : SampleFixture
{
    protected override void Configure(IServiceCollection services) =>
        services.PostConfigure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options => options.ConfigurationManager =
            new ConfigurationManager<OpenIdConnectConfiguration>(
                "http://127.0.0.1:9/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever { RequireHttps = false }));
}

public sealed class NoAuthorityTests(NoAuthorityFixture service) : IClassFixture<NoAuthorityFixture>
{
    [Fact]
    public async Task An_authority_that_does_not_answer_is_not_the_callers_fault()
    {
        using var candidate = service.As(Roles.Candidate, "anna");
        var answer = await candidate.PostAsJsonAsync("/api/sample/notes", new { text = "a", mood = "Calm" });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("authority-unreachable", await AuthTests.CodeAsync(answer));
        Assert.NotNull(answer.Headers.RetryAfter);
    }
}
