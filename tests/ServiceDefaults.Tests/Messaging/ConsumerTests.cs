using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Selection.Contracts.Dossiers;
using Selection.ServiceDefaults.Tests.SampleService;
using Selection.Testing;
using Xunit;

namespace Selection.ServiceDefaults.Tests.Messaging;

public sealed class ConsumerTests(SampleFixture service) : IClassFixture<SampleFixture>
{
    private const string PersonQueue = Queues.Person;
    private const string LodgedQueue = Queues.Lodged;

    [Fact]
    public async Task A_message_that_comes_twice_has_one_effect()
    {
        var errors = await DepthAsync(PersonQueue + "_error");
        var person = Samples.Person();
        var id = await service.PublishAsync(person);
        await service.HandledAsync(id);
        for (var i = 0; i < 5; i++) await service.PublishAsync(person, id);

        // What is sent after the duplicates has had its effect: so the duplicates are through as well.
        await service.PublishAndHandleAsync(Samples.Person());

        await service.EventuallyAsync(async () => Assert.Equal(0u, await DepthAsync(PersonQueue)));
        Assert.Equal(1, await EffectsAsync(person.PersonId));
        Assert.Equal(errors, await DepthAsync(PersonQueue + "_error"));
        Assert.Equal(0u, await DepthAsync(PersonQueue + "_skipped"));
    }

    [Fact]
    public async Task A_message_that_comes_many_times_at_once_has_one_effect()
    {
        var errors = await DepthAsync(PersonQueue + "_error");
        var person = Samples.Person();
        var id = Guid.CreateVersion7();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => service.PublishAsync(person, id)));

        await service.HandledAsync(id);
        await service.EventuallyAsync(async () => Assert.Equal(0u, await DepthAsync(PersonQueue)));

        Assert.Equal(1, await EffectsAsync(person.PersonId));
        Assert.Equal(errors, await DepthAsync(PersonQueue + "_error"));
        Assert.Equal(0u, await DepthAsync(PersonQueue + "_skipped"));
    }

    [Fact]
    public async Task A_batch_has_one_effect_for_each_message_and_none_for_a_duplicate()
    {
        var errors = await DepthAsync(LodgedQueue + "_error");
        var vacancy = Guid.CreateVersion7();
        var lodged = Enumerable.Range(0, 120).Select(_ => Samples.Lodged(vacancy)).ToList();
        var ids = new ConcurrentBag<Guid>();
        await Task.WhenAll(lodged.Select(async l =>
        {
            var id = await service.PublishAsync(l);
            ids.Add(id);
            await service.PublishAsync(l, id);
        }));

        await service.EventuallyAsync(async () => Assert.Equal(120, await HandledAsync(ids)));
        foreach (var (l, id) in lodged.Take(10).Zip(ids)) await service.PublishAsync(l, id);
        await service.PublishAndHandleAsync(Samples.Lodged(vacancy));

        await service.EventuallyAsync(async () => Assert.Equal(0u, await DepthAsync(LodgedQueue)));
        var candidacies = lodged.Select(l => l.CandidacyId).ToList();
        await using var db = service.NewDb();
        var effects = await db.Effects.Where(e => candidacies.Contains(e.Subject)).ToListAsync();
        Assert.Equal(120, effects.Count);
        Assert.Equal(120, effects.DistinctBy(e => e.Subject).Count());
        Assert.Equal(0u, await DepthAsync(LodgedQueue + "_skipped"));
        Assert.Equal(errors, await DepthAsync(LodgedQueue + "_error"));
        Assert.True(effects.Max(e => e.Together) > 1, "No batch held more than one message.");
    }

    [Fact]
    public async Task Each_retry_gets_a_fresh_context_and_what_the_failed_one_wrote_is_gone()
    {
        var person = Samples.Person() with { LastName = OnPersonChanged.FailsTwice };

        await service.PublishAndHandleAsync(person);

        var contexts = OnPersonChanged.Attempts[person.PersonId];
        Assert.Equal(3, contexts.Count);
        Assert.Equal(3, contexts.Distinct().Count());
        Assert.Equal(1, await EffectsAsync(person.PersonId));
    }

    [Fact]
    public async Task A_database_that_is_away_is_waited_for_longer_than_a_message_that_fails()
    {
        var person = Samples.Person() with { LastName = OnPersonChanged.DatabaseAway };

        await service.PublishAndHandleAsync(person);

        Assert.Equal(7, OnPersonChanged.Attempts[person.PersonId].Count);
        Assert.Equal(1, await EffectsAsync(person.PersonId));
    }

    [Fact]
    public async Task A_poisoned_message_ends_in_the_error_queue_and_holds_nobody_up()
    {
        var before = await DepthAsync(PersonQueue + "_error");
        var poisoned = Samples.Person() with { LastName = OnPersonChanged.Poison };
        var id = await service.PublishAsync(poisoned);
        await service.PublishAndHandleAsync(Samples.Person());

        await service.EventuallyAsync(async () => Assert.Equal(before + 1, await DepthAsync(PersonQueue + "_error")));

        Assert.Equal(0, await EffectsAsync(poisoned.PersonId));
        await using var db = service.NewDb();
        Assert.False(await db.Inbox.AnyAsync(i => i.MessageId == id));
        Assert.Equal(4, OnPersonChanged.Attempts[poisoned.PersonId].Count);
    }

    [Fact]
    public async Task A_message_no_consumer_knows_ends_with_the_errors()
    {
        var before = await DepthAsync(PersonQueue + "_error");
        await Queues.PutAsync(service.Broker, PersonQueue, """{ "messageId": "0199c07e-3f18-7d9a-85b6-c1e2a3d4f506", "messageType": ["urn:message:Selection.Contracts.Events:Unheard"], "message": {} }""");

        await service.EventuallyAsync(async () => Assert.Equal(before + 1, await DepthAsync(PersonQueue + "_error")));
        Assert.Equal(0u, await DepthAsync(PersonQueue + "_skipped"));
    }

    [Fact]
    public async Task A_batch_that_fails_at_first_is_tried_again_whole()
    {
        var lodged = Samples.Lodged(Guid.CreateVersion7(), dossier: Samples.Dossier() with { FederalLevelA = new FederalFunction(OnPersonChanged.FailsTwice, "A4") });

        await service.PublishAndHandleAsync(lodged);

        Assert.Equal(1, await EffectsAsync(lodged.CandidacyId));
        Assert.Equal(3, OnCandidacyLodged.Attempts[lodged.CandidacyId]);
    }

    [Fact]
    public async Task A_poisoned_message_in_a_batch_does_not_take_its_neighbours_along()
    {
        var vacancy = Guid.CreateVersion7();
        var poisoned = Samples.Lodged(vacancy, dossier: Samples.Dossier() with { FederalLevelA = new FederalFunction(OnPersonChanged.Poison, "A4") });
        var good = Enumerable.Range(0, 10).Select(_ => Samples.Lodged(vacancy)).ToList();
        await Task.WhenAll(good.Take(5).Append(poisoned).Concat(good.Skip(5)).Select(l => service.PublishAsync(l)));

        await service.EventuallyAsync(async () => Assert.Equal(1u, await DepthAsync(LodgedQueue + "_error")));
        await service.EventuallyAsync(async () =>
        {
            foreach (var l in good) Assert.Equal(1, await EffectsAsync(l.CandidacyId));
        });
        Assert.Equal(0, await EffectsAsync(poisoned.CandidacyId));
    }

    private async Task<int> EffectsAsync(Guid subject)
    {
        await using var db = service.NewDb();
        return await db.Effects.CountAsync(e => e.Subject == subject);
    }

    private async Task<int> HandledAsync(IEnumerable<Guid> ids)
    {
        var all = ids.ToList();
        await using var db = service.NewDb();
        return await db.Inbox.CountAsync(i => all.Contains(i.MessageId));
    }

    private Task<uint> DepthAsync(string queue) => Queues.DepthAsync(service.Broker, queue);
}
