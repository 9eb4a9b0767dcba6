using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>
/// Something that happened in one service and that others act upon. Append-only: a published event gets optional
/// additions only, else a new record <c>…V2</c>; name and namespace never change, since the broker knows it by them.
/// </summary>
public interface IIntegrationEvent
{
    /// <summary>When it happened, on the platform's clock.</summary>
    Instant OccurredAt { get; }
}
