using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>What a candidate asks for at the place of work is answered (R52); what it is stays in Results. From Results.</summary>
/// <param name="CandidacyId">Which candidacy.</param>
/// <param name="VacancyId">Of which vacancy.</param>
/// <param name="PersonId">Whose (R56).</param>
/// <param name="Version">Counts the sender's changes of this aggregate; a higher one is newer, whatever the order of arrival.</param>
/// <param name="AskedAt">When it was asked for.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record AdjustmentsAnswered(
    Guid CandidacyId,
    Guid VacancyId,
    Guid PersonId,
    long Version,
    Instant AskedAt,
    Instant OccurredAt) : IIntegrationEvent;
