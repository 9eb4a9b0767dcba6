using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>The candidate withdrew after closing, for good (R19). From Candidacy.</summary>
/// <param name="CandidacyId">Which candidacy.</param>
/// <param name="VacancyId">Of which vacancy.</param>
/// <param name="PersonId">Whose (R56).</param>
/// <param name="Version">Counts the sender's changes of this aggregate; a higher one is newer, whatever the order of arrival.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record CandidacyWithdrawn(
    Guid CandidacyId,
    Guid VacancyId,
    Guid PersonId,
    long Version,
    Instant OccurredAt) : IIntegrationEvent;
