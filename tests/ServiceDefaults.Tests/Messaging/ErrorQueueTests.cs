using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using RabbitMQ.Client;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Tests.SampleService;
using Selection.Testing;
using Xunit;

namespace Selection.ServiceDefaults.Tests.Messaging;

public sealed class ErrorQueueTests(SampleFixture service) : IClassFixture<SampleFixture>
{
    private const string Errors = "/api/sample/operations/errors";

    [Fact]
    public async Task An_operator_sees_what_failed_and_why_and_puts_it_back_when_it_is_mended()
    {
        var persons = Enumerable.Range(0, 3).Select(_ => Samples.Person() with { LastName = OnPersonChanged.Curable }).ToList();
        var ids = new List<Guid>();
        foreach (var person in persons) ids.Add(await service.PublishAsync(person));
        await service.EventuallyAsync(async () => Assert.Equal(3u, await Queues.DepthAsync(service.Broker, Queues.Person + "_error")));
        using var @operator = service.As(Roles.Operator, "olga");

        var queue = (await @operator.GetFromJsonAsync<JsonElement>(Errors)).GetProperty("items").EnumerateArray().Single();
        Assert.Equal(Queues.Person, queue.GetProperty("queue").GetString());
        Assert.Equal(3, queue.GetProperty("depth").GetInt32());
        var message = queue.GetProperty("messages").EnumerateArray().Single(m => m.GetProperty("messageId").GetGuid() == ids[0]);
        Assert.Equal("Not before it is cured.", message.GetProperty("error").GetString());
        Assert.Equal("PersonChanged", message.GetProperty("type").GetString());
        Assert.Equal(JsonValueKind.String, message.GetProperty("failedAt").ValueKind);
        await service.EventuallyAsync(async () => Assert.Equal(3u, await Queues.DepthAsync(service.Broker, Queues.Person + "_error")));

        foreach (var person in persons) OnPersonChanged.Cured[person.PersonId] = true;
        Assert.Equal(1, await ReplayAsync(@operator, new { messageIds = new[] { ids[1] } }));
        await service.HandledAsync(ids[1]);
        await service.EventuallyAsync(async () => Assert.Equal(2u, await Queues.DepthAsync(service.Broker, Queues.Person + "_error")));

        Assert.Equal(2, await ReplayAsync(@operator, new { }));
        foreach (var id in ids) await service.HandledAsync(id);
        await using var db = service.NewDb();
        foreach (var person in persons) Assert.Equal(1, await db.Effects.CountAsync(e => e.Subject == person.PersonId));
        Assert.Equal(3, await db.Records.CountAsync(r => r.Action == "message.replayed" && r.Actor == "olga"));
        Assert.Equal(0u, await Queues.DepthAsync(service.Broker, Queues.Person + "_error"));
        Assert.Empty((await @operator.GetFromJsonAsync<JsonElement>(Errors)).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_queue_that_is_not_this_services_is_not_found_and_only_operators_ask()
    {
        using var @operator = service.As(Roles.Operator, "olga");
        using var officer = service.As(Roles.SelectionOfficer, "otto");
        Assert.Equal(HttpStatusCode.NotFound, (await @operator.PostAsJsonAsync($"{Errors}/another-queue/replay", new { })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await officer.GetAsync(new Uri(Errors, UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await officer.PostAsJsonAsync("/api/sample/operations/outbox-failed/replay", new { })).StatusCode);
    }

    [Fact]
    public async Task A_message_that_is_no_message_ends_in_the_error_queue_too()
    {
        await using var connection = await new ConnectionFactory { Uri = service.Broker }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();

        await channel.BasicPublishAsync("", Queues.Lodged, Encoding.UTF8.GetBytes("{ this is no json"));

        await service.EventuallyAsync(async () => Assert.Equal(1u, await Queues.DepthAsync(service.Broker, Queues.Lodged + "_error")));
    }

    private static async Task<int> ReplayAsync(HttpClient client, object body)
    {
        using var answer = await client.PostAsJsonAsync($"{Errors}/{Queues.Person}/replay", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("count").GetInt32();
    }
}

public sealed class DeliveryLimitTests(SampleFixture service) : IClassFixture<SampleFixture>
{
    [Fact]
    public async Task A_message_that_breaks_its_process_again_and_again_ends_in_the_error_queue_and_not_nowhere()
    {
        await service.StopAsync();
        await using var connection = await new ConnectionFactory { Uri = service.Broker }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.BasicPublishAsync("", Queues.Person, Encoding.UTF8.GetBytes("{}"));

        for (var crash = 0; crash < 60; crash++)
        {
            if (await channel.BasicGetAsync(Queues.Person, autoAck: false) is { } taken) await channel.BasicNackAsync(taken.DeliveryTag, multiple: false, requeue: true);
        }

        await Eventually.PassesAsync(async () => Assert.Equal(1u, await Queues.DepthAsync(service.Broker, Queues.Person + "_error")));
    }
}
