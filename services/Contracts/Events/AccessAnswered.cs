using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>A request for access under the Act of 11 April 1994 is answered (R49). From Results.</summary>
/// <param name="CandidacyId">Which candidacy.</param>
/// <param name="VacancyId">Of which vacancy.</param>
/// <param name="PersonId">Whose (R56).</param>
/// <param name="Version">Counts what the sender has said of this candidacy since the list; a higher one is newer, whatever the order of arrival.</param>
/// <param name="Outcome">How.</param>
/// <param name="AskedAt">When it was asked for.</param>
/// <param name="Late">Whether the thirty days were over, so that it had counted as refused.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record AccessAnswered(
    Guid CandidacyId,
    Guid VacancyId,
    Guid PersonId,
    long Version,
    AccessOutcome Outcome,
    Instant AskedAt,
    bool Late,
    Instant OccurredAt) : IIntegrationEvent;

/// <summary>How a request for access is answered.</summary>
public enum AccessOutcome
{
    /// <summary>All that was asked for is handed over.</summary>
    Granted,

    /// <summary>A part of it is; the rest is refused with reasons.</summary>
    PartlyGranted,

    /// <summary>Refused, with reasons.</summary>
    Refused,
}
