using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>Closing has frozen the dossiers (R18). From Candidacy; the candidacies themselves follow as <see cref="CandidacyLodged"/>.</summary>
/// <param name="VacancyId">Which vacancy.</param>
/// <param name="Version">Counts the sender's changes of this aggregate; a higher one is newer, whatever the order of arrival.</param>
/// <param name="Lodged">Candidacies frozen and handed to screening.</param>
/// <param name="Lapsed">Candidacies that were still provisional.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record VacancyClosed(
    Guid VacancyId,
    long Version,
    int Lodged,
    int Lapsed,
    Instant OccurredAt) : IIntegrationEvent;
