using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>A person's data is to be erased (R55), if nothing holds it any more; every service answers with <see cref="ErasureJudged"/>. From Candidacy.</summary>
/// <param name="ErasureId">Names the request; the answers carry it.</param>
/// <param name="PersonId">Who (R56).</param>
/// <param name="Version">Which time it is asked, from 1: an answer to an earlier time does not count.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record ErasureAsked(
    Guid ErasureId,
    Guid PersonId,
    long Version,
    Instant OccurredAt) : IIntegrationEvent;
