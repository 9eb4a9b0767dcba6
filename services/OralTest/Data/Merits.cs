using NodaTime;
using Selection.OralTest.Domain;

namespace Selection.OralTest.Data;

/// <summary>Diplomas and merits of a candidacy as it was lodged (R18, R46): what the comparison needs, and no more.</summary>
public sealed class Merits
{
    public required Guid CandidacyId { get; init; }

    public required Guid VacancyId { get; init; }

    public required Guid PersonId { get; set; }

    /// <summary>The newest of Candidacy's versions taken in.</summary>
    public long Seen { get; init; }

    public required LocalDate ClosingDate { get; init; }

    public required MeritDiploma[] Diplomas { get; init; }

    public required MeritExperience[] Experiences { get; init; }

    public required CountedYears Management { get; init; }

    public required CountedYears Useful { get; init; }
}
