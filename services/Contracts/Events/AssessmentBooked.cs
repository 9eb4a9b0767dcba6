using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>A seat in a session (R26); a switch is a new one. From Assessment.</summary>
/// <param name="CandidacyId">Which candidacy.</param>
/// <param name="VacancyId">Of which vacancy.</param>
/// <param name="PersonId">Whose (R56).</param>
/// <param name="Version">Counts the sender's changes of this aggregate; a higher one is newer, whatever the order of arrival.</param>
/// <param name="SessionId">Which session.</param>
/// <param name="StartsAt">Its start.</param>
/// <param name="Length">How long it takes.</param>
/// <param name="Place">Where, or how to take part remotely.</param>
/// <param name="CancelUntil">The last instant to cancel (R27).</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
/// <param name="Changed">Whether it is the seat the candidate has already, in a session that was changed.</param>
public sealed record AssessmentBooked(
    Guid CandidacyId,
    Guid VacancyId,
    Guid PersonId,
    long Version,
    Guid SessionId,
    Instant StartsAt,
    Duration Length,
    string Place,
    Instant CancelUntil,
    Instant OccurredAt,
    bool Changed = false) : IIntegrationEvent;
