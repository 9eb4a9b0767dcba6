using System.Net;
using System.Security.Claims;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Selection.ServiceDefaults.Auth;
using Selection.Testing;
using Xunit;

namespace Selection.Architecture.Tests;

/// <summary>Rule 4: every endpoint names its policy, and lets nobody in but those the policy names. The endpoints are asked of the running services, so that none is forgotten.</summary>
[Collection(nameof(RunningServices))]
public sealed partial class EndpointTests(RunningServices running)
{
    /// <summary>All there is that anybody may call, and why.</summary>
    private static readonly HashSet<string> Public =
    [
        // Every process: health for the operators' probes, the description of the API.
        "* /alive", "* /ready", "GET /openapi/{documentName}.json",
        // Vacancies are public once published; anyone sees how many stand at each step (R53).
        "GET /api/candidacy/vacancies", "GET /api/candidacy/vacancies/{id:guid}", "GET /api/candidacy/vacancies/{id:guid}/funnel",
        "GET /api/candidacy/vacancies/{id:guid}/versions", "GET /api/candidacy/vacancies/{id:guid}/versions/{number:int}",
        "GET /api/candidacy/vacancies/by-code/{selectionCode}", "GET /api/candidacy/vacancies/{id:guid}/export", "GET /api/candidacy/vacancies/schema", "GET /api/candidacy/vacancies/{id:guid}/questions",
        // The vendor's tooling: what the interface is and whether it answers.
        "POST /grpc.health.v1.Health/Check", "POST /grpc.health.v1.Health/Watch", "POST /grpc.health.v1.Health/List",
        "POST /grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", "POST /grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
    ];

    /// <summary>The gateway's routes that pass without a token: what is public behind it, signing in, the clock's reading, the vendor's tooling.</summary>
    private static readonly HashSet<string> PublicRoutes =
    [
        "candidacy-vacancies", "grpc-health", "grpc-reflection", "grpc-reflection-alpha",
        "connect", "token", "well-known", "account", "account-forms", "clock",
        "openapi-candidacy", "openapi-screening", "openapi-assessment", "openapi-oraltest", "openapi-results", "openapi-identity",
    ];

    public static TheoryData<string> ServiceNames => [.. Repository.ProcedureServices.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(ServiceNames))]
    public async Task Every_endpoint_names_its_policy_or_is_public_on_purpose(string service)
    {
        var wrong = new List<string>();
        var found = await EndpointsAsync(service);
        foreach (var endpoint in found)
        {
            var isPublic = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
            var policies = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>();
            foreach (var call in CallsOf(endpoint))
            {
                if (isPublic && !Public.Contains(call.Name)) wrong.Add($"{call.Name} is open to anyone, and not on the list of what is");
                if (!isPublic && !policies.Any(p => p.Policy is { Length: > 0 })) wrong.Add($"{call.Name} names no policy");
            }
        }

        Rules.Nothing(wrong);
        Assert.True(found.Count > 3, "The service has no endpoints: the enumeration is broken.");
    }

    [Theory]
    [MemberData(nameof(ServiceNames))]
    public async Task Without_a_token_the_answer_is_401_and_with_every_other_role_403(string service)
    {
        var host = await running.GetAsync(Repository.ProcedureServices.Single(s => s.Name == service));
        var wrong = new List<string>();
        foreach (var endpoint in await EndpointsAsync(service))
        {
            if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null) continue;
            var shutOut = await RolesShutOutAsync(host, endpoint);
            foreach (var call in CallsOf(endpoint))
            {
                using var anonymous = host.Anonymous();
                await ExpectAsync(anonymous, call, HttpStatusCode.Unauthorized, "without a token", wrong);
                foreach (var role in shutOut)
                {
                    using var other = host.As(role, "somebody");
                    await ExpectAsync(other, call, HttpStatusCode.Forbidden, $"with the role {role}", wrong);
                }
            }
        }

        Rules.Nothing(wrong);
    }

    [Theory]
    [MemberData(nameof(ServiceNames))]
    public async Task A_token_for_another_service_a_forged_one_and_an_expired_one_are_refused(string service)
    {
        var host = await running.GetAsync(Repository.ProcedureServices.Single(s => s.Name == service));
        var endpoint = (await EndpointsAsync(service)).First(e => e.Metadata.GetMetadata<IAllowAnonymous>() is null && e.RoutePattern.RawText!.StartsWith("/api", StringComparison.Ordinal));
        var call = CallsOf(endpoint).First();
        string[] bad =
        [
            TestTokens.Create("another-service", "somebody", Roles.All),
            TestTokens.Create(service, "somebody", Roles.All, expired: true),
            TestTokens.Create(service, "somebody", Roles.All)[..^4] + "AAAA",
            "not-a-token",
        ];
        foreach (var token in bad)
        {
            using var client = host.Anonymous();
            client.DefaultRequestHeaders.Authorization = new("Bearer", token);
            using var answer = await client.SendAsync(new HttpRequestMessage(call.Method, call.Path));
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    [Fact]
    public void Every_route_of_the_gateway_names_its_policy()
    {
        using var settings = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "gateway/appsettings.json")));
        var routes = settings.RootElement.GetProperty("ReverseProxy").GetProperty("Routes").EnumerateObject()
            .ToDictionary(r => r.Name, r => r.Value.TryGetProperty("AuthorizationPolicy", out var policy) ? policy.GetString() : null);
        Rules.Nothing(routes.Where(r => string.IsNullOrEmpty(r.Value)).Select(r => r.Key));
        Rules.Nothing(routes.Where(r => string.Equals(r.Value, "anonymous", StringComparison.OrdinalIgnoreCase)).Select(r => r.Key).Except(PublicRoutes));
    }

    private static async Task ExpectAsync(HttpClient client, Call call, HttpStatusCode expected, string how, List<string> wrong)
    {
        using var request = new HttpRequestMessage(call.Method, call.Path);
        if (call.IsGrpc)
        {
            request.Content = new ByteArrayContent([0, 0, 0, 0, 0]);
            request.Content.Headers.ContentType = new("application/grpc");
            request.Version = HttpVersion.Version20;
        }

        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (answer.StatusCode != expected) wrong.Add($"{call.Name} {how} answers {(int)answer.StatusCode} instead of {(int)expected}");
    }

    private static async Task<List<string>> RolesShutOutAsync(RunningService host, RouteEndpoint endpoint)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var policies = scope.ServiceProvider.GetRequiredService<IAuthorizationPolicyProvider>();
        var authorization = scope.ServiceProvider.GetRequiredService<IAuthorizationService>();
        var policy = (await AuthorizationPolicy.CombineAsync(policies, endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>()))!;
        var shutOut = new List<string>();
        foreach (var role in Roles.All)
        {
            var principal = new ClaimsPrincipal(new ClaimsIdentity([new("sub", "somebody"), new("role", role)], "test", "sub", "role"));
            if (!(await authorization.AuthorizeAsync(principal, policy)).Succeeded) shutOut.Add(role);
        }

        return shutOut;
    }

    private async Task<List<RouteEndpoint>> EndpointsAsync(string service)
    {
        var host = await running.GetAsync(Repository.ProcedureServices.Single(s => s.Name == service));
        // gRPC's own answers to unknown services and methods stand behind the fallback, which denies.
        return [.. host.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().Distinct()
            .Where(e => !e.RoutePattern.RawText!.Contains("{unimplemented", StringComparison.Ordinal))];
    }

    private static IEnumerable<Call> CallsOf(RouteEndpoint endpoint)
    {
        var pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
        var path = Parameter().Replace(pattern, m => m.Groups["constraint"].Value switch
        {
            "guid" => "0197a000-0000-7000-8000-000000000000",
            "int" or "long" => "1",
            _ => "x",
        });
        var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } named ? named : ["*"];
        return methods.Select(m => new Call($"{m} {pattern}", m == "*" ? HttpMethod.Get : new HttpMethod(m), path, pattern.Split('/')[1].Contains('.')));
    }

    [GeneratedRegex(@"\{\**(?<name>\w+)(:(?<constraint>\w+)[^}]*)?\??\}")]
    private static partial Regex Parameter();

    private sealed record Call(string Name, HttpMethod Method, string Path, bool IsGrpc);
}
