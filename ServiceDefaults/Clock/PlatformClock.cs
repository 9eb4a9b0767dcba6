using NodaTime;

namespace Selection.ServiceDefaults.Clock;

/// <summary>
/// The platform's clock (T3, T4): the server's time, plus in Development the offset an operator has moved the whole
/// platform forward by. Tokens, leases, time-outs and telemetry stay on real time.
/// </summary>
public sealed class PlatformClock : IClock
{
    private long _offsetMilliseconds;

    /// <summary>How far ahead of real time the platform is; zero outside Development.</summary>
    public Duration Offset
    {
        get => Duration.FromMilliseconds(Interlocked.Read(ref _offsetMilliseconds));
        internal set => Interlocked.Exchange(ref _offsetMilliseconds, (long)value.TotalMilliseconds);
    }

    /// <inheritdoc />
    public Instant GetCurrentInstant() => SystemClock.Instance.GetCurrentInstant() + Offset;
}
