using NodaTime;
using NodaTime.Text;
using Selection.ServiceDefaults.Clock;

namespace Selection.ServiceDefaults.Problems;

/// <summary>Times among the fields of a request: what cannot be one is told with the other faults.</summary>
public static class TimeFields
{
    private static readonly LocalTimePattern Hours = LocalTimePattern.CreateWithInvariantCulture("HH':'mm");

    /// <summary>A moment: a local time in Brussels or an instant. A local time the clock change skips or gives twice is refused with both instants (T5).</summary>
    /// <param name="faults">Takes what is wrong.</param>
    /// <param name="field">The field's JSON path.</param>
    /// <param name="text">What was written.</param>
    /// <returns>The moment; null, with the fault, where it is none.</returns>
    public static Instant? Moment(this List<FieldError> faults, string field, string text) => Read(faults, field, text, day: null);

    /// <summary>A begin: a moment, or a date for the first instant of its day in Brussels (T1).</summary>
    /// <inheritdoc cref="Moment"/>
    public static Instant? Begin(this List<FieldError> faults, string field, string text) => Read(faults, field, text, BrusselsTime.StartOf);

    /// <summary>An end, as the first instant that is too late: a moment, or a date for the first instant after its day in Brussels (T1).</summary>
    /// <inheritdoc cref="Moment"/>
    public static Instant? End(this List<FieldError> faults, string field, string text) => Read(faults, field, text, BrusselsTime.EndOf);

    /// <summary>A time of day, such as <c>12:30</c>.</summary>
    /// <inheritdoc cref="Moment"/>
    /// <returns>It; null, with the fault, where it is none.</returns>
    public static LocalTime? TimeOfDay(this List<FieldError> faults, string field, string text)
    {
        if (Hours.Parse(text).TryGetValue(default, out var time)) return time;
        faults.Add(new FieldError(field, "not-a-time-of-day"));
        return null;
    }

    /// <summary>A local time in Brussels as the instant it stands for; one the clock change skips or gives twice is refused with both instants (T5).</summary>
    /// <param name="faults">Takes what is wrong.</param>
    /// <param name="field">The field's JSON path.</param>
    /// <param name="local">The local time.</param>
    /// <returns>The instant; null, with the fault, where there is not one.</returns>
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
        switch (TimeText.Read(text))
        {
            case TimeReading.Moment moment:
                return moment.Instant;
            case TimeReading.Day { Date: var date } when day is not null && date.Year is > 0 and < 9999:
                return day(date);
            case TimeReading.Unclear unclear:
                faults.Add(new FieldError(field, "local-time-unclear", unclear.First, unclear.Second));
                return null;
            default:
                faults.Add(string.IsNullOrWhiteSpace(text) ? new FieldError(field, "required") : day is null ? new FieldError(field, "not-a-time") : new FieldError(field, "not-a-date-or-time"));
                return null;
        }
    }
}
