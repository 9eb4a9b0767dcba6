using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>The candidate gave a seat back in time (R27), or it was released. From Assessment.</summary>
/// <param name="CandidacyId">Which candidacy.</param>
/// <param name="VacancyId">Of which vacancy.</param>
/// <param name="PersonId">Whose (R56).</param>
/// <param name="Version">Counts the sender's changes of this aggregate; a higher one is newer, whatever the order of arrival.</param>
/// <param name="SessionId">Which session.</param>
/// <param name="StartsAt">Its start.</param>
/// <param name="ByCandidate">False when it was released for the candidate.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
/// <param name="Reason">Why the session does not take place, where that is why it was released; a new sitting is then owed (R37).</param>
public sealed record AssessmentBookingCancelled(
    Guid CandidacyId,
    Guid VacancyId,
    Guid PersonId,
    long Version,
    Guid SessionId,
    Instant StartsAt,
    bool ByCandidate,
    Instant OccurredAt,
    LocalizedText? Reason = null) : IIntegrationEvent;
