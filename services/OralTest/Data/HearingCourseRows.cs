using NodaTime;
using Selection.OralTest.Domain;

namespace Selection.OralTest.Data;

/// <summary>An entry of a hearing's course (R42), kept as it was noted; only its text is forgotten with the candidate (R55).</summary>
public sealed class CourseRow
{
    public long Id { get; init; }

    public required Guid HearingId { get; init; }

    public required Instant At { get; init; }

    public required CourseEvent What { get; init; }

    /// <summary>The member it is about.</summary>
    public string? Subject { get; init; }

    public string? Text { get; init; }

    public required string NotedBy { get; init; }

    /// <summary>As the rules read it.</summary>
    public CourseEntry Entry => new(At, What, Subject, Text);
}

/// <summary>Writes a hearing's course.</summary>
internal static class CourseNotes
{
    public static void Note(this OralTestDb db, Hearing hearing, CourseEvent what, string notedBy, Instant now, string? subject = null, string? text = null) =>
        db.Course.Add(new CourseRow
        {
            HearingId = hearing.HearingId,
            At = now,
            What = what,
            Subject = subject,
            Text = string.IsNullOrWhiteSpace(text) ? null : text,
            NotedBy = notedBy,
        });
}
