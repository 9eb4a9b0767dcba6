using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>A hearing took place (R42). From OralTest.</summary>
/// <param name="CandidacyId">Which candidacy.</param>
/// <param name="VacancyId">Of which vacancy.</param>
/// <param name="PersonId">Whose (R56).</param>
/// <param name="Version">Counts the sender's changes of this aggregate; a higher one is newer, whatever the order of arrival.</param>
/// <param name="MembersPresent">From beginning to end.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record OralTestHeld(
    Guid CandidacyId,
    Guid VacancyId,
    Guid PersonId,
    long Version,
    int MembersPresent,
    Instant OccurredAt) : IIntegrationEvent;
