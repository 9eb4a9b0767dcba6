using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>Passed (R30, R31). From Assessment.</summary>
/// <param name="CandidacyId">Which candidacy.</param>
/// <param name="VacancyId">Of which vacancy.</param>
/// <param name="PersonId">Whose (R56).</param>
/// <param name="Version">Counts the sender's changes of this aggregate; a higher one is newer, whatever the order of arrival.</param>
/// <param name="Score">Out of 100, exact.</param>
/// <param name="TestDay">The session's date in Brussels.</param>
/// <param name="ExemptUntil">The first day the pass no longer exempts.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record AssessmentPassed(
    Guid CandidacyId,
    Guid VacancyId,
    Guid PersonId,
    long Version,
    decimal Score,
    LocalDate TestDay,
    LocalDate ExemptUntil,
    Instant OccurredAt) : IIntegrationEvent;
