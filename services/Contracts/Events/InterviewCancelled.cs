using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>A planned supplementary interview does not take place (R51). From Results.</summary>
/// <param name="CandidacyId">Which candidacy.</param>
/// <param name="VacancyId">Of which vacancy.</param>
/// <param name="PersonId">Whose (R56).</param>
/// <param name="Version">Counts what the sender has said of this candidacy since the list; a higher one is newer, whatever the order of arrival.</param>
/// <param name="StartsAt">When it would have started.</param>
/// <param name="Place">Where it would have been.</param>
/// <param name="Reason">Why not.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record InterviewCancelled(
    Guid CandidacyId,
    Guid VacancyId,
    Guid PersonId,
    long Version,
    Instant StartsAt,
    string Place,
    string Reason,
    Instant OccurredAt) : IIntegrationEvent;
