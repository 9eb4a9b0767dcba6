using NodaTime;
using Selection.ServiceDefaults.Clock;

namespace Selection.Results.Domain;

/// <summary>Where an appointment stands.</summary>
public enum AppointmentState
{
    /// <summary>It stands.</summary>
    InForce,

    /// <summary>The authority took it back before the start.</summary>
    Revoked,

    /// <summary>The candidate declined it, or dropped out, before the start.</summary>
    Declined,
}

/// <summary>The mandate somebody is appointed for.</summary>
public static class Mandate
{
    /// <summary>The last day of a mandate of so many years (T2): the day before its clamped end.</summary>
    public static LocalDate LastDay(LocalDate startsOn, int years) => BrusselsTime.FirstDayAfter(startsOn, Period.FromYears(years)).PlusDays(-1);

    /// <summary>Whether it has begun: from the first instant of its first day in Brussels an appointment is no longer taken back or declined here.</summary>
    public static bool HasBegun(LocalDate startsOn, Instant now) => now >= BrusselsTime.StartOf(startsOn);
}
