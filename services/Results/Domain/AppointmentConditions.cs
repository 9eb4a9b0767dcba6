using NodaTime;
using Selection.Contracts.Events;

namespace Selection.Results.Domain;

/// <summary>What must hold on the day of appointment (R52), beside the reservations of R22.</summary>
public enum AppointmentCondition
{
    /// <summary>Belgian, or of another state of the European Economic Area, or Swiss.</summary>
    Nationality,

    /// <summary>Civil and political rights.</summary>
    CivilAndPoliticalRights,

    /// <summary>Conduct that suits the function.</summary>
    Conduct,

    /// <summary>No personal conflict of interest.</summary>
    NoConflictOfInterest,

    /// <summary>No dismissal for cause, by law or by discipline in the recruiting service in the three years before.</summary>
    NoDismissal,
}

/// <summary>What an officer found of a condition.</summary>
/// <param name="Condition">Which.</param>
/// <param name="Holds">Whether it holds.</param>
/// <param name="From">The first day on which it does, such as the end of the three years after a dismissal; null where there is none.</param>
/// <param name="Until">The last day on which it does, inclusive, such as that of a temporary right of residence; null where there is none.</param>
public sealed record ConditionFinding(AppointmentCondition Condition, bool Holds, LocalDate? From = null, LocalDate? Until = null);

/// <summary>Why somebody cannot be appointed on a day.</summary>
public enum ObstacleKind
{
    /// <summary>Nobody has looked at the condition.</summary>
    NotChecked,

    /// <summary>It does not hold.</summary>
    DoesNotHold,

    /// <summary>It holds from a later day on.</summary>
    NotYet,

    /// <summary>It holds up to an earlier day.</summary>
    NoLonger,

    /// <summary>A reservation is open (R22).</summary>
    OpenReservation,
}

/// <summary>One thing in the way of an appointment.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Condition">The condition; null for a reservation.</param>
/// <param name="Reservation">The reservation that is open; None for a condition.</param>
/// <param name="Day">The first or last day on which the condition holds.</param>
public sealed record Obstacle(ObstacleKind Kind, AppointmentCondition? Condition, Reservation Reservation = Reservation.None, LocalDate? Day = null);

/// <summary>What is missing before somebody can be appointed (R52, R22).</summary>
public static class AppointmentConditions
{
    /// <summary>Everything in the way of an appointment on a day; nothing where it can be made.</summary>
    /// <param name="newest">The newest finding of each condition that was looked at.</param>
    /// <param name="openReservation">What of the admission's reservation still stands.</param>
    /// <param name="on">The day of appointment.</param>
    public static IReadOnlyList<Obstacle> Missing(IEnumerable<ConditionFinding> newest, Reservation openReservation, LocalDate on)
    {
        var found = newest.ToDictionary(f => f.Condition);
        var missing = new List<Obstacle>();
        foreach (var condition in Enum.GetValues<AppointmentCondition>())
        {
            if (!found.TryGetValue(condition, out var finding)) missing.Add(new Obstacle(ObstacleKind.NotChecked, condition));
            else if (!finding.Holds) missing.Add(new Obstacle(ObstacleKind.DoesNotHold, condition));
            else if (on < finding.From) missing.Add(new Obstacle(ObstacleKind.NotYet, condition, Day: finding.From));
            else if (on > finding.Until) missing.Add(new Obstacle(ObstacleKind.NoLonger, condition, Day: finding.Until));
        }

        foreach (var reservation in (Reservation[])[Reservation.Equivalence, Reservation.LanguageTest])
        {
            if (openReservation.HasFlag(reservation)) missing.Add(new Obstacle(ObstacleKind.OpenReservation, null, reservation));
        }

        return missing;
    }

    /// <summary>Whether somebody can be set aside as not appointable: a condition that was found not to hold, or a reservation that is open.</summary>
    public static bool JustifySettingAside(IEnumerable<ConditionFinding> newest, Reservation openReservation) =>
        openReservation != Reservation.None || newest.Any(f => !f.Holds);
}
