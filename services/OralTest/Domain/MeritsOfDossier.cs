using NodaTime;
using Selection.Contracts.Dossiers;

namespace Selection.OralTest.Domain;

/// <summary>A diploma as the comparison of merits looks at it (R46).</summary>
/// <param name="Level">Its level.</param>
/// <param name="Title">As it is written on it.</param>
/// <param name="Institution">Who gave it.</param>
/// <param name="Year">The year it was earned.</param>
/// <param name="MadeEqual">Whether it was made equal to one of the level asked for (R57).</param>
/// <param name="Field">The field of study, where the title does not tell it.</param>
public sealed record MeritDiploma(DiplomaLevel Level, string Title, string Institution, int Year, bool MadeEqual, string? Field = null);

/// <summary>An experience as the comparison of merits looks at it (R46).</summary>
/// <param name="Kind">Which route it counts for.</param>
/// <param name="Function">What the candidate was.</param>
/// <param name="Organisation">Where.</param>
/// <param name="Begin">First day, inclusive.</param>
/// <param name="End">Last day, inclusive.</param>
public sealed record MeritExperience(ExperienceKind Kind, string Function, string Organisation, LocalDate Begin, LocalDate End);

/// <summary>Whole years and loose days of one kind of experience (R14).</summary>
/// <param name="Years">Whole years.</param>
/// <param name="Days">Loose days beside them, 0 to 364.</param>
public sealed record CountedYears(int Years, int Days)
{
    internal static CountedYears Of(ExperienceCount count) => new(count.Years, count.Days);
}

/// <summary>What of a frozen dossier (R18) the comparison of diplomas and merits needs (R46), and no more.</summary>
/// <param name="Diplomas">The highest first.</param>
/// <param name="Experiences">The latest first.</param>
/// <param name="Management">What the management experience counts, as stated.</param>
/// <param name="Useful">What the useful professional experience counts, as stated.</param>
public sealed record MeritsOfDossier(IReadOnlyList<MeritDiploma> Diplomas, IReadOnlyList<MeritExperience> Experiences, CountedYears Management, CountedYears Useful)
{
    /// <summary>Takes them out of a dossier.</summary>
    /// <param name="dossier">As it stood at closing.</param>
    /// <param name="closingDate">The last day that counts (R14).</param>
    public static MeritsOfDossier Of(Dossier dossier, LocalDate closingDate)
    {
        var counts = ExperienceCounts.Of(dossier.Experiences, closingDate);
        return new MeritsOfDossier(
            [.. dossier.Documents.Select(document => document.Diploma).OfType<DiplomaFacts>()
                .OrderByDescending(d => d.Level).ThenByDescending(d => d.Year).ThenBy(d => d.Title, StringComparer.Ordinal)
                .Select(d => new MeritDiploma(d.Level, d.Title, d.Institution, d.Year, d.MadeEqual, d.Field))],
            [.. dossier.Experiences.OrderByDescending(e => e.End).ThenByDescending(e => e.Begin)
                .Select(e => new MeritExperience(e.Kind, e.Function, e.Organisation, e.Begin, e.End))],
            CountedYears.Of(counts.Management), CountedYears.Of(counts.Useful));
    }
}
