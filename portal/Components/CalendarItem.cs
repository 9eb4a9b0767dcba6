using NodaTime;

namespace Selection.Portal.Components;

/// <summary>Something that stands in a calendar.</summary>
/// <param name="From">Its beginning.</param>
/// <param name="To">Its end.</param>
/// <param name="Title">What it is.</param>
/// <param name="Href">Where more of it is.</param>
/// <param name="Text">What there is to know of it.</param>
/// <param name="Kind">How it looks: free, full, over, warning.</param>
public sealed record CalendarItem(Instant From, Instant To, string Title, string? Href = null, string? Text = null, string? Kind = null);
