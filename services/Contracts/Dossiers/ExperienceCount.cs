using NodaTime;
using Selection.Contracts.Vacancies;

namespace Selection.Contracts.Dossiers;

/// <summary>
/// How much experience of one kind a dossier holds (R14). Here, since it is what a dossier's dates mean: the candidate's
/// running count and the screening's count of what was accepted (R57) are the same.
/// </summary>
/// <remarks>
/// Periods that overlap or touch are merged; each merged period is whole years from date to date (T2) plus loose days.
/// The years and the loose days are added up, and 365 loose days make a year. More experience never counts for less:
/// only a 29 February inside a whole year is not counted, and two periods apart that grow together give up no more such
/// days than the gap between them fills (a property test holds this, and it was tried for every three dates of 13 years).
/// </remarks>
/// <param name="Kind">Which route it counts for.</param>
/// <param name="Years">Whole years.</param>
/// <param name="Days">Loose days beside them, 0 to 364.</param>
/// <param name="Periods">The merged periods the sum came from, in order.</param>
public sealed record ExperienceCount(ExperienceKind Kind, int Years, int Days, IReadOnlyList<CountedPeriod> Periods)
{
    private const int DaysOfAYear = 365;

    /// <summary>Counts the experiences of a kind.</summary>
    /// <param name="experiences">The rubric, or what of it was accepted (R57); those of the other kind are passed over.</param>
    /// <param name="kind">Which route.</param>
    /// <param name="until">The last day that counts: the closing date, before it today.</param>
    public static ExperienceCount Of(IEnumerable<Experience> experiences, ExperienceKind kind, LocalDate until)
    {
        var periods = Merge(experiences
            .Where(e => e.Kind == kind && e.Begin <= e.End && e.Begin <= until)
            .Select(e => (e.Begin, End: LocalDate.Min(e.End, until))));
        var days = periods.Sum(p => p.Days);
        return new ExperienceCount(kind, periods.Sum(p => p.Years) + (days / DaysOfAYear), days % DaysOfAYear, periods);
    }

    /// <summary>Whether this route alone is enough (R13).</summary>
    public bool Enough(ExperienceRule rule) => Years >= Required(rule);

    /// <summary>The years this route asks for.</summary>
    public int Required(ExperienceRule rule) => Kind switch
    {
        ExperienceKind.Management => rule.ManagementYears,
        ExperienceKind.UsefulProfessional => rule.UsefulYears,
    };

    private static List<CountedPeriod> Merge(IEnumerable<(LocalDate Begin, LocalDate End)> periods)
    {
        var merged = new List<CountedPeriod>();
        (LocalDate Begin, LocalDate End)? open = null;
        foreach (var next in periods.Order())
        {
            if (open is not { } current) open = next;
            // Both dates are inclusive: what begins the day after touches.
            else if (next.Begin <= current.End || next.Begin == current.End.PlusDays(1)) open = (current.Begin, LocalDate.Max(current.End, next.End));
            else
            {
                merged.Add(CountedPeriod.Of(current.Begin, current.End));
                open = next;
            }
        }

        if (open is { } last) merged.Add(CountedPeriod.Of(last.Begin, last.End));
        return merged;
    }
}

/// <summary>A merged period of a count.</summary>
/// <param name="Begin">First day, inclusive.</param>
/// <param name="End">Last day, inclusive.</param>
/// <param name="Years">Whole years from date to date.</param>
/// <param name="Days">Days beyond them; in a leap year up to 365.</param>
public sealed record CountedPeriod(LocalDate Begin, LocalDate End, int Years, int Days)
{
    /// <summary>Measures the period (T2): a year from 29 February ends with 27 February, clamped to 28 February as the first free day.</summary>
    internal static CountedPeriod Of(LocalDate begin, LocalDate end)
    {
        var firstFree = end.PlusDays(1);
        var years = Period.Between(begin, firstFree, PeriodUnits.Years).Years;
        return new CountedPeriod(begin, end, years, Period.DaysBetween(begin.PlusYears(years), firstFree));
    }
}

/// <summary>Both routes of R13, counted.</summary>
/// <param name="Management">Running a public service or a private organisation.</param>
/// <param name="Useful">Work in the vacancy's fields.</param>
public sealed record ExperienceCounts(ExperienceCount Management, ExperienceCount Useful)
{
    /// <summary>Counts both routes; see <see cref="ExperienceCount.Of"/>.</summary>
    public static ExperienceCounts Of(IReadOnlyCollection<Experience> experiences, LocalDate until) => new(
        ExperienceCount.Of(experiences, ExperienceKind.Management, until),
        ExperienceCount.Of(experiences, ExperienceKind.UsefulProfessional, until));

    /// <summary>Whether one of the routes is enough by itself; they never add up (R13).</summary>
    public bool Enough(RuleSet rules) => Management.Enough(rules.Experience) || Useful.Enough(rules.Experience);
}
