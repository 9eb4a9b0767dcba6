using System.Collections.Concurrent;
using System.Diagnostics;
using MassTransit;
using Npgsql;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Messaging;

namespace Selection.ServiceDefaults.Tests.SampleService;

/// <summary>Handles one at a time; the last name says what goes wrong.</summary>
public sealed class OnPersonChanged(SampleDb db) : IConsumer<PersonChanged>
{
    public const string Poison = "poison";
    public const string FailsTwice = "fails-twice";
    public const string DatabaseAway = "database-away";

    public const string Curable = "curable";

    /// <summary>Persons whose messages can be handled since somebody mended something.</summary>
    public static ConcurrentDictionary<Guid, bool> Cured { get; } = new();

    /// <summary>Attempts per person, and whether each attempt saw a fresh context.</summary>
    public static ConcurrentDictionary<Guid, ConcurrentQueue<Guid>> Attempts { get; } = new();

    public async Task Consume(ConsumeContext<PersonChanged> context)
    {
        var person = context.Message;
        var attempts = Attempts.GetOrAdd(person.PersonId, _ => new());
        attempts.Enqueue(db.ContextId.InstanceId);
        db.Effects.Add(new Effect { Consumer = nameof(OnPersonChanged), Subject = person.PersonId, TraceId = Activity.Current?.TraceId.ToString() });
        // Written already when it fails: only a rollback takes it back.
        await db.SaveChangesAsync(context.CancellationToken);
        switch (person.LastName)
        {
            case Poison:
                throw new InvalidOperationException("This message cannot be handled.");
            case Curable when !Cured.ContainsKey(person.PersonId):
                throw new InvalidOperationException("Not before it is cured.");
            case FailsTwice when attempts.Count <= 2:
                throw new InvalidOperationException("Not yet.");
            case DatabaseAway when attempts.Count <= 6:
                throw new NpgsqlException("The connection broke.", new IOException());
        }
    }
}

public sealed class OnCandidacyLodged(SampleDb db, Inbox inbox) : IConsumer<Batch<CandidacyLodged>>
{
    /// <summary>How often a candidacy was in a batch that was tried.</summary>
    public static ConcurrentDictionary<Guid, int> Attempts { get; } = new();

    public Task Consume(ConsumeContext<Batch<CandidacyLodged>> context)
    {
        var fresh = inbox.FreshOf(context.Message);
        foreach (var lodged in fresh)
        {
            var attempt = Attempts.AddOrUpdate(lodged.CandidacyId, 1, (_, before) => before + 1);
            if (lodged.Dossier.FederalLevelA?.Service == OnPersonChanged.Poison) throw new InvalidOperationException("This message cannot be handled.");
            if (lodged.Dossier.FederalLevelA?.Service == OnPersonChanged.FailsTwice && attempt <= 2) throw new InvalidOperationException("Not yet.");
            db.Effects.Add(new Effect { Consumer = nameof(OnCandidacyLodged), Subject = lodged.CandidacyId, Together = fresh.Count });
        }

        return Task.CompletedTask;
    }
}
