using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>The appointing authority took an appointment back before its start (R52). From Results.</summary>
/// <param name="CandidacyId">Which candidacy.</param>
/// <param name="VacancyId">Of which vacancy.</param>
/// <param name="PersonId">Whose (R56).</param>
/// <param name="Version">Counts what the sender has said of this candidacy since the list; a higher one is newer, whatever the order of arrival.</param>
/// <param name="Reason">Why.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record AppointmentRevoked(
    Guid CandidacyId,
    Guid VacancyId,
    Guid PersonId,
    long Version,
    string Reason,
    Instant OccurredAt) : IIntegrationEvent;
