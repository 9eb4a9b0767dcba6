using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>A request for access was not answered within thirty days: it counts as refused since the day after (R49). It was so by the clock; this only tells it. From Results.</summary>
/// <param name="CandidacyId">Which candidacy.</param>
/// <param name="VacancyId">Of which vacancy.</param>
/// <param name="PersonId">Whose (R56).</param>
/// <param name="Version">Counts what the sender has said of this candidacy since the list; a higher one is newer, whatever the order of arrival.</param>
/// <param name="AskedAt">When it was asked for.</param>
/// <param name="DueOn">The last day there was to answer it.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record AccessLapsed(
    Guid CandidacyId,
    Guid VacancyId,
    Guid PersonId,
    long Version,
    Instant AskedAt,
    LocalDate DueOn,
    Instant OccurredAt) : IIntegrationEvent;
