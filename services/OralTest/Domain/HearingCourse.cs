using NodaTime;

namespace Selection.OralTest.Domain;

/// <summary>What happens in the course of a hearing (R42).</summary>
public enum CourseEvent
{
    /// <summary>A member chairs from now on: at the opening, and when the deputy takes over.</summary>
    Chaired,

    /// <summary>A member came, at the opening or later.</summary>
    Arrived,

    /// <summary>A member left.</summary>
    Left,

    /// <summary>A member is recused and takes no part any more (R41).</summary>
    Recused,

    /// <summary>The hearing was interrupted.</summary>
    Paused,

    /// <summary>It went on.</summary>
    Resumed,

    /// <summary>Something happened that the chair wants known.</summary>
    Incident,

    /// <summary>It was broken off, to be held again.</summary>
    BrokenOff,
}

/// <summary>An entry of a hearing's course.</summary>
/// <param name="At">When it was noted.</param>
/// <param name="What">What happened.</param>
/// <param name="Subject">The member it is about; null where it is about none.</param>
/// <param name="Text">Why, or what exactly; null where nothing was said.</param>
public sealed record CourseEntry(Instant At, CourseEvent What, string? Subject, string? Text);

/// <summary>A time in which a member was there.</summary>
/// <param name="From">From this instant.</param>
/// <param name="Until">To this one; null while it lasts.</param>
/// <param name="Reason">Why it ended, where that was said.</param>
public sealed record Stay(Instant From, Instant? Until, string? Reason);

/// <summary>A time in which the hearing stood still.</summary>
/// <param name="From">From this instant.</param>
/// <param name="Until">To this one; null while it lasts.</param>
/// <param name="Reason">Why.</param>
public sealed record Interruption(Instant From, Instant? Until, string? Reason);

/// <summary>Reads a hearing's course (R42). The entries come in the order in which they were noted.</summary>
public static class HearingCourse
{
    /// <summary>When a member was there.</summary>
    /// <param name="subject">The member.</param>
    /// <param name="entries">The course.</param>
    /// <param name="endedAt">When the hearing ended; null while it goes on.</param>
    public static IReadOnlyList<Stay> StaysOf(string subject, IEnumerable<CourseEntry> entries, Instant? endedAt)
    {
        var stays = new List<Stay>();
        Instant? since = null;
        foreach (var entry in entries.Where(entry => entry.Subject == subject))
        {
            switch (entry.What)
            {
                case CourseEvent.Arrived:
                    since ??= entry.At;
                    break;
                case CourseEvent.Left or CourseEvent.Recused when since is { } from:
                    stays.Add(new Stay(from, entry.At, entry.Text));
                    since = null;
                    break;
            }
        }

        if (since is { } still) stays.Add(new Stay(still, endedAt, null));
        return stays;
    }

    /// <summary>When it stood still.</summary>
    /// <param name="entries">The course.</param>
    /// <param name="endedAt">When the hearing ended; null while it goes on.</param>
    public static IReadOnlyList<Interruption> Interruptions(IEnumerable<CourseEntry> entries, Instant? endedAt)
    {
        var interruptions = new List<Interruption>();
        CourseEntry? paused = null;
        foreach (var entry in entries)
        {
            switch (entry.What)
            {
                case CourseEvent.Paused:
                    paused = entry;
                    break;
                case CourseEvent.Resumed or CourseEvent.BrokenOff when paused is not null:
                    interruptions.Add(new Interruption(paused.At, entry.At, paused.Text));
                    paused = null;
                    break;
            }
        }

        if (paused is not null) interruptions.Add(new Interruption(paused.At, endedAt, paused.Text));
        return interruptions;
    }
}
