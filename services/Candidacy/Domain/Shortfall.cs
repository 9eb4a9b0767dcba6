using Selection.Contracts.Dossiers;

namespace Selection.Candidacies.Domain;

/// <summary>What a route still misses (R13), in the count's own measure: 365 loose days make a year (R14).</summary>
/// <param name="Years">Whole years.</param>
/// <param name="Days">Loose days beside them, 0 to 364.</param>
internal readonly record struct Shortfall(int Years, int Days)
{
    private const int DaysOfAYear = 365;

    /// <summary>Nothing where the route is enough.</summary>
    public static Shortfall Of(ExperienceCount count, int requiredYears)
    {
        var days = Math.Max(0, ((requiredYears - count.Years) * DaysOfAYear) - count.Days);
        return new Shortfall(days / DaysOfAYear, days % DaysOfAYear);
    }
}
