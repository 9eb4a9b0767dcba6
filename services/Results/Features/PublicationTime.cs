using NodaTime;
using NodaTime.Text;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Problems;

namespace Selection.Results.Features;

/// <summary>A publication instant as officers write it: an instant, or a local time in Brussels.</summary>
internal static class PublicationTime
{
    private static readonly LocalDateTimePattern Minutes = LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm");

    /// <summary>The instant, null where none is given; a local time that the clock change skips or gives twice is refused with both instants (T5).</summary>
    public static (Instant? PublishAt, FieldError? Error) Read(string? text)
    {
        if (text is null) return (null, null);
        if (InstantPattern.ExtendedIso.Parse(text).TryGetValue(default, out var instant)) return (instant, null);
        if (OffsetDateTimePattern.ExtendedIso.Parse(text).TryGetValue(default, out var offset)) return (offset.ToInstant(), null);
        if (!Minutes.Parse(text).TryGetValue(default, out var local) && !LocalDateTimePattern.ExtendedIso.Parse(text).TryGetValue(default, out local))
            return (null, new FieldError("publishAt", "not-a-time"));
        return BrusselsTime.Read(local) switch
        {
            LocalTimeReading.Exact exact => (exact.Instant, null),
            LocalTimeReading.Unclear unclear => (null, new FieldError("publishAt", "local-time-unclear", unclear.First, unclear.Second)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
