using System.Text.Json;
using NodaTime;
using Selection.Portal.Gateway.Operations;

namespace Selection.Portal.Gateway.Records;

/// <summary>How an entry stands to a personal text.</summary>
public enum PersonTextState { None, Kept, Erased }

/// <summary>An entry of the record (R54); number and hash come with the seal.</summary>
public sealed record RecordItem(
    long Id, long? Number, string? Hash, Instant At, string Actor, string Action, string EntityType, Guid EntityId, Guid? PersonId, int? RuleVersion,
    JsonElement? Details, PersonTextState PersonTextState);

/// <summary>Entries, newest first; <see cref="Next"/> is where older ones begin.</summary>
public sealed record RecordPage(IReadOnlyList<RecordItem> Items, long? Next);

/// <summary>What a service keeps of another's record: the hash of an entry that was the newest when it was told.</summary>
public sealed record RecordWitness(string KeptBy, string Service, long Number, string Hash, Instant ToldAt);

/// <summary>What checking a service's record found (R54); <see cref="Broken"/> says in English what is wrong with the first entry that is not as it was sealed.</summary>
public sealed record RecordFinding(bool IsIntact, string? Broken, long Sealed, long Waiting, long? Backdated, int Keepers);

/// <summary>The record of a service, as it was checked.</summary>
public sealed record CheckedRecord(string Service, Reply<RecordFinding> Finding);

/// <summary>The record's part of the API.</summary>
public static class RecordCalls
{
    /// <summary>Checks the record of every service, each against what the others keep of it.</summary>
    public static async Task<IReadOnlyList<CheckedRecord>> VerifyRecordsAsync(this GatewayClient gateway)
    {
        var services = OperationsCalls.Services;
        var kept = await Task.WhenAll(services.Select(s => gateway.GetAsync<IReadOnlyList<RecordWitness>>($"/api/{s}/record/witnesses/newest")));
        var witnesses = kept.SelectMany(k => k.Value ?? []).ToList();
        return await Task.WhenAll(services.Select(async s =>
            new CheckedRecord(s, await gateway.PostAsync<RecordFinding>($"/api/{s}/record/verify", new { witnesses = witnesses.Where(w => w.Service == s) }))));
    }
}
