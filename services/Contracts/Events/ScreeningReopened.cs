using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>A screening decision is taken back to be decided anew. From Screening.</summary>
/// <param name="CandidacyId">Which candidacy.</param>
/// <param name="VacancyId">Of which vacancy.</param>
/// <param name="PersonId">Whose (R56).</param>
/// <param name="Version">Counts the sender's changes of this aggregate; a higher one is newer, whatever the order of arrival.</param>
/// <param name="Reason">Why.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record ScreeningReopened(
    Guid CandidacyId,
    Guid VacancyId,
    Guid PersonId,
    long Version,
    string Reason,
    Instant OccurredAt) : IIntegrationEvent;
