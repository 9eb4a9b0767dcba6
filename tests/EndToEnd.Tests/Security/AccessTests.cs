using System.Collections.Concurrent;
using System.Net;
using Grpc.Core;
using Grpc.Net.Client;
using Selection.Contracts.Assessment.V1;
using Selection.Demo;
using Selection.Demo.Platform;
using Selection.EndToEnd.Tests.Running;
using Xunit;
using Xunit.Abstractions;

namespace Selection.EndToEnd.Tests.Security;

/// <summary>
/// Who may call what, through the gateway. The endpoints come from the OpenAPI documents, so that none can be forgotten;
/// <c>access.txt</c> beside this file says for each which roles it lets in.
/// </summary>
[Collection(PlatformCollection.Name)]
public sealed class AccessTests(SharedPlatform shared, ITestOutputHelper output)
{
    private const string Everyone = "everyone";

    private static readonly string[] Services = ["candidacy", "screening", "assessment", "oraltest", "results", "identity"];

    /// <summary>Somebody with each role. The chair of a committee is a member of it as well.</summary>
    private static readonly (string Role, string UserName)[] Users =
    [
        ("candidate", "candidate1"), ("selection-officer", "officer1"), ("committee-member", "member1"), ("committee-chair", "chair"),
        ("appointing-authority", "authority"), ("operator", "operator"), ("auditor", "auditor"),
    ];

    private PlatformClient Client => shared.Platform.Client;

    [Fact]
    public async Task Every_endpoint_lets_in_exactly_the_roles_that_are_written_down_and_nobody_without_a_token()
    {
        (string Role, Actor Actor)[] actors =
        [
            .. Users.Select(u => (u.Role, Client.User(u.UserName, Cast.Password, "en"))),
            ("vendor", Client.AsClient(Cast.VendorId, Cast.VendorSecret)),
        ];
        var observed = new ConcurrentDictionary<string, string>();
        var wrong = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(await EndpointsAsync(), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (endpoint, _) =>
        {
            var letIn = new List<string>();
            foreach (var (role, actor) in actors)
            {
                var answer = await CallAsync(actor, endpoint);
                if ((int)answer.Status >= 500) wrong.Enqueue($"{endpoint} as {role}: {answer.Refusal}");
                if (!IsOutside(answer)) letIn.Add(role);
            }

            var isPublic = (await CallAsync(Client.Anybody, endpoint)).Status is not HttpStatusCode.Unauthorized;
            if (!isPublic && letIn.Count == actors.Length) wrong.Enqueue($"{endpoint} refuses no role at all");
            observed[endpoint.ToString()] = isPublic ? Everyone : string.Join(", ", letIn);
        });

        var found = Lines(observed.Select(o => (o.Key, o.Value)));
        output.WriteLine(found);
        Assert.Empty(wrong);
        Assert.Equal(await WrittenDownAsync(), found);
    }

    [Fact]
    public async Task A_refusal_says_why_in_the_callers_language()
    {
        var german = Client.User("candidate3", Cast.Password, "de");
        var answer = await german.GetAsync("/api/screening/cases", CancellationToken.None);

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Equal("role-missing", answer.Refusal.Code);
        Assert.Equal("urn:selection:problem:role-missing", answer.Text("type"));
        Assert.NotEqual((await Client.User("candidate1", Cast.Password, "en").GetAsync("/api/screening/cases", CancellationToken.None)).Text("detail"), answer.Text("detail"));
    }

    [Fact]
    public async Task A_forged_token_is_none()
    {
        using var http = new HttpClient { BaseAddress = shared.Platform.Options.Gateway };
        var forger = new Actor(http, "forger", "en", _ => Task.FromResult("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4Iiwicm9sZSI6WyJvcGVyYXRvciJdfQ."));

        Assert.Equal(HttpStatusCode.Unauthorized, (await forger.GetAsync("/api/screening/cases", CancellationToken.None)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await forger.PostAsync("/api/clock", new { by = "P1D" }, CancellationToken.None)).Status);
    }

    [Fact]
    public async Task The_vendors_calls_need_a_token_and_the_vendors_role()
    {
        using var channel = GrpcChannel.ForAddress(shared.Platform.Options.Grpc);
        var client = new ScoreIngestion.ScoreIngestionClient(channel);
        Func<Metadata, Task>[] calls =
        [
            async headers => await client.ListSessionsAsync(new ListSessionsRequest(), headers),
            async headers => await client.SubmitResultAsync(new SubmitResultRequest(), headers),
            async headers =>
            {
                using var call = client.WatchRegistrations(new WatchRegistrationsRequest { SessionId = Guid.CreateVersion7().ToString() }, headers);
                await call.ResponseStream.MoveNext(CancellationToken.None);
            },
            async headers =>
            {
                using var call = client.SubmitResults(headers);
                await call.RequestStream.CompleteAsync();
                await call.ResponseStream.MoveNext(CancellationToken.None);
            },
        ];
        var officer = new Metadata { { "authorization", $"Bearer {await Client.User("officer1", Cast.Password, "nl").TokenAsync(CancellationToken.None)}" } };
        foreach (var call in calls)
        {
            Assert.Equal(StatusCode.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(() => call([]))).StatusCode);
            Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(() => call(officer))).StatusCode);
        }
    }

    private async Task<IReadOnlyList<Endpoint>> EndpointsAsync()
    {
        var all = new List<Endpoint>();
        foreach (var service in Services)
            all.AddRange(Endpoint.Of(service, (await Client.Anybody.GetAsync($"/openapi/{service}.json", CancellationToken.None)).Must().Body));
        Assert.True(all.Count > 60, "The documents hold too few endpoints to be all.");
        return all;
    }

    private static async Task<string> WrittenDownAsync() => Lines(
        (await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "Security", "access.txt")))
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split(" : ")).Select(parts => (parts[0].Trim(), parts[1].Trim())));

    private static string Lines(IEnumerable<(string Endpoint, string Roles)> access) =>
        string.Join('\n', access.Select(a => $"{a.Endpoint} : {a.Roles}").Order(StringComparer.Ordinal));

    private static Task<Answer> CallAsync(Actor actor, Endpoint endpoint) => endpoint.Method switch
    {
        "GET" => actor.GetAsync(endpoint.Anywhere, CancellationToken.None),
        "POST" when endpoint.TakesForm => actor.PostFormAsync(endpoint.Anywhere, () => new MultipartFormDataContent { { new StringContent("nothing"), "something" } }, CancellationToken.None),
        "POST" => actor.PostAsync(endpoint.Anywhere, new { }, CancellationToken.None),
        "PUT" => actor.PutAsync(endpoint.Anywhere, new { }, CancellationToken.None),
        "DELETE" => actor.DeleteAsync(endpoint.Anywhere, CancellationToken.None),
        _ => throw new InvalidOperationException($"No way to call {endpoint} yet."),
    };

    /// <summary>Refused for who it is; a token for other services is as good as none.</summary>
    private static bool IsOutside(Answer answer) =>
        answer.Status is HttpStatusCode.Unauthorized || answer is { Status: HttpStatusCode.Forbidden, Refusal.Code: "role-missing" };
}
