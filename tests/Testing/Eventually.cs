using System.Diagnostics;

namespace Selection.Testing;

/// <summary>What happens by events happens soon, not at once.</summary>
public static class Eventually
{
    /// <summary>How long is waited where nothing else is said.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(20);

    /// <summary>Asks again until the condition holds.</summary>
    public static Task HoldsAsync(Func<Task<bool>> condition, TimeSpan? timeout = null, string? what = null) =>
        PassesAsync(async () =>
        {
            if (!await condition()) throw new TimeoutException(what ?? "The condition did not come true.");
        }, timeout);

    /// <summary>Asserts again until the assertion passes; its last failure is the test's.</summary>
    public static Task PassesAsync(Func<Task> assertion, TimeSpan? timeout = null) =>
        ValueAsync(async () =>
        {
            await assertion();
            return true;
        }, timeout);

    /// <summary>The first value that can be had without an exception.</summary>
    public static async Task<T> ValueAsync<T>(Func<Task<T>> get, TimeSpan? timeout = null)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return await get();
            }
            catch (Exception) when (clock.Elapsed < (timeout ?? Patience))
            {
                await Task.Delay(25);
            }
        }
    }

    /// <summary>Says that something does not happen: the condition is still false after a while.</summary>
    public static async Task NeverAsync(Func<Task<bool>> condition, TimeSpan? during = null)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < (during ?? TimeSpan.FromSeconds(1)))
        {
            Xunit.Assert.False(await condition());
            await Task.Delay(50);
        }
    }
}
