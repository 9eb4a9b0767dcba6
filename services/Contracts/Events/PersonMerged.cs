using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>Two persons are one (R56): what the merged one had goes to the one that stays. From Candidacy.</summary>
/// <param name="PersonId">The one that stays.</param>
/// <param name="MergedPersonId">The one that is no more.</param>
/// <param name="Version">Counts the sender's changes of this aggregate; a higher one is newer, whatever the order of arrival.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
/// <param name="MergedSubject">The account the merged person signed in with; from now on it stands for the one that stays.</param>
public sealed record PersonMerged(
    Guid PersonId,
    Guid MergedPersonId,
    long Version,
    Instant OccurredAt,
    string? MergedSubject = null) : IIntegrationEvent;
