using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>A correction of a decided result (R36). From Assessment.</summary>
/// <param name="CandidacyId">Which candidacy.</param>
/// <param name="VacancyId">Of which vacancy.</param>
/// <param name="PersonId">Whose (R56).</param>
/// <param name="Version">Counts the sender's changes of this aggregate; a higher one is newer, whatever the order of arrival.</param>
/// <param name="Passed">What it is now.</param>
/// <param name="Score">Out of 100, exact.</param>
/// <param name="TestDay">The session's date in Brussels.</param>
/// <param name="Motivation">Why it changed.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record AssessmentCorrected(
    Guid CandidacyId,
    Guid VacancyId,
    Guid PersonId,
    long Version,
    bool Passed,
    decimal Score,
    LocalDate TestDay,
    string Motivation,
    Instant OccurredAt) : IIntegrationEvent;
