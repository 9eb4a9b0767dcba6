using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>One reservation is lifted or confirmed (R22). From Screening.</summary>
/// <param name="CandidacyId">Which candidacy.</param>
/// <param name="VacancyId">Of which vacancy.</param>
/// <param name="PersonId">Whose (R56).</param>
/// <param name="Version">Counts the sender's changes of this aggregate; a higher one is newer, whatever the order of arrival.</param>
/// <param name="Decided">Which one: a single flag.</param>
/// <param name="Lifted">Whether it no longer stands.</param>
/// <param name="Motivation">Why.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record ReservationDecided(
    Guid CandidacyId,
    Guid VacancyId,
    Guid PersonId,
    long Version,
    Reservation Decided,
    bool Lifted,
    string Motivation,
    Instant OccurredAt) : IIntegrationEvent;
