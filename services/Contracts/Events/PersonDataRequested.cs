using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>A person asks what is held about them (R55); every service answers with <see cref="PersonDataCollected"/>. From Candidacy.</summary>
/// <param name="ExportId">Names the request; the answers carry it.</param>
/// <param name="PersonId">Who (R56).</param>
/// <param name="Version">The version of the export when it was asked for.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record PersonDataRequested(
    Guid ExportId,
    Guid PersonId,
    long Version,
    Instant OccurredAt) : IIntegrationEvent;
