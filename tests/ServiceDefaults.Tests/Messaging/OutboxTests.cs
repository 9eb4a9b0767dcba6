using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using RabbitMQ.Client;
using Selection.Contracts;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Messaging;
using Selection.ServiceDefaults.Tests.SampleService;
using Selection.Testing;
using Xunit;

namespace Selection.ServiceDefaults.Tests.Messaging;

public sealed class OutboxTests(SampleFixture service) : IClassFixture<SampleFixture>
{
    [Fact]
    public async Task An_event_leaves_after_the_commit_with_the_id_of_its_row()
    {
        var written = await WriteAsync("committed");

        var sent = await service.PublishedAsync<PersonChanged>(e => e.PersonId == written.Id);

        Assert.Equal("committed", sent.LastName);
        Assert.Equal(ServiceFixture<SampleDb, SampleDb>.Start, sent.OccurredAt);
        await service.OutboxEmptyAsync();
    }

    [Fact]
    public async Task An_event_never_leaves_after_a_rollback()
    {
        using var candidate = service.As(Roles.Candidate, "anna");
        var answer = await candidate.PostAsJsonAsync("/api/sample/notes", new { text = "rolled-back", mood = "Calm", fail = true });

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        await Eventually.NeverAsync(() => Task.FromResult(service.Published<PersonChanged>().Any(e => e.LastName == "rolled-back")), TimeSpan.FromSeconds(2));
        await using var db = service.NewDb();
        Assert.False(await db.Notes.AnyAsync(n => n.Text == "rolled-back"));
        Assert.False(await db.Outbox.AnyAsync());
    }

    [Fact]
    public async Task What_cannot_be_sent_is_set_aside_and_holds_no_neighbour()
    {
        var persons = Enumerable.Range(0, 20).Select(_ => Samples.Person()).ToList();
        var bad = new[] { ("NoSuchEvent", "{}"), ("PersonChanged", "not json"), ("PersonChanged", "null") }
            .Select(b => new OutboxRow { MessageId = Guid.CreateVersion7(), Type = b.Item1, Body = b.Item2 }).ToList();
        await using var db = service.NewDb();
        foreach (var person in persons.Take(10)) db.Publish(person);
        db.Outbox.AddRange(bad);
        foreach (var person in persons.Skip(10)) db.Publish(person);
        await db.SaveChangesAsync();

        foreach (var person in persons) await service.PublishedAsync<PersonChanged>(e => e.PersonId == person.PersonId);
        await service.OutboxEmptyAsync();

        var ids = bad.Select(b => b.MessageId).ToList();
        var failed = await db.OutboxFailed.Where(f => ids.Contains(f.MessageId)).ToListAsync();
        Assert.Equal(3, failed.Count);
        Assert.Contains(failed, f => f.Error.Contains("NoSuchEvent", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_event_that_no_queue_takes_is_set_aside_instead_of_vanishing_and_leaves_when_an_operator_replays_it()
    {
        var feedback = new CandidateAppointed(Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), 1, new LocalDate(2026, 1, 1), ServiceFixture<SampleDb, SampleDb>.Start);
        const string exchange = "Selection.Contracts.Events:CandidateAppointed";
        await using var connection = await new ConnectionFactory { Uri = service.Broker }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueUnbindAsync("heard-by-the-test", exchange, "");
        await using var db = service.NewDb();
        db.Publish(feedback);
        await db.SaveChangesAsync();

        await service.EventuallyAsync(async () => Assert.True(await db.OutboxFailed.AnyAsync(f => f.Type == nameof(CandidateAppointed))));

        await channel.QueueBindAsync("heard-by-the-test", exchange, "");
        using var @operator = service.As(Roles.Operator, "olga");
        var list = await @operator.GetFromJsonAsync<JsonElement>("/api/sample/operations/outbox-failed?pageSize=200");
        var item = list.GetProperty("items").EnumerateArray().Single(i => i.GetProperty("type").GetString() == nameof(CandidateAppointed));
        using var answer = await @operator.PostAsJsonAsync("/api/sample/operations/outbox-failed/replay", new { ids = new[] { item.GetProperty("id").GetInt64() } });

        Assert.Equal(1, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("count").GetInt32());
        await service.PublishedAsync<CandidateAppointed>(e => e.CandidacyId == feedback.CandidacyId);
        Assert.False(await db.OutboxFailed.AnyAsync(f => f.Type == nameof(CandidateAppointed)));
        Assert.True(await db.Records.AnyAsync(r => r.Action == "event.replayed" && r.Actor == "olga"));
    }

    [Fact]
    public async Task Two_dispatchers_share_the_work_and_send_nothing_twice()
    {
        var other = await service.StartReplicaAsync();
        using var here = service.As(Roles.Candidate, "anna");
        using var there = other.As(Roles.Candidate, "anna");
        await Parallel.ForAsync(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, ct) =>
        {
            using var answer = await (i % 2 == 0 ? here : there).PostAsJsonAsync("/api/sample/notes", new { text = "shared", mood = "Calm" }, ct);
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        });

        await service.EventuallyAsync(() =>
        {
            Assert.Equal(200, service.Published<PersonChanged>().Count(e => e.LastName == "shared"));
            return Task.CompletedTask;
        });
        await service.OutboxEmptyAsync();
        var messages = service.PublishedMessages();
        Assert.Equal(messages.Count, messages.DistinctBy(m => m.MessageId).Count());
        await service.EventuallyAsync(async () =>
        {
            await using var db = service.NewDb();
            var notes = db.Notes.Where(n => n.Text == "shared").Select(n => n.Id);
            Assert.Equal(200, await db.Effects.CountAsync(e => notes.Contains(e.Subject)));
        });
    }

    [Fact]
    public async Task The_trace_of_a_request_goes_on_through_outbox_and_broker_to_the_consumer()
    {
        var trace = ActivityTraceId.CreateRandom().ToString();
        using var candidate = service.As(Roles.Candidate, "anna");
        candidate.DefaultRequestHeaders.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        using var answer = await candidate.PostAsJsonAsync("/api/sample/notes", new { text = "traced", mood = "Calm" });
        var written = (await answer.Content.ReadFromJsonAsync<Notes.NoteWritten>())!;

        await service.EventuallyAsync(async () =>
        {
            await using var db = service.NewDb();
            Assert.Equal(trace, (await db.Effects.SingleAsync(e => e.Subject == written.Id)).TraceId);
        });
    }

    [Fact]
    public async Task Set_based_rows_leave_as_soon_as_they_are_committed()
    {
        await using var scope = service.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SampleDb>();
        var person = Samples.Person();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Database.ExecuteSqlAsync($"""
            insert into outbox (message_id, type, body)
            values ({Guid.CreateVersion7()}, 'PersonChanged', {JsonSerializer.Serialize(person, ContractsJson.Options)})
            """);
        db.OutboxWritten();
        await transaction.CommitAsync();

        await service.PublishedAsync<PersonChanged>(e => e.PersonId == person.PersonId);
    }

    private async Task<Notes.NoteWritten> WriteAsync(string text)
    {
        using var candidate = service.As(Roles.Candidate, "anna");
        var answer = await candidate.PostAsJsonAsync("/api/sample/notes", new { text, mood = "Cross" });
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<Notes.NoteWritten>())!;
    }
}
