using Google.Protobuf.WellKnownTypes;
using NodaTime;

namespace Selection.Assessment.Vendor;

/// <summary>Between the wire's times and ours.</summary>
internal static class ProtoTime
{
    private const long FirstSecond = -62135596800;
    private const long LastSecond = 253402300799;

    /// <summary>An instant of the years 1 to 9999; null for anything else.</summary>
    public static Instant? Read(Timestamp time) => time is { Nanos: >= 0 and <= 999_999_999, Seconds: >= FirstSecond and <= LastSecond }
        ? Instant.FromUnixTimeSeconds(time.Seconds).PlusNanoseconds(time.Nanos)
        : null;

    public static Timestamp Write(Instant instant) => Timestamp.FromDateTimeOffset(instant.ToDateTimeOffset());
}
