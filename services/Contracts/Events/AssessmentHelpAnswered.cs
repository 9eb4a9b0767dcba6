using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>A request for help with registering is answered (R29); the answer itself is read at the assessment. From Assessment.</summary>
/// <param name="CandidacyId">Which candidacy.</param>
/// <param name="VacancyId">Of which vacancy.</param>
/// <param name="PersonId">Whose (R56).</param>
/// <param name="Version">Counts the sender's changes of this aggregate; a higher one is newer, whatever the order of arrival.</param>
/// <param name="AskedAt">When help was asked for.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record AssessmentHelpAnswered(
    Guid CandidacyId,
    Guid VacancyId,
    Guid PersonId,
    long Version,
    Instant AskedAt,
    Instant OccurredAt) : IIntegrationEvent;
