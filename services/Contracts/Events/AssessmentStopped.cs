using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>The candidacy stops at the assessment without a score. From Assessment.</summary>
/// <param name="CandidacyId">Which candidacy.</param>
/// <param name="VacancyId">Of which vacancy.</param>
/// <param name="PersonId">Whose (R56).</param>
/// <param name="Version">Counts the sender's changes of this aggregate; a higher one is newer, whatever the order of arrival.</param>
/// <param name="Reason">Why.</param>
/// <param name="BarredUntil">For a bar: the first free day.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record AssessmentStopped(
    Guid CandidacyId,
    Guid VacancyId,
    Guid PersonId,
    long Version,
    AssessmentStop Reason,
    LocalDate? BarredUntil,
    Instant OccurredAt) : IIntegrationEvent;

/// <summary>Why a candidacy stops at the assessment without a score.</summary>
public enum AssessmentStop
{
    /// <summary>No seat when the registration period ended (R28).</summary>
    NotRegistered,

    /// <summary>Absent (R28).</summary>
    Absent,

    /// <summary>A development period covers every session (R32).</summary>
    Barred,
}
