namespace Selection.Portal.Pages.Officer;

/// <summary>Something an officer does with a list, after looking at it once more.</summary>
/// <param name="Name">In the address; its texts are under <c>List_{Name}</c>.</param>
/// <param name="Path">Of the API, below the vacancy's list.</param>
/// <param name="Final">Whether it cannot be taken back.</param>
/// <param name="AsksReason">Whether a reason is asked for.</param>
/// <param name="AsksInstant">Whether an instant is asked for.</param>
public sealed record ListDeed(string Name, string Path, bool Final = false, bool AsksReason = false, bool AsksInstant = false)
{
    private static readonly ListDeed[] All =
    [
        new("propose", "propose"),
        new("correct", "correct", AsksReason: true),
        new("approve", "approve", Final: true, AsksInstant: true),
        new("reject", "reject", Final: true, AsksReason: true),
        new("take-back", "take-back", Final: true, AsksReason: true),
        new("take-back-approval", "approval/take-back", AsksReason: true),
        new("move", "publication", AsksInstant: true),
    ];

    /// <summary>Of what has just been done, as pages say it.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(d => d.Name), "register", "removed"];

    public static ListDeed? Of(string? name) => All.FirstOrDefault(d => d.Name == name);
}
