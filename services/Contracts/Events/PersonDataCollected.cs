using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>
/// What one service holds about a person (R55), as the person may have it: without what is another's secret, such as a sheet
/// of the committee or an officer's name. From every service but Candidacy.
/// </summary>
/// <param name="ExportId">The request it answers.</param>
/// <param name="PersonId">Who (R56).</param>
/// <param name="Version">The version of the export when it was asked for.</param>
/// <param name="Service">The service's name, e.g. <c>screening</c>.</param>
/// <param name="Content">A JSON document, as text.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record PersonDataCollected(
    Guid ExportId,
    Guid PersonId,
    long Version,
    string Service,
    string Content,
    Instant OccurredAt) : IIntegrationEvent;
