using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>No assessment needed (R31, R33). From Assessment.</summary>
/// <param name="CandidacyId">Which candidacy.</param>
/// <param name="VacancyId">Of which vacancy.</param>
/// <param name="PersonId">Whose (R56).</param>
/// <param name="Version">Counts the sender's changes of this aggregate; a higher one is newer, whatever the order of arrival.</param>
/// <param name="Ground">Why.</param>
/// <param name="Since">The day of the pass, or from which the function is held.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record AssessmentExempted(
    Guid CandidacyId,
    Guid VacancyId,
    Guid PersonId,
    long Version,
    ExemptionGround Ground,
    LocalDate Since,
    Instant OccurredAt) : IIntegrationEvent;

/// <summary>Why no assessment is needed.</summary>
public enum ExemptionGround
{
    /// <summary>An earlier pass of the same or a higher level (R31).</summary>
    EarlierPass,

    /// <summary>A management or staff function of the same or a higher level (R33).</summary>
    FunctionHeld,
}
