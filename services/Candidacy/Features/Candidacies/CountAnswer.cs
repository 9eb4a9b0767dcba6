using System.Globalization;
using NodaTime;
using Selection.Candidacies.Domain;
using Selection.Contracts.Dossiers;
using Selection.Contracts.Vacancies;
using Selection.ServiceDefaults.Clock;

namespace Selection.Candidacies.Features.Candidacies;

/// <summary>The running count (R14), with where it came from and what is missing.</summary>
/// <param name="Until">The last day that counts now.</param>
/// <param name="Management">The management route.</param>
/// <param name="Useful">The useful professional route.</param>
/// <param name="Enough">Whether either is enough (R13).</param>
internal sealed record CountAnswer(LocalDate Until, RouteCount Management, RouteCount Useful, bool Enough)
{
    public static CountAnswer Example => new(new LocalDate(2025, 10, 22), RouteCount.Example, RouteCount.Example with { Years = 0, Days = 0, Text = "0 jaar", Required = 10, Enough = false, Missing = "10 jaar", Periods = [] }, true);

    public static CountAnswer Of(Rubric rubric, ProcedureDefinition definition, Instant now)
    {
        var until = LocalDate.Min(BrusselsTime.DateIn(now), definition.ClosingDate);
        var counts = ExperienceCounts.Of(rubric.Experiences, until);
        return new CountAnswer(
            until, RouteCount.Of(counts.Management, rubric, definition.Rules), RouteCount.Of(counts.Useful, rubric, definition.Rules), counts.Enough(definition.Rules));
    }
}

/// <summary>The count of one route.</summary>
/// <param name="Years">Whole years.</param>
/// <param name="Days">Loose days beside them.</param>
/// <param name="Text">Both, in the caller's language.</param>
/// <param name="Required">The years asked for.</param>
/// <param name="Enough">Whether this route alone is enough.</param>
/// <param name="Missing">What is missing, in the caller's language; null when nothing is.</param>
/// <param name="Periods">The merged periods the sum came from, each with the experiences in it.</param>
internal sealed record RouteCount(int Years, int Days, string Text, int Required, bool Enough, string? Missing, IReadOnlyList<PeriodAnswer> Periods)
{
    public static RouteCount Example => new(6, 184, "6 jaar en 184 dagen", 6, true, null, [PeriodAnswer.Example]);

    public static RouteCount Of(ExperienceCount count, Rubric rubric, RuleSet rules)
    {
        var required = count.Required(rules.Experience);
        var shortfall = Shortfall.Of(count, required);
        return new RouteCount(
            count.Years, count.Days, TextOf(count.Years, count.Days), required, count.Enough(rules.Experience),
            shortfall == default ? null : TextOf(shortfall.Years, shortfall.Days),
            [.. count.Periods.Select(period => PeriodAnswer.Of(period, count.Kind, rubric))]);
    }

    private static string TextOf(int years, int days) => WrittenYears.Of(years, days, CultureInfo.CurrentUICulture);
}

/// <summary>A merged period, and the experiences it was made of.</summary>
internal sealed record PeriodAnswer(LocalDate Begin, LocalDate End, int Years, int Days, IReadOnlyList<Guid> Experiences)
{
    public static PeriodAnswer Example => new(new LocalDate(2015, 3, 1), new LocalDate(2021, 8, 31), 6, 184, [new("01997f12-0c5a-7b16-94e3-7d8f9a0b1c2d")]);

    public static PeriodAnswer Of(CountedPeriod period, ExperienceKind kind, Rubric rubric) => new(
        period.Begin, period.End, period.Years, period.Days,
        [.. rubric.Experiences.Where(e => e.Kind == kind && e.Begin >= period.Begin && e.Begin <= period.End).Select(e => e.ExperienceId)]);
}
