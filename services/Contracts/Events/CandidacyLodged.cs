using NodaTime;
using Selection.Contracts.Dossiers;

namespace Selection.Contracts.Events;

/// <summary>A validated candidacy as it stood at closing (R18). From Candidacy.</summary>
/// <param name="CandidacyId">Which candidacy.</param>
/// <param name="VacancyId">Of which vacancy.</param>
/// <param name="PersonId">Whose (R56).</param>
/// <param name="Version">Counts the sender's changes of this aggregate; a higher one is newer, whatever the order of arrival.</param>
/// <param name="ClosingDate">The reference date of everything that follows (R14, R34).</param>
/// <param name="Dossier">What is judged, and nothing else.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record CandidacyLodged(
    Guid CandidacyId,
    Guid VacancyId,
    Guid PersonId,
    long Version,
    LocalDate ClosingDate,
    Dossier Dossier,
    Instant OccurredAt) : IIntegrationEvent;
