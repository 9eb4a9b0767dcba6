using System.Data.Common;
using System.Text.Json;
using NodaTime;
using Selection.Contracts;

namespace Selection.ServiceDefaults.Record;

/// <summary>A decision or a change of state, for the append-only record (R54).</summary>
/// <param name="Actor">Who: the caller's subject, or <see cref="SystemActor"/>.</param>
/// <param name="Action">What, as <c>thing.happened</c>, e.g. <c>candidacy.validated</c>.</param>
/// <param name="EntityType">To what kind of thing.</param>
/// <param name="EntityId">To which one.</param>
/// <param name="PersonId">The person it concerns, by number only; null where it concerns none.</param>
/// <param name="RuleVersion">The version of the vacancy's rules it was done under; null where none applies.</param>
/// <param name="Details">Facts, serialised to JSON. No names, no free text about a person.</param>
/// <param name="PersonText">
/// Free text about the person, such as a motivation or a reason: kept encrypted with the person's own key, so that it can
/// be forgotten (R55) without breaking the chain. Needs a <paramref name="PersonId"/>.
/// </param>
public sealed record RecordEntry(
    string Actor,
    string Action,
    string EntityType,
    Guid EntityId,
    Guid? PersonId = null,
    int? RuleVersion = null,
    object? Details = null,
    string? PersonText = null)
{
    /// <summary>The actor of what the platform does by itself: closing, timers, consumed events.</summary>
    public const string SystemActor = "system";
}

/// <summary>A row of the record. Written once; the database refuses to change or delete it.</summary>
public sealed class RecordRow
{
    /// <summary>Order of writing.</summary>
    public long Id { get; init; }

    /// <summary>When, on the platform's clock.</summary>
    public required Instant At { get; init; }

    /// <inheritdoc cref="RecordEntry.Actor" />
    public required string Actor { get; init; }

    /// <inheritdoc cref="RecordEntry.Action" />
    public required string Action { get; init; }

    /// <inheritdoc cref="RecordEntry.EntityType" />
    public required string EntityType { get; init; }

    /// <inheritdoc cref="RecordEntry.EntityId" />
    public required Guid EntityId { get; init; }

    /// <inheritdoc cref="RecordEntry.PersonId" />
    public Guid? PersonId { get; init; }

    /// <inheritdoc cref="RecordEntry.RuleVersion" />
    public int? RuleVersion { get; init; }

    /// <inheritdoc cref="RecordEntry.Details" />
    public string? Details { get; init; }

    /// <summary>
    /// <see cref="RecordEntry.PersonText"/> encrypted with the person's key; null where there is none, empty where the
    /// person had been forgotten before it was written.
    /// </summary>
    public byte[]? PersonText { get; internal set; }

    /// <summary>The text until the row is saved; never a column.</summary>
    internal string? PlainText { get; init; }

    /// <summary>The row of an entry; its personal text is encrypted when it is saved.</summary>
    /// <exception cref="ArgumentException">There is a personal text, and no person whose key it could be kept under.</exception>
    public static RecordRow From(RecordEntry entry, Instant at) => entry is { PersonText: not null, PersonId: null }
        ? throw new ArgumentException("A personal text needs the person it is about.", nameof(entry))
        : new()
    {
        At = at,
        Actor = entry.Actor,
        Action = entry.Action,
        EntityType = entry.EntityType,
        EntityId = entry.EntityId,
        PersonId = entry.PersonId,
        RuleVersion = entry.RuleVersion,
        Details = entry.Details is null ? null : JsonSerializer.Serialize(entry.Details, ContractsJson.Options),
        PlainText = entry.PersonText,
    };

    /// <summary>The same content under another id, for verify.</summary>
    internal RecordRow WithId(long id) => new()
    {
        Id = id,
        At = At,
        Actor = Actor,
        Action = Action,
        EntityType = EntityType,
        EntityId = EntityId,
        PersonId = PersonId,
        RuleVersion = RuleVersion,
        Details = Details,
        PersonText = PersonText,
    };

    /// <summary>A row as SQL gives it: id, at, actor, action, entity_type, entity_id, person_id, rule_version, details::text, person_text.</summary>
    internal static RecordRow Read(DbDataReader reader, int first = 0) => new()
    {
        Id = reader.GetInt64(first),
        At = reader.GetFieldValue<Instant>(first + 1),
        Actor = reader.GetString(first + 2),
        Action = reader.GetString(first + 3),
        EntityType = reader.GetString(first + 4),
        EntityId = reader.GetGuid(first + 5),
        PersonId = reader.IsDBNull(first + 6) ? null : reader.GetGuid(first + 6),
        RuleVersion = reader.IsDBNull(first + 7) ? null : reader.GetInt32(first + 7),
        Details = reader.IsDBNull(first + 8) ? null : reader.GetString(first + 8),
        PersonText = reader.IsDBNull(first + 9) ? null : reader.GetFieldValue<byte[]>(first + 9),
    };
}
