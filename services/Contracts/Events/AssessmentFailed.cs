using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>Not passed; a development period runs (R32). From Assessment.</summary>
/// <param name="CandidacyId">Which candidacy.</param>
/// <param name="VacancyId">Of which vacancy.</param>
/// <param name="PersonId">Whose (R56).</param>
/// <param name="Version">Counts the sender's changes of this aggregate; a higher one is newer, whatever the order of arrival.</param>
/// <param name="Score">Out of 100, exact.</param>
/// <param name="TestDay">The session's date in Brussels.</param>
/// <param name="BarredUntil">The first free day.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record AssessmentFailed(
    Guid CandidacyId,
    Guid VacancyId,
    Guid PersonId,
    long Version,
    decimal Score,
    LocalDate TestDay,
    LocalDate BarredUntil,
    Instant OccurredAt) : IIntegrationEvent;
