using System.Collections.Concurrent;

namespace Selection.Demo;

/// <summary>What came out other than expected; many candidates report at once.</summary>
public sealed class Differences
{
    private readonly ConcurrentQueue<string> _all = [];

    public IReadOnlyList<string> All => [.. _all];

    public void Add(string difference) => _all.Enqueue(difference);

    /// <summary>Notes it when what is there is not what must be there.</summary>
    public void Expect<T>(string what, T expected, T actual)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual)) Add($"{what}: expected {Show(expected)}, found {Show(actual)}");
    }

    private static string Show<T>(T value) => value switch
    {
        null => "nothing",
        IFormattable formattable => formattable.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
