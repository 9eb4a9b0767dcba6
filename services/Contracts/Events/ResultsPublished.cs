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
/// <param name="Correction">Why it was decided anew, where it takes the place of a published list's; null for a first list. Who is told nothing new keeps the result of before.</param>
public sealed record ResultsPublished(
    Guid CandidacyId,
    Guid VacancyId,
    Guid PersonId,
    long Version,
    FinalGroup Group,
    int? Rank,
    string Motivation,
    Instant PublishedAt,
    Instant OccurredAt,
    ResultCorrection? Correction = null) : IIntegrationEvent;

/// <summary>A published list was corrected (R47): what is new, and why.</summary>
/// <param name="PreviousPublishedAt">The publication instant of the list that is corrected.</param>
/// <param name="Reason">Why, in the language of the procedure; it names nobody.</param>
public sealed record ResultCorrection(Instant PreviousPublishedAt, string Reason);

/// <summary>The two final groups.</summary>
public enum FinalGroup
{
    /// <summary>Suitable.</summary>
    Suitable,

    /// <summary>Not suitable.</summary>
    NotSuitable,
}
