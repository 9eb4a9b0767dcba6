using NodaTime;
using Selection.Contracts.Vacancies;

namespace Selection.Contracts.Events;

/// <summary>A vacancy is open for candidates (R1, R3). From Candidacy.</summary>
/// <param name="VacancyId">Which vacancy.</param>
/// <param name="Version">Counts the sender's changes of this aggregate; a higher one is newer, whatever the order of arrival.</param>
/// <param name="Definition">The notice and its rules, frozen.</param>
/// <param name="ClosesAt">The first instant at which it is too late to apply (T1).</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record VacancyPublished(
    Guid VacancyId,
    long Version,
    ProcedureDefinition Definition,
    Instant ClosesAt,
    Instant OccurredAt) : IIntegrationEvent;
