using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>Screening refuses a candidacy; the procedure stops for it (R23, R24). From Screening.</summary>
/// <param name="CandidacyId">Which candidacy.</param>
/// <param name="VacancyId">Of which vacancy.</param>
/// <param name="PersonId">Whose (R56).</param>
/// <param name="Version">Counts the sender's changes of this aggregate; a higher one is newer, whatever the order of arrival.</param>
/// <param name="Motivation">Legal and factual grounds, in the language of the procedure.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record CandidacyRefused(
    Guid CandidacyId,
    Guid VacancyId,
    Guid PersonId,
    long Version,
    string Motivation,
    Instant OccurredAt) : IIntegrationEvent;
