using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>A candidate may choose a slot of the oral test (R40, R45). From OralTest.</summary>
/// <param name="CandidacyId">Which candidacy.</param>
/// <param name="VacancyId">Of which vacancy.</param>
/// <param name="PersonId">Whose (R56).</param>
/// <param name="Version">Counts the sender's changes of this aggregate; a higher one is newer, whatever the order of arrival.</param>
/// <param name="OpensAt">From when one may choose.</param>
/// <param name="ClosesAt">The first instant at which it is too late.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
/// <param name="Reason">Why an officer took the candidate's slot back, so that another is to be chosen; null otherwise.</param>
public sealed record OralTestInvited(
    Guid CandidacyId,
    Guid VacancyId,
    Guid PersonId,
    long Version,
    Instant OpensAt,
    Instant ClosesAt,
    Instant OccurredAt,
    string? Reason = null) : IIntegrationEvent;
