using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Selection.ServiceDefaults.Auth;
using Xunit;

namespace Selection.OralTest.Tests.Features;

public sealed partial class AccessTests(OralTestFixture service) : IClassFixture<OralTestFixture>
{
    [Fact]
    public async Task Every_endpoint_wants_a_token_and_the_right_role()
    {
        var endpoints = service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(endpoints);
        foreach (var endpoint in endpoints)
        {
            var method = endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods[0];
            var path = Parameter().Replace(endpoint.RoutePattern.RawText!, Guid.Empty.ToString());
            Assert.Equal(401, await StatusAsync(service.Anonymous(), method, path));
            Assert.Equal(403, await StatusAsync(service.As(Roles.Vendor, "vendor-1"), method, path));
        }
    }

    [Fact]
    public async Task The_api_describes_itself()
    {
        using var anonymous = service.Anonymous();
        var document = await anonymous.GetStringAsync("/openapi/oraltest.json");
        Assert.Contains("/api/oraltest/hearings/{candidacyId}/judge", document, StringComparison.Ordinal);
    }

    private static async Task<int> StatusAsync(HttpClient client, string method, string path)
    {
        using (client)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            using var answer = await client.SendAsync(request);
            return (int)answer.StatusCode;
        }
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
