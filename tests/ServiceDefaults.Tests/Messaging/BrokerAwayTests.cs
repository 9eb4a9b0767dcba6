using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Tests.SampleService;
using Selection.Testing.Servers;
using Xunit;

namespace Selection.ServiceDefaults.Tests.Messaging;

/// <summary>A service on a broker of its own, which the tests stop.</summary>
public sealed class OwnBrokerFixture : SampleFixture
{
    private RabbitMqServer? _own;

    public RabbitMqServer Own => _own!;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        if (_own is not null) await _own.DisposeAsync();
    }

    protected override async Task<RabbitMqServer> StartBrokerAsync() => _own = await RabbitMqServer.StartAsync();
}

public sealed class BrokerAwayTests(OwnBrokerFixture service) : IClassFixture<OwnBrokerFixture>
{
    [Fact]
    public async Task While_the_broker_is_away_work_goes_on_and_its_events_leave_when_it_is_back()
    {
        using var candidate = service.As(Roles.Candidate, "anna");
        await service.Own.StopAppAsync();
        var written = new List<Guid>();
        for (var i = 0; i < 20; i++)
        {
            using var answer = await candidate.PostAsJsonAsync("/api/sample/notes", new { text = "waiting", mood = "Calm" });
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
            written.Add((await answer.Content.ReadFromJsonAsync<Notes.NoteWritten>())!.Id);
        }

        using var anyone = service.Anonymous();
        using var ready = await anyone.GetAsync(new Uri("/ready", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        await using var db = service.NewDb();
        Assert.Equal(Enumerable.Repeat(nameof(PersonChanged), 20), await db.Outbox.Select(o => o.Type).ToListAsync());

        using var @operator = service.As(Roles.Operator, "olga");
        using var errors = await @operator.GetAsync(new Uri("/api/sample/operations/errors", UriKind.Relative));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, errors.StatusCode);
        Assert.Equal("broker-away", (await errors.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());

        await service.Own.StartAppAsync();

        await service.EventuallyAsync(async () => Assert.False(await db.Outbox.AnyAsync()), TimeSpan.FromSeconds(60));
        await service.EventuallyAsync(async () => Assert.Equal(20, await db.Effects.CountAsync(e => written.Contains(e.Subject))), TimeSpan.FromSeconds(60));
        // The listener of the tests finds its broker again in its own time.
        await service.EventuallyAsync(
            () => Task.FromResult(service.Published<PersonChanged>().Where(e => written.Contains(e.PersonId)).DistinctBy(e => e.PersonId).Count() == 20), TimeSpan.FromSeconds(60));
        Assert.False(await db.OutboxFailed.AnyAsync());
    }

    [Fact]
    public async Task A_broker_that_was_silent_while_an_event_was_sent_for_the_first_time_gets_it_over_the_same_connection()
    {
        using var candidate = service.As(Roles.Candidate, "anna");
        using var first = await candidate.PostAsJsonAsync("/api/sample/notes", new { text = "before", mood = "Calm" });
        await using var db = service.NewDb();
        await service.EventuallyAsync(async () => Assert.False(await db.Outbox.AnyAsync()), TimeSpan.FromSeconds(60));

        await service.Own.HushAsync();
        var erased = Guid.CreateVersion7();
        db.Publish(new PersonErased(erased, 1, service.Clock.GetCurrentInstant()));
        await db.SaveChangesAsync();
        // Longer than the outbox waits for a confirmation.
        await Task.Delay(TimeSpan.FromSeconds(15));
        Assert.True(await db.Outbox.AnyAsync());
        await service.Own.ListenAsync();

        await service.EventuallyAsync(async () => Assert.False(await db.Outbox.AnyAsync()), TimeSpan.FromSeconds(30));
        await service.PublishedAsync<PersonErased>(e => e.PersonId == erased);
        Assert.False(await db.OutboxFailed.AnyAsync());
    }
}

public sealed class HungChannelTests(OwnBrokerFixture service) : IClassFixture<OwnBrokerFixture>
{
    [Fact]
    public async Task A_process_whose_channels_are_never_answered_while_the_broker_answers_others_ends_and_its_events_wait()
    {
        using var candidate = service.As(Roles.Candidate, "anna");
        await using var db = service.NewDb();
        await service.Own.HushAsync();
        using (var answer = await candidate.PostAsJsonAsync("/api/sample/notes", new { text = "waiting", mood = "Calm" }))
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);

        // New connections are read, those of the process are not.
        await service.EventuallyAsync(() => Assert.ThrowsAsync<ObjectDisposedException>(() => candidate.GetAsync(new Uri("/alive", UriKind.Relative))), TimeSpan.FromSeconds(90));

        Assert.True(await db.Outbox.AnyAsync());
        Assert.False(await db.OutboxFailed.AnyAsync());
    }
}

public sealed class ConsumerWatchTests(OwnBrokerFixture service) : IClassFixture<OwnBrokerFixture>
{
    [Fact]
    public async Task A_process_that_listens_to_its_queues_no_more_and_does_not_know_it_ends_even_with_nothing_to_send()
    {
        using var candidate = service.As(Roles.Candidate, "anna");
        using (var answer = await candidate.PostAsJsonAsync("/api/sample/notes", new { text = "before", mood = "Calm" }))
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        await using var db = service.NewDb();
        await service.EventuallyAsync(async () => Assert.False(await db.Outbox.AnyAsync()), TimeSpan.FromSeconds(60));

        // A service of another test may have given up in this process before.
        Environment.ExitCode = 0;
        // The broker forgets who listens, and cannot tell them.
        await service.Own.HushAsync();
        await service.Own.CtlAsync("eval", "[exit(Channel, kill) || Channel <- rabbit_channel:list_local()].");

        await service.EventuallyAsync(() => Assert.ThrowsAsync<ObjectDisposedException>(() => candidate.GetAsync(new Uri("/alive", UriKind.Relative))), TimeSpan.FromSeconds(90));
        Assert.Equal(1, Environment.ExitCode);
    }
}
