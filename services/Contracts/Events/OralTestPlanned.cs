using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>A candidate has a slot (R45). From OralTest.</summary>
/// <param name="CandidacyId">Which candidacy.</param>
/// <param name="VacancyId">Of which vacancy.</param>
/// <param name="PersonId">Whose (R56).</param>
/// <param name="Version">Counts the sender's changes of this aggregate; a higher one is newer, whatever the order of arrival.</param>
/// <param name="PreparationAt">When the preparation starts and the case paper opens (R44).</param>
/// <param name="HearingAt">When the hearing starts.</param>
/// <param name="Place">Where.</param>
/// <param name="CancelUntil">The last instant to cancel.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
/// <param name="EndsAt">When the hearing ends; null in what was sent before it was told.</param>
/// <param name="MoveReason">Why an officer moved the slot; null where the candidate chose it.</param>
public sealed record OralTestPlanned(
    Guid CandidacyId,
    Guid VacancyId,
    Guid PersonId,
    long Version,
    Instant PreparationAt,
    Instant HearingAt,
    string Place,
    Instant CancelUntil,
    Instant OccurredAt,
    Instant? EndsAt = null,
    string? MoveReason = null) : IIntegrationEvent;
