using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Selection.Contracts;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Database;
using Selection.ServiceDefaults.Problems;

namespace Selection.ServiceDefaults.Record;

/// <summary>Which entries are asked for; everything that is given has to fit.</summary>
/// <param name="EntityType">The kind of thing, e.g. <c>candidacy</c>.</param>
/// <param name="EntityId">Which one.</param>
/// <param name="PersonId">Whom it concerns.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Action">What was done.</param>
/// <param name="From">From this moment on.</param>
/// <param name="To">Before this moment.</param>
/// <param name="Texts">Whether personal texts are shown; each such look leaves an entry itself.</param>
internal readonly record struct RecordFilter(
    string? EntityType, Guid? EntityId, Guid? PersonId, string? Actor, string? Action, string? From, string? To, bool? Texts)
{
    /// <summary>What is wrong with it.</summary>
    public IEnumerable<FieldError> Errors()
    {
        if (From is not null && MomentOf(From) is null) yield return new FieldError("from", "json-instant");
        if (To is not null && MomentOf(To) is null) yield return new FieldError("to", "json-instant");
    }

    /// <summary>The entries that fit.</summary>
    public IQueryable<RecordRow> Of(IQueryable<RecordRow> entries)
    {
        var (entityType, entityId, personId, actor, action, from, to) = (EntityType, EntityId, PersonId, Actor, Action, MomentOf(From), MomentOf(To));
        if (entityType is not null) entries = entries.Where(r => r.EntityType == entityType);
        if (entityId is not null) entries = entries.Where(r => r.EntityId == entityId);
        if (personId is not null) entries = entries.Where(r => r.PersonId == personId);
        if (actor is not null) entries = entries.Where(r => r.Actor == actor);
        if (action is not null) entries = entries.Where(r => r.Action == action);
        if (from is not null) entries = entries.Where(r => r.At >= from);
        if (to is not null) entries = entries.Where(r => r.At < to);
        return entries;
    }

    private static Instant? MomentOf(string? text) => text is not null && InstantPattern.ExtendedIso.Parse(text) is { Success: true } moment ? moment.Value : null;
}

/// <summary>How an entry stands to a personal text.</summary>
public enum PersonTextState
{
    /// <summary>It has none.</summary>
    None,

    /// <summary>It has one.</summary>
    Kept,

    /// <summary>It had one, which was forgotten with the person.</summary>
    Erased,
}

/// <summary>An entry of the record, for auditors.</summary>
/// <param name="Id">Order of writing.</param>
/// <param name="Number">Its place in the chain; null until it is sealed, about a second later.</param>
/// <param name="Hash">The hash over it and its predecessor, 64 hexadecimal digits; null until it is sealed.</param>
/// <param name="SealedAt">When it was sealed, real time.</param>
/// <param name="At">When it happened, on the platform's clock.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Action">What was done.</param>
/// <param name="EntityType">To what kind of thing.</param>
/// <param name="EntityId">To which one.</param>
/// <param name="PersonId">Whom it concerns.</param>
/// <param name="RuleVersion">The version of the vacancy's rules.</param>
/// <param name="Details">Facts.</param>
/// <param name="PersonTextState">Whether it has a personal text.</param>
/// <param name="PersonText">The text, where texts were asked for.</param>
public sealed record RecordItem(
    long Id, long? Number, string? Hash, Instant? SealedAt, Instant At, string Actor, string Action, string EntityType, Guid EntityId,
    Guid? PersonId, int? RuleVersion, JsonElement? Details, PersonTextState PersonTextState, string? PersonText)
{
    internal static RecordItem Example => new(
        4711, 4702, "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", Instant.FromUtc(2025, 10, 23, 8, 0, 1), Instant.FromUtc(2025, 10, 23, 8, 0),
        "officer1", "case.reopened", "case", new("0197a000-0000-7000-8000-000000000001"), new("0197a000-0000-7000-8000-000000000002"), 1, null, PersonTextState.Kept, null);
}

/// <summary>Entries, newest first.</summary>
/// <param name="Items">The entries.</param>
/// <param name="Next">Give it as <c>before</c> to go on; null at the end.</param>
public sealed record RecordPage(IReadOnlyList<RecordItem> Items, long? Next)
{
    internal static RecordPage Example => new([RecordItem.Example], 4711);
}

/// <summary>Auditors read the record (R54): <c>record</c>, <c>record/export</c>, <c>record/witnesses</c> and <c>record/verify</c>.</summary>
internal static class ReadRecord
{
    private const int MostOnAPage = 200;

    /// <summary>Maps them below <c>/api/&lt;service&gt;</c>.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var record = api.MapGroup("record").RequireAuthorization(Policies.Auditor).WithTags("record");
        record.MapGet("", ListAsync).WithSummary("The record's entries, newest first, with number and hash");
        ExportRecord.Map(record);
        VerifyRecord.Map(record);
    }

    private static async Task<Results<Ok<RecordPage>, Problem>> ListAsync(
        [AsParameters] RecordFilter filter, ServiceDbContext db, Caller caller, IClock clock, CancellationToken ct, long? before = null, int size = 50)
    {
        if (filter.Errors().ToList() is { Count: > 0 } errors) return Problem.Invalid(errors);
        size = Math.Clamp(size, 1, MostOnAPage);
        var entries = filter.Of(db.Records);
        if (before is not null) entries = entries.Where(r => r.Id < before);
        var items = await ItemsAsync(db, entries.OrderByDescending(r => r.Id).Take(size), filter.Texts is true, caller, clock, ct);
        return TypedResults.Ok(new RecordPage([.. items.OrderByDescending(item => item.Id)], items.Count == size ? items.Min(item => item.Id) : null));
    }

    /// <summary>Entries as they are shown, in any order; who is shown a personal text has left an entry before.</summary>
    public static async Task<IReadOnlyList<RecordItem>> ItemsAsync(
        ServiceDbContext db, IQueryable<RecordRow> entries, bool showTexts, Caller caller, IClock clock, CancellationToken ct)
    {
        var found = await entries.AsNoTracking()
            .LeftJoin(db.Set<SealRow>().AsNoTracking(), row => row.Id, seal => seal.RecordId, (row, seal) => new { Row = row, Seal = seal })
            .ToListAsync(ct);
        var texts = await db.ReadTextsAsync(found.ConvertAll(f => f.Row), ct);
        if (showTexts)
        {
            var persons = found.Where(f => texts.GetValueOrDefault(f.Row.Id) is not null).Select(f => f.Row.PersonId!.Value).Distinct();
            await db.RecordManyAsync([.. persons.Select(p => new RecordEntry(caller.Subject, "record.text-read", "person", p, p))], clock.GetCurrentInstant(), ct);
        }

        return found.ConvertAll(f => new RecordItem(
            f.Row.Id, f.Seal?.Number, f.Seal is null ? null : Convert.ToHexStringLower(f.Seal.Hash), f.Seal?.SealedAt, f.Row.At, f.Row.Actor, f.Row.Action,
            f.Row.EntityType, f.Row.EntityId, f.Row.PersonId, f.Row.RuleVersion,
            f.Row.Details is null ? null : JsonSerializer.Deserialize<JsonElement>(f.Row.Details, ContractsJson.Options),
            f.Row.PersonText is null ? PersonTextState.None : texts[f.Row.Id] is null ? PersonTextState.Erased : PersonTextState.Kept,
            showTexts ? texts.GetValueOrDefault(f.Row.Id) : null));
    }
}
