using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>Screening admits a candidacy to the assessment (R21 to R23). From Screening.</summary>
/// <param name="CandidacyId">Which candidacy.</param>
/// <param name="VacancyId">Of which vacancy.</param>
/// <param name="PersonId">Whose (R56).</param>
/// <param name="Version">Counts the sender's changes of this aggregate; a higher one is newer, whatever the order of arrival.</param>
/// <param name="ClosingDate">The reference date (R34).</param>
/// <param name="Reservation">What is still open (R22).</param>
/// <param name="Motivation">Why, in the language of the procedure.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record CandidacyAdmitted(
    Guid CandidacyId,
    Guid VacancyId,
    Guid PersonId,
    long Version,
    LocalDate ClosingDate,
    Reservation Reservation,
    string Motivation,
    Instant OccurredAt) : IIntegrationEvent;

/// <summary>What stays open on an admission (R22): listed, never appointable until lifted.</summary>
[Flags]
public enum Reservation
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The equivalence of a diploma from abroad.</summary>
    Equivalence = 1,

    /// <summary>The language test, for a diploma in another language than the procedure's.</summary>
    LanguageTest = 2,
}
