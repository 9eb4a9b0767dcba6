using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>An admitted candidate may book a session (R26). From Assessment.</summary>
/// <param name="CandidacyId">Which candidacy.</param>
/// <param name="VacancyId">Of which vacancy.</param>
/// <param name="PersonId">Whose (R56).</param>
/// <param name="Version">Counts the sender's changes of this aggregate; a higher one is newer, whatever the order of arrival.</param>
/// <param name="OpensAt">From when one may book.</param>
/// <param name="ClosesAt">The first instant at which it is too late.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
/// <param name="Extended">Whether a period the candidate knew of now ends later.</param>
public sealed record AssessmentInvited(
    Guid CandidacyId,
    Guid VacancyId,
    Guid PersonId,
    long Version,
    Instant OpensAt,
    Instant ClosesAt,
    Instant OccurredAt,
    bool Extended = false) : IIntegrationEvent;
