using NodaTime;
using NodaTime.Text;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Problems;

namespace Selection.OralTest.Features;

/// <summary>
/// Times among the fields of a request: an instant (<c>2025-12-11T09:00:00Z</c>, or with an offset), or a local time in Brussels
/// (<c>2025-12-11T10:00</c>). One the clock change skips or gives twice is refused with both instants (T5).
/// </summary>
internal static class TimeFields
{
    private static readonly LocalDateTimePattern Minutes = LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm");
    private static readonly LocalTimePattern Hours = LocalTimePattern.CreateWithInvariantCulture("HH':'mm");

    /// <summary>A moment; null, with the fault, where it is none.</summary>
    public static Instant? Moment(this List<FieldError> faults, string field, string text) => Read(faults, field, text, day: null);

    /// <summary>A begin: a moment, or a date for its first instant in Brussels (T1).</summary>
    public static Instant? Begin(this List<FieldError> faults, string field, string text) => Read(faults, field, text, BrusselsTime.StartOf);

    /// <summary>An end, as the first instant that is too late: a moment, or a date for the first instant after its day in Brussels (T1).</summary>
    public static Instant? End(this List<FieldError> faults, string field, string text) => Read(faults, field, text, BrusselsTime.EndOf);

    /// <summary>A time of day, such as <c>12:30</c>.</summary>
    public static LocalTime? TimeOfDay(this List<FieldError> faults, string field, string text)
    {
        if (Hours.Parse(text).TryGetValue(default, out var time)) return time;
        faults.Add(new FieldError(field, "not-a-time-of-day"));
        return null;
    }

    /// <summary>A local time as the instant it stands for.</summary>
    public static Instant? Local(this List<FieldError> faults, string field, LocalDateTime local)
    {
        switch (BrusselsTime.Read(local))
        {
            case LocalTimeReading.Exact exact:
                return exact.Instant;
            case LocalTimeReading.Unclear unclear:
                faults.Add(new FieldError(field, "local-time-unclear", unclear.First, unclear.Second));
                break;
        }

        return null;
    }

    private static Instant? Read(List<FieldError> faults, string field, string text, Func<LocalDate, Instant>? day)
    {
        if (day is not null && LocalDatePattern.Iso.Parse(text).TryGetValue(default, out var date) && date.Year is > 0 and < 9999) return day(date);
        if (InstantPattern.ExtendedIso.Parse(text).TryGetValue(default, out var instant)) return instant;
        if (OffsetDateTimePattern.ExtendedIso.Parse(text).TryGetValue(default, out var offset)) return offset.ToInstant();
        if ((Minutes.Parse(text).TryGetValue(default, out var local) || LocalDateTimePattern.ExtendedIso.Parse(text).TryGetValue(default, out local)) && local.Year is > 0 and < 9999)
            return Local(faults, field, local);
        faults.Add(new FieldError(field, day is null ? "not-a-time" : "not-a-date-or-time"));
        return null;
    }
}
