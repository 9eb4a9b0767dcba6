using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>The candidacy stops at the oral test (R45). From OralTest.</summary>
/// <param name="CandidacyId">Which candidacy.</param>
/// <param name="VacancyId">Of which vacancy.</param>
/// <param name="PersonId">Whose (R56).</param>
/// <param name="Version">Counts the sender's changes of this aggregate; a higher one is newer, whatever the order of arrival.</param>
/// <param name="Reason">Why.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record OralTestStopped(
    Guid CandidacyId,
    Guid VacancyId,
    Guid PersonId,
    long Version,
    OralTestStop Reason,
    Instant OccurredAt) : IIntegrationEvent;

/// <summary>Why a candidacy stops at the oral test.</summary>
public enum OralTestStop
{
    /// <summary>No slot when the registration period ended.</summary>
    NotRegistered,

    /// <summary>Absent.</summary>
    Absent,
}
