using NodaTime;

namespace Selection.Candidacies.Domain;

/// <summary>What became of a task (R20).</summary>
public enum TaskStatus
{
    /// <summary>Waits for the candidate.</summary>
    Open,

    /// <summary>Done.</summary>
    Done,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>Not needed any more: the candidacy does not go on.</summary>
    Dropped,
}

/// <summary>Tasks as the clock has them (T3).</summary>
internal static class TaskStatuses
{
    /// <summary>The status at an instant.</summary>
    /// <param name="done">Whether it has been done.</param>
    /// <param name="dueAt">The first instant that is too late.</param>
    /// <param name="goesOn">Whether the candidacy and its vacancy go on.</param>
    /// <param name="now">When.</param>
    public static TaskStatus Of(bool done, Instant dueAt, bool goesOn, Instant now) =>
        done ? TaskStatus.Done : !goesOn ? TaskStatus.Dropped : now >= dueAt ? TaskStatus.Expired : TaskStatus.Open;
}

/// <summary>What an event does to a task.</summary>
/// <param name="Kind">The kind of the message that asks for it.</param>
/// <param name="Done">Whether it is done from then on, or open.</param>
/// <param name="DueAt">The new first instant that is too late; null where the event says nothing of it.</param>
internal sealed record TaskChange(string Kind, bool Done, Instant? DueAt = null)
{
    public const string Validate = "candidacy-provisional";
    public const string RegisterForAssessment = "assessment-invited";

    /// <summary>The message that there is more time for it: it asks for the same.</summary>
    public const string RegisterForAssessmentLater = "assessment-extended";
    public const string RegisterForOralTest = "oral-test-invited";
}
