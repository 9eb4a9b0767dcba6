namespace Selection.OralTest.Domain;

/// <summary>What the assessment says of a candidacy (R36).</summary>
/// <param name="CandidacyId">Of which.</param>
/// <param name="VacancyId">Of which vacancy.</param>
/// <param name="PersonId">Whose (R56).</param>
/// <param name="Version">A higher one is newer, whatever the order of arrival.</param>
/// <param name="PassedOrExempt">Whether it goes on to the oral test (R40).</param>
public sealed record AssessmentWord(Guid CandidacyId, Guid VacancyId, Guid PersonId, long Version, bool PassedOrExempt);
