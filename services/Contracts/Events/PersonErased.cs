using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>A person's data is to be erased everywhere (R55). From Candidacy.</summary>
/// <param name="PersonId">Who (R56).</param>
/// <param name="Version">Counts the sender's changes of this aggregate; a higher one is newer, whatever the order of arrival.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record PersonErased(
    Guid PersonId,
    long Version,
    Instant OccurredAt) : IIntegrationEvent;
