using Google.Rpc;
using Grpc.Core;

namespace Selection.SampleClient;

/// <summary>
/// When a call that failed is tried again, and after which pause: only where the platform says that it may pass, twice as long
/// each time, never shorter than it asks for, and never the same for everybody.
/// </summary>
internal sealed class Backoff(int attempts)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private int _failures;

    /// <summary>Something came through: the next failure is a first one.</summary>
    public void Progressed() => _failures = 0;

    /// <summary>The pause before the next attempt; null where there is none.</summary>
    public TimeSpan? PauseAfter(RpcException e) => MayPass(e) ? Next(e.GetRpcStatus()?.GetDetail<RetryInfo>()?.RetryDelay.ToTimeSpan() ?? TimeSpan.Zero) : null;

    /// <inheritdoc cref="PauseAfter(RpcException)" />
    public TimeSpan? PauseAfter(SignInException e) => e.MayPass ? Next(TimeSpan.Zero) : null;

    private TimeSpan? Next(TimeSpan asked)
    {
        if (++_failures >= attempts) return null;
        var grown = FirstPause * Math.Pow(2, Math.Min(_failures - 1, 10));
        var pause = grown < LongestPause ? grown : LongestPause;
        return (asked > pause ? asked : pause) * (0.75 + (Random.Shared.NextDouble() / 2));
    }

    /// <summary>Whether the same call may work later: the platform is away, full or restarting, the line broke, or the token ran out on the way.</summary>
    private bool MayPass(RpcException e) => e.StatusCode switch
    {
        StatusCode.Unavailable or StatusCode.Internal or StatusCode.Unknown or StatusCode.Aborted or StatusCode.DeadlineExceeded or StatusCode.Cancelled => true,
        // Too much at once passes; a message that is too large does not.
        StatusCode.ResourceExhausted => e.GetRpcStatus()?.GetDetail<RetryInfo>() is not null,
        // A new token helps where the old one ran out, and never twice in a row.
        StatusCode.Unauthenticated => _failures == 0,
        _ => false,
    };
}
