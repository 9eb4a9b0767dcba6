using NodaTime;
using Selection.Contracts.Vacancies;

namespace Selection.Contracts.Events;

/// <summary>A new version of a published vacancy (R3). From Candidacy.</summary>
/// <param name="VacancyId">Which vacancy.</param>
/// <param name="Version">Counts the sender's changes of this aggregate; a higher one is newer, whatever the order of arrival.</param>
/// <param name="Definition">The whole new version.</param>
/// <param name="Changed">The fields that changed, as JSON names.</param>
/// <param name="ClosesAt">The first instant at which it is too late to apply; never earlier than before.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record VacancyCorrected(
    Guid VacancyId,
    long Version,
    ProcedureDefinition Definition,
    IReadOnlyList<string> Changed,
    Instant ClosesAt,
    Instant OccurredAt) : IIntegrationEvent;
