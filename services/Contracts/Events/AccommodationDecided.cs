using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>An accommodation is decided (R39): the measures, never the reason. From Assessment.</summary>
/// <param name="CandidacyId">Which candidacy.</param>
/// <param name="VacancyId">Of which vacancy.</param>
/// <param name="PersonId">Whose (R56).</param>
/// <param name="Version">Counts the sender's changes of this aggregate; a higher one is newer, whatever the order of arrival.</param>
/// <param name="Granted">Whether something is granted on the request that was decided.</param>
/// <param name="Measures">
/// All that is in force for the candidacy from now on: codes as <see cref="Accommodations.Measure.Code"/> writes them. After a
/// refusal what an earlier request was granted, as a rule nothing.
/// </param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record AccommodationDecided(
    Guid CandidacyId,
    Guid VacancyId,
    Guid PersonId,
    long Version,
    bool Granted,
    IReadOnlyList<string> Measures,
    Instant OccurredAt) : IIntegrationEvent;
