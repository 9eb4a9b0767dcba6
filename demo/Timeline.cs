using NodaTime;

namespace Selection.Demo;

/// <summary>When everything happens, counted from the platform's today in Brussels.</summary>
public sealed record Timeline(LocalDate Today)
{
    private static readonly DateTimeZone Brussels = DateTimeZoneProviders.Tzdb["Europe/Brussels"];

    private static readonly LocalTime[] PreparationTimes = [new(8, 30), new(11, 30), new(14, 30)];

    /// <summary>As first published.</summary>
    public LocalDate FirstClosing => Closing.PlusDays(-2);

    /// <summary>After the correction.</summary>
    public LocalDate Closing => Today.PlusDays(14);

    public LocalDate RegistrationOpens => Closing.PlusDays(7);

    public LocalDate RegistrationCloses => Closing.PlusDays(14);

    /// <summary>Three sessions on three days of a week.</summary>
    public IReadOnlyList<Instant> Sessions => [.. Enumerable.Range(0, 3).Select(i => At(FirstSession.PlusDays(i), new LocalTime(9, 30)))];

    public LocalDate LastSessionsDay => FirstSession.PlusDays(2);

    public LocalDate SlotsOpen => LastSessionsDay.PlusDays(7);

    public LocalDate SlotsClose => LastSessionsDay.PlusDays(14);

    private LocalDate FirstSession => Next(IsoDayOfWeek.Monday, RegistrationCloses.PlusDays(3));

    /// <summary>So many hearings, three a day from Monday to Friday: an hour of preparation, then two hours.</summary>
    public IReadOnlyList<HearingTime> Hearings(int count)
    {
        var monday = Next(IsoDayOfWeek.Monday, SlotsClose.PlusDays(3));
        return
        [
            .. from week in Enumerable.Range(0, count / 15 + 1)
               from day in Enumerable.Range(0, 5)
               from time in PreparationTimes
               let date = monday.PlusDays(7 * week + day)
               select new HearingTime(At(date, time), At(date, time.PlusHours(1)), At(date, time.PlusHours(3))),
        ];
    }

    public static Instant StartOf(LocalDate day) => Brussels.AtStartOfDay(day).ToInstant();

    /// <summary>The first instant after a day.</summary>
    public static Instant EndOf(LocalDate day) => StartOf(day.PlusDays(1));

    public static LocalDate DateIn(Instant instant) => instant.InZone(Brussels).Date;

    private static Instant At(LocalDate day, LocalTime time) => (day + time).InZoneLeniently(Brussels).ToInstant();

    private static LocalDate Next(IsoDayOfWeek day, LocalDate onOrAfter) => onOrAfter.PlusDays(-1).Next(day);
}

/// <summary>When one hearing takes place.</summary>
public sealed record HearingTime(Instant PreparationAt, Instant HearingAt, Instant EndsAt);
