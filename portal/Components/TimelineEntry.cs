using NodaTime;

namespace Selection.Portal.Components;

/// <summary>Something that happened; where more of it can be read, if anywhere.</summary>
public sealed record TimelineEntry(Instant At, string Title, string? Text = null, string? Href = null);

/// <summary>How far a procedure is with one of its steps.</summary>
public enum StepStatus { Ahead, Now, Done, Ended }

/// <summary>A step of a procedure.</summary>
public sealed record Step(string Title, StepStatus Status, string? Text = null);
