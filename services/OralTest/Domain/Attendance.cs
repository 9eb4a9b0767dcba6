namespace Selection.OralTest.Domain;

/// <summary>What becomes of a hearing when those present are counted (R42).</summary>
public abstract record AttendanceOutcome
{
    private AttendanceOutcome()
    {
    }

    /// <summary>It goes on.</summary>
    /// <param name="Present">Who is in the room.</param>
    /// <param name="Throughout">Who has been there from the beginning: only they may score.</param>
    public sealed record GoesOn(IReadOnlyList<string> Present, IReadOnlyList<string> Throughout) : AttendanceOutcome;

    /// <summary>Fewer than eight are there from beginning to end: it stops, to be planned again without harm to the candidate.</summary>
    /// <param name="Present">Who is in the room.</param>
    /// <param name="Throughout">Who has been there from the beginning.</param>
    public sealed record Suspended(IReadOnlyList<string> Present, IReadOnlyList<string> Throughout) : AttendanceOutcome;

    /// <summary>Somebody named is not on the committee.</summary>
    public sealed record NotMembers(IReadOnlyList<string> Subjects) : AttendanceOutcome;

    /// <summary>Somebody named is recused.</summary>
    public sealed record Recused(IReadOnlyList<string> Subjects) : AttendanceOutcome;
}

/// <summary>Presence at a hearing (R42): at least eight from beginning to end. Who comes late or leaves for a while does not count.</summary>
public static class Attendance
{
    /// <summary>The beginning: all who are there are there from the beginning.</summary>
    public static AttendanceOutcome Begin(Roster roster, Guid candidacyId, IReadOnlyCollection<string> present) =>
        Count(roster, candidacyId, throughout: present, present);

    /// <summary>A later count: who is missing now was not there from beginning to end, whoever comes instead.</summary>
    public static AttendanceOutcome Recount(Roster roster, Guid candidacyId, IReadOnlyCollection<string> throughout, IReadOnlyCollection<string> present) =>
        Count(roster, candidacyId, throughout, present);

    private static AttendanceOutcome Count(Roster roster, Guid candidacyId, IReadOnlyCollection<string> throughout, IReadOnlyCollection<string> present)
    {
        string[] now = [.. present.Distinct().Order(StringComparer.Ordinal)];
        string[] strangers = [.. now.Where(subject => roster.Find(subject) is null)];
        if (strangers.Length > 0) return new AttendanceOutcome.NotMembers(strangers);
        string[] recused = [.. now.Where(subject => roster.IsRecusedFrom(subject, candidacyId))];
        if (recused.Length > 0) return new AttendanceOutcome.Recused(recused);

        string[] still = [.. now.Where(throughout.Contains)];
        return still.Length < Composition.Fewest ? new AttendanceOutcome.Suspended(now, still) : new AttendanceOutcome.GoesOn(now, still);
    }
}
