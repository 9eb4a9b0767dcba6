using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>An accommodation is decided (R39): the measures, never the reason. From Assessment.</summary>
/// <param name="CandidacyId">Which candidacy.</param>
/// <param name="VacancyId">Of which vacancy.</param>
/// <param name="PersonId">Whose (R56).</param>
/// <param name="Version">Counts the sender's changes of this aggregate; a higher one is newer, whatever the order of arrival.</param>
/// <param name="Granted">Whether.</param>
/// <param name="Measures">What is done, e.g. extra minutes or a break; empty when refused.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record AccommodationDecided(
    Guid CandidacyId,
    Guid VacancyId,
    Guid PersonId,
    long Version,
    bool Granted,
    IReadOnlyList<string> Measures,
    Instant OccurredAt) : IIntegrationEvent;
