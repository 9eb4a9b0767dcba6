using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>The appointing authority appointed a candidate (R51, R52). From Results.</summary>
/// <param name="CandidacyId">Which candidacy.</param>
/// <param name="VacancyId">Of which vacancy.</param>
/// <param name="PersonId">Whose (R56).</param>
/// <param name="Version">Counts the sender's changes of this aggregate; a higher one is newer, whatever the order of arrival.</param>
/// <param name="From">First day of the mandate.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record CandidateAppointed(
    Guid CandidacyId,
    Guid VacancyId,
    Guid PersonId,
    long Version,
    LocalDate From,
    Instant OccurredAt) : IIntegrationEvent;
