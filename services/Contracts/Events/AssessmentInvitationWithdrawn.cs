using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>The registration period a candidate was told of is withdrawn before it opened (R26); another invitation follows where there is one. From Assessment.</summary>
/// <param name="CandidacyId">Which candidacy.</param>
/// <param name="VacancyId">Of which vacancy.</param>
/// <param name="PersonId">Whose (R56).</param>
/// <param name="Version">Counts the sender's changes of this aggregate; a higher one is newer, whatever the order of arrival.</param>
/// <param name="OpensAt">From when one could have booked.</param>
/// <param name="ClosesAt">The first instant at which it would have been too late.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record AssessmentInvitationWithdrawn(
    Guid CandidacyId,
    Guid VacancyId,
    Guid PersonId,
    long Version,
    Instant OpensAt,
    Instant ClosesAt,
    Instant OccurredAt) : IIntegrationEvent;
