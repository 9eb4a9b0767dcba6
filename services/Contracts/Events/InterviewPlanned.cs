using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>A supplementary interview with the appointing authority has a time and a place (R51), or another one than before. From Results.</summary>
/// <param name="CandidacyId">Which candidacy.</param>
/// <param name="VacancyId">Of which vacancy.</param>
/// <param name="PersonId">Whose (R56).</param>
/// <param name="Version">Counts what the sender has said of this candidacy since the list; a higher one is newer, whatever the order of arrival.</param>
/// <param name="StartsAt">Its start.</param>
/// <param name="Length">How long it takes.</param>
/// <param name="Place">Where, or how to take part remotely.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record InterviewPlanned(
    Guid CandidacyId,
    Guid VacancyId,
    Guid PersonId,
    long Version,
    Instant StartsAt,
    Duration Length,
    string Place,
    Instant OccurredAt) : IIntegrationEvent;
