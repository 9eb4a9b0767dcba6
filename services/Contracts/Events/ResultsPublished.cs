using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>A candidate's final result is out (R46, R47), one event a candidacy. From Results.</summary>
/// <param name="CandidacyId">Which candidacy.</param>
/// <param name="VacancyId">Of which vacancy.</param>
/// <param name="PersonId">Whose (R56).</param>
/// <param name="Version">Counts the sender's changes of this aggregate; a higher one is newer, whatever the order of arrival.</param>
/// <param name="Group">The group.</param>
/// <param name="Rank">The rank among the suitable; null for the others.</param>
/// <param name="Motivation">The decision's motivation, in the language of the procedure.</param>
/// <param name="PublishedAt">The publication instant; the date the results were sent (R49).</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record ResultsPublished(
    Guid CandidacyId,
    Guid VacancyId,
    Guid PersonId,
    long Version,
    FinalGroup Group,
    int? Rank,
    string Motivation,
    Instant PublishedAt,
    Instant OccurredAt) : IIntegrationEvent;

/// <summary>The two final groups.</summary>
public enum FinalGroup
{
    /// <summary>Suitable.</summary>
    Suitable,

    /// <summary>Not suitable.</summary>
    NotSuitable,
}
