using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>A suitable candidate does not stand for the appointment any more (R52); the list stays as it is, and the next one is eligible. From Results.</summary>
/// <param name="CandidacyId">Which candidacy.</param>
/// <param name="VacancyId">Of which vacancy.</param>
/// <param name="PersonId">Whose (R56).</param>
/// <param name="Version">Counts what the sender has said of this candidacy since the list; a higher one is newer, whatever the order of arrival.</param>
/// <param name="Kind">How.</param>
/// <param name="ByCandidate">Whether the candidate did it in the account; otherwise an official recorded it.</param>
/// <param name="On">The day of it.</param>
/// <param name="Motivation">Why somebody cannot be appointed; null for the other kinds.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record CandidateDroppedOut(
    Guid CandidacyId,
    Guid VacancyId,
    Guid PersonId,
    long Version,
    DropOut Kind,
    bool ByCandidate,
    LocalDate On,
    string? Motivation,
    Instant OccurredAt) : IIntegrationEvent;

/// <summary>How a suitable candidate came not to stand for the appointment any more.</summary>
public enum DropOut
{
    /// <summary>Declined the appointment.</summary>
    Declined,

    /// <summary>Left for another reason.</summary>
    Left,

    /// <summary>A condition of the appointment does not hold, or a reservation stands (R22, R52).</summary>
    NotAppointable,
}
