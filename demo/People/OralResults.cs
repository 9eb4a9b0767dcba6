namespace Selection.Demo.People;

/// <summary>The committee's results for the 14 competencies of the oral test: 6 specific, 8 of management.</summary>
public static class OralResults
{
    public const int Competencies = 14;

    /// <summary>The same for all.</summary>
    public static IReadOnlyList<int> All(int result) => [.. Enumerable.Repeat(result, Competencies)];

    /// <summary>One above and one below in turn: the same sum as <see cref="All"/>.</summary>
    public static IReadOnlyList<int> Around(int result) => [.. Enumerable.Range(0, Competencies).Select(i => i % 2 == 0 ? result + 1 : result - 1)];

    /// <summary>The same for all, and the last ones one higher.</summary>
    public static IReadOnlyList<int> AllAnd(int result, int higher) =>
        [.. Enumerable.Range(0, Competencies).Select(i => i >= Competencies - higher ? result + 1 : result)];

    /// <summary>The same for all but the first, which is one lower.</summary>
    public static IReadOnlyList<int> AllButOne(int result) => [result - 1, .. Enumerable.Repeat(result, Competencies - 1)];
}
