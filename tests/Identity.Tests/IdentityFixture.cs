using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Selection.Identity.Data;
using Selection.Testing.Servers;

namespace Selection.Identity.Tests;

/// <summary>The real Program on a database of its own, migrated and seeded by its own <c>migrate</c>.</summary>
public sealed class IdentityFixture : IAsyncLifetime
{
    public static readonly Uri Gateway = new("http://localhost:5100");

    private static readonly Lazy<Task<string>> Template = new(MakeTemplateAsync);
    private readonly List<WebApplicationFactory<IdentityDb>> started = [];
    private string connectionString = "";

    public WebApplicationFactory<IdentityDb> First => started[0];

    /// <summary>Another process on the same database: a restart, or a second replica.</summary>
    public WebApplicationFactory<IdentityDb> Start()
    {
        var factory = new WebApplicationFactory<IdentityDb>().WithWebHostBuilder(host =>
        {
            host.UseEnvironment("Development");
            host.UseSetting("ConnectionStrings:identity", connectionString);
            host.ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        });
        _ = factory.Services;
        started.Add(factory);
        return factory;
    }

    /// <summary>A browser that follows nothing by itself.</summary>
    public HttpClient Browser(WebApplicationFactory<IdentityDb>? of = null) =>
        (of ?? First).CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = Gateway });

    public async Task<HttpClient> AsAsync(string userName)
    {
        var client = Browser();
        var tokens = await TokenAsync(client, userName);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", tokens.GetProperty("access_token").GetString());
        return client;
    }

    public static async Task<JsonElement> TokenAsync(HttpClient client, string userName, string scope = "gateway", string password = DemoUsers.Password)
    {
        var (status, body) = await PostAsync(client, new()
        {
            ["grant_type"] = "password",
            ["client_id"] = "demo",
            ["username"] = userName,
            ["password"] = password,
            ["scope"] = scope,
        });
        Assert.True(status == 200, body.ToString());
        return body;
    }

    public static async Task<(int Status, JsonElement Body)> PostAsync(HttpClient client, Dictionary<string, string> form)
    {
        using var response = await client.PostAsync(new Uri("/connect/token", UriKind.Relative), new FormUrlEncodedContent(form));
        return ((int)response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }

    public static JsonWebToken Read(JsonElement tokens, string which = "access_token") => new(tokens.GetProperty(which).GetString());

    public async Task<T> InDbAsync<T>(Func<IdentityDb, Task<T>> work)
    {
        await using var scope = First.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<IdentityDb>());
    }

    public async Task InitializeAsync()
    {
        var postgres = await PostgresServer.ForThisRunAsync();
        connectionString = await postgres.CreateDatabaseAsync($"identity-{Guid.NewGuid():N}", await Template.Value);
        Start();
    }

    public async Task DisposeAsync()
    {
        foreach (var factory in started)
            await factory.DisposeAsync();
    }

    private static async Task<string> MakeTemplateAsync()
    {
        var postgres = await PostgresServer.ForThisRunAsync();
        var name = $"template-identity-{Guid.NewGuid():N}";
        var connection = await postgres.CreateDatabaseAsync(name) + ";Pooling=false";
        string[] args = ["migrate", $"--ConnectionStrings:identity={connection}", "--environment=Development", "--Logging:LogLevel:Default=Warning"];
        var ended = await Task.Run(() => (int)typeof(IdentityDb).Assembly.EntryPoint!.Invoke(null, [args])!);
        Assert.Equal(0, ended);
        return name;
    }
}
