namespace Selection.Demo.Platform;

/// <summary>
/// Services hear of each other a moment later: what must come is asked for again until it is there, and not for ever.
/// </summary>
public static class Poll
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The first value that is not null.</summary>
    public static async Task<T> UntilAsync<T>(string what, Func<Task<T?>> ask, CancellationToken ct)
        where T : class
    {
        var started = TimeProvider.System.GetTimestamp();
        var pause = TimeSpan.FromMilliseconds(50);
        while (true)
        {
            if (await ask() is { } found) return found;
            if (TimeProvider.System.GetElapsedTime(started) > Patience)
                throw new TimeoutException($"Waited {Patience.TotalSeconds:0} s in vain: {what}.");
            await Task.Delay(pause, ct);
            if (pause < TimeSpan.FromMilliseconds(500)) pause *= 1.5;
        }
    }

    /// <summary>Waits until it is so.</summary>
    public static Task UntilAsync(string what, Func<Task<bool>> ask, CancellationToken ct) =>
        UntilAsync(what, async () => await ask() ? "" : null, ct);

    /// <summary>
    /// Repeats a call that is refused as long as another service's word is still on its way; any other refusal counts.
    /// </summary>
    public static Task<Answer> UntilAcceptedAsync(string what, Func<Task<Answer>> call, Func<Refusal, bool> stillOnItsWay, CancellationToken ct) =>
        UntilAsync(what, async () =>
        {
            var answer = await call();
            return answer.Succeeded || !stillOnItsWay(answer.Refusal) ? answer.Must() : null;
        }, ct);
}
