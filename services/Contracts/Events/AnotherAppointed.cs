using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>Another candidate of the list was appointed (R52): this one stays on it, and is eligible should the appointment not come about. From Results.</summary>
/// <param name="CandidacyId">Which candidacy.</param>
/// <param name="VacancyId">Of which vacancy.</param>
/// <param name="PersonId">Whose (R56).</param>
/// <param name="Version">Counts what the sender has said of this candidacy since the list; a higher one is newer, whatever the order of arrival.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record AnotherAppointed(
    Guid CandidacyId,
    Guid VacancyId,
    Guid PersonId,
    long Version,
    Instant OccurredAt) : IIntegrationEvent;
