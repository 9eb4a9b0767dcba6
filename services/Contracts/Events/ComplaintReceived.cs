using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>A complaint was filed, and is acknowledged at once (R50). From Results.</summary>
/// <param name="CandidacyId">Which candidacy.</param>
/// <param name="VacancyId">Of which vacancy.</param>
/// <param name="PersonId">Whose (R56).</param>
/// <param name="Version">Counts what the sender has said of this candidacy since the list; a higher one is newer, whatever the order of arrival.</param>
/// <param name="Number">Names it towards people, e.g. <c>2026-00042</c>.</param>
/// <param name="FiledAt">When it was filed.</param>
/// <param name="DueOn">The last day to answer it.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record ComplaintReceived(
    Guid CandidacyId,
    Guid VacancyId,
    Guid PersonId,
    long Version,
    string Number,
    Instant FiledAt,
    LocalDate DueOn,
    Instant OccurredAt) : IIntegrationEvent;
