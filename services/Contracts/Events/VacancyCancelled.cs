using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>The procedure ends for everybody. From Candidacy.</summary>
/// <param name="VacancyId">Which vacancy.</param>
/// <param name="Version">Counts the sender's changes of this aggregate; a higher one is newer, whatever the order of arrival.</param>
/// <param name="Reason">Why, for the candidates.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record VacancyCancelled(
    Guid VacancyId,
    long Version,
    LocalizedText Reason,
    Instant OccurredAt) : IIntegrationEvent;
