using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>
/// An officer has taken an exemption back, since what it rested on was taken back (R36): the assessment is to be taken after all.
/// An invitation, or a bar, follows. From Assessment.
/// </summary>
/// <param name="CandidacyId">Which candidacy.</param>
/// <param name="VacancyId">Of which vacancy.</param>
/// <param name="PersonId">Whose (R56).</param>
/// <param name="Version">Counts the sender's changes of this aggregate; a higher one is newer, whatever the order of arrival.</param>
/// <param name="Motivation">Why, in the language of the procedure (R48).</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record AssessmentExemptionWithdrawn(
    Guid CandidacyId,
    Guid VacancyId,
    Guid PersonId,
    long Version,
    string Motivation,
    Instant OccurredAt) : IIntegrationEvent;
