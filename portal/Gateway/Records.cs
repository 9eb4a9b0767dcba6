using System.Text.Json;
using NodaTime;

namespace Selection.Portal.Gateway.Records;

/// <summary>How an entry stands to a personal text.</summary>
public enum PersonTextState { None, Kept, Erased }

/// <summary>An entry of the record (R54); number and hash come with the seal.</summary>
public sealed record RecordItem(
    long Id, long? Number, string? Hash, Instant At, string Actor, string Action, string EntityType, Guid EntityId, Guid? PersonId, int? RuleVersion,
    JsonElement? Details, PersonTextState PersonTextState);

/// <summary>Entries, newest first; <see cref="Next"/> is where older ones begin.</summary>
public sealed record RecordPage(IReadOnlyList<RecordItem> Items, long? Next);

/// <summary>A complaint, as an auditor reads it (R50).</summary>
public sealed record ComplaintRead(Guid ComplaintId, string Number, string? SelectionCode, Instant FiledAt, LocalDate DueOn, Instant? AnsweredAt, Instant? WithdrawnAt);

/// <summary>A complaint with its text and answer.</summary>
public sealed record ComplaintDetails(ComplaintRead Complaint, string Text, string? Answer);
