using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Problems;

namespace Selection.Results.Features.Appointments;

/// <summary>Something in the way of an appointment, in words of the caller's language (R52, R22).</summary>
internal sealed record MissingCondition(ObstacleKind Kind, AppointmentCondition? Condition, Reservation Reservation, LocalDate? Day, string Text)
{
    public static MissingCondition Example => new(ObstacleKind.NotChecked, AppointmentCondition.Conduct, Reservation.None, null, "Suitable conduct: nobody has checked it.");

    public static MissingCondition Of(Obstacle obstacle)
    {
        var culture = CultureInfo.CurrentUICulture;
        var about = obstacle.Condition is { } condition ? Texts.In(culture, $"condition-{condition}") : Texts.In(culture, $"reservation-{obstacle.Reservation}");
        var day = obstacle.Day is { } date ? WrittenDay.Of(date, culture) : "";
        return new MissingCondition(obstacle.Kind, obstacle.Condition, obstacle.Reservation, obstacle.Day, Texts.In(culture, $"obstacle-{obstacle.Kind}", about, day));
    }
}

/// <summary>The conditions of appointment as they were checked.</summary>
internal static class Conditions
{
    /// <summary>The newest check of each condition, of these candidacies.</summary>
    public static async Task<ILookup<Guid, ConditionFinding>> NewestFindingsAsync(this ResultsDb db, IEnumerable<Guid> candidacyIds, CancellationToken ct)
    {
        var checks = await db.ConditionChecks.FromSql(
            $"""
            select distinct on (candidacy_id, condition) * from condition_checks where candidacy_id = any({candidacyIds.ToArray()})
            order by candidacy_id, condition, check_id desc
            """).AsNoTracking().ToListAsync(ct);
        return checks.ToLookup(c => c.CandidacyId, c => c.Finding());
    }

    /// <summary>A day in a query; today where there is none, null where it is no day.</summary>
    public static LocalDate? DayOf(string? text, LocalDate today) =>
        text is null ? today : LocalDatePattern.Iso.Parse(text) is { Success: true } day ? day.Value : null;

    /// <summary>Why somebody cannot be appointed on a day; a reservation is named by its own rule (R22).</summary>
    public static Problem? ProblemOf(IReadOnlyList<Obstacle> missing) => missing switch
    {
        [] => null,
        _ when missing.Any(o => o.Kind is ObstacleKind.OpenReservation) =>
            Problem.Refused("R22", "appointment-reservation").With("missing", missing.Select(MissingCondition.Of).ToArray()),
        _ => Problem.Refused("R52", "appointment-conditions", missing.Count).With("missing", missing.Select(MissingCondition.Of).ToArray()),
    };
}
