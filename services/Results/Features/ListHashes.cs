using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using NodaTime;
using Selection.Contracts;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Features;

/// <summary>
/// The hash over a list: SHA-256 over its entries in the order of their candidacies, then over what they have in common;
/// lower-case hexadecimal. It is made when the list is proposed, and again from what the database holds before the list is
/// approved and before anything of it is shown: nobody changes the committee's list in between, not even the database's owner.
/// </summary>
internal static partial class ListHashes
{
    public static void Add(this IncrementalHash hash, ListEntry e) => hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(
        new HashedEntry(
            e.CandidacyId, e.PersonId, e.Group, e.Rank, e.TotalPercent, e.MeritPlace,
            [.. e.Results.Select(r => new HashedResult(r.Code, r.Result, r.Motivation))], e.Motivation, e.CarriedFrom, e.Act),
        ContractsJson.Options));

    /// <summary>Ends the hash with what stands in the list's own row.</summary>
    public static string EndWith(this IncrementalHash hash, HashedList list)
    {
        // Lists of before there were frames were hashed without this.
        if (list.Frame is not null) hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(list, ContractsJson.Options));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>
    /// Whether a list is still what was proposed. One that is not is out for good, on record, and an alert. In the caller's
    /// transaction, under the vacancy's lock; the caller saves.
    /// </summary>
    public static async Task<bool> HoldsAsync(this ResultsDb db, ResultList list, Instant now, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await foreach (var entry in db.Entries.AsNoTracking().Where(e => e.ListId == list.ListId).OrderBy(e => e.CandidacyId).AsAsyncEnumerable().WithCancellation(ct))
            hash.Add(entry);
        var found = hash.EndWith(HashedList.Of(list));
        if (found == list.Hash) return true;

        list.State = ListState.Altered;
        db.Record(new RecordEntry(RecordEntry.SystemActor, "list.alteration-found", "list", list.ListId, RuleVersion: list.RuleVersion, Details: new { list.VacancyId, list.Version, list.Hash, found }), now);
        LogAltered(db.GetService<ILoggerFactory>().CreateLogger(typeof(ListHashes)), list.ListId, list.VacancyId);
        return false;
    }

    [LoggerMessage(LogLevel.Critical, "List {ListId} of vacancy {VacancyId} was changed in the database after it was proposed. It is not published; find out who changed it, and propose the list anew.")]
    private static partial void LogAltered(ILogger logger, Guid listId, Guid vacancyId);

    /// <summary>What the hash covers of an entry; members that came later are left out where there are none, so that older hashes stand.</summary>
    private sealed record HashedEntry(
        Guid CandidacyId, Guid PersonId, FinalGroup Group, int? Rank, decimal TotalPercent, int? MeritPlace, IReadOnlyList<HashedResult> Results, string Motivation,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? CarriedFrom,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Act? Act);

    /// <summary>A result as it was when hashes began: a member that the event gets later must not change them.</summary>
    private sealed record HashedResult(string Code, decimal Result, string Motivation);
}

/// <summary>What the hash covers of a list's own row.</summary>
internal sealed record HashedList(ActFrame? Frame, int Suitable, int NotSuitable, int? Corrects, CorrectionGround? Ground, string? Reason, string? Ruling)
{
    public static HashedList Of(ResultList l) => new(l.Frame, l.Suitable, l.NotSuitable, l.Corrects, l.Ground, l.Reason, l.Ruling);
}
