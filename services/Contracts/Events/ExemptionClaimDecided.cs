using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>A claim to an exemption by a function held (R33) is decided; an acceptance that exempts is told as <see cref="AssessmentExempted"/> too. From Assessment.</summary>
/// <param name="CandidacyId">The candidacy it was made for.</param>
/// <param name="VacancyId">Of which vacancy.</param>
/// <param name="PersonId">Whose (R56).</param>
/// <param name="Version">Counts the sender's changes of this aggregate; a higher one is newer, whatever the order of arrival.</param>
/// <param name="Accepted">Whether the proof is accepted.</param>
/// <param name="Motivation">Why; empty where an acceptance needs none.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record ExemptionClaimDecided(
    Guid CandidacyId,
    Guid VacancyId,
    Guid PersonId,
    long Version,
    bool Accepted,
    string Motivation,
    Instant OccurredAt) : IIntegrationEvent;
