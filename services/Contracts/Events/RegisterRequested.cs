using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>
/// The register of a procedure is to be put together: everything that was done and decided in it, for whoever has to judge it,
/// such as the Council of State (R54). Every service answers with its parts, as <see cref="RegisterPartCollected"/>. From Results.
/// </summary>
/// <param name="RegisterId">Names the request; the answers carry it.</param>
/// <param name="VacancyId">Of which procedure.</param>
/// <param name="Version">The version of the register when it was asked for.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record RegisterRequested(
    Guid RegisterId,
    Guid VacancyId,
    long Version,
    Instant OccurredAt) : IIntegrationEvent;
