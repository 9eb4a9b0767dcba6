using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>The committee judged a candidate (R43). From OralTest.</summary>
/// <param name="CandidacyId">Which candidacy.</param>
/// <param name="VacancyId">Of which vacancy.</param>
/// <param name="PersonId">Whose (R56).</param>
/// <param name="Version">Counts the sender's changes of this aggregate; a higher one is newer, whatever the order of arrival.</param>
/// <param name="TotalPercent">Weighted mean in percent, 2 decimals, half up.</param>
/// <param name="Suitable">At least the threshold, and every essential competency at least half.</param>
/// <param name="Results">One for each competency of the oral test.</param>
/// <param name="Motivation">Of the whole.</param>
/// <param name="MeritPlace">The committee's place in the comparison of diplomas and merits, 1 is first (R46); null where none was made.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record OralTestJudged(
    Guid CandidacyId,
    Guid VacancyId,
    Guid PersonId,
    long Version,
    decimal TotalPercent,
    bool Suitable,
    IReadOnlyList<CompetencyResult> Results,
    string Motivation,
    int? MeritPlace,
    Instant OccurredAt) : IIntegrationEvent;

/// <summary>What the committee records for one competency.</summary>
/// <param name="Code">The competency's code.</param>
/// <param name="Result">On the vacancy's scale.</param>
/// <param name="Motivation">Why.</param>
public sealed record CompetencyResult(string Code, decimal Result, string Motivation);
