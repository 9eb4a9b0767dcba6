namespace Selection.ServiceDefaults.Lists;

/// <summary>One page of a list.</summary>
/// <param name="Items">What is on it.</param>
/// <param name="Total">How many there are in all.</param>
/// <param name="Number">Which page, from 1.</param>
/// <param name="PageSize">How many fit on one.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, int Total, [property: System.Text.Json.Serialization.JsonPropertyName("page")] int Number, int PageSize);

/// <summary>Which page of a list is asked for: <c>?page=2&amp;pageSize=50</c>.</summary>
/// <param name="Page">From 1; 1 where it is not given.</param>
/// <param name="PageSize">1 to 200; 50 where it is not given.</param>
public readonly record struct Paging(int? Page, int? PageSize)
{
    /// <summary>The most one page holds.</summary>
    public const int MaxPageSize = 200;

    /// <summary>Which page, brought into range.</summary>
    public int Number => Math.Max(1, Page ?? 1);

    /// <summary>How many on one, brought into range.</summary>
    public int Size => Math.Clamp(PageSize ?? 50, 1, MaxPageSize);

    /// <summary>How many come before it.</summary>
    public int Skip => (int)Math.Min(int.MaxValue, (Number - 1L) * Size);
}
