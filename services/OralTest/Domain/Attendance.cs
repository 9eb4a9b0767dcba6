namespace Selection.OralTest.Domain;

/// <summary>Why a hearing was broken off, to be held again without harm to the candidate (R42).</summary>
public enum SuspensionCause
{
    /// <summary>Fewer than eight from beginning to end.</summary>
    TooFew,

    /// <summary>Nobody left who may chair it.</summary>
    NoChair,

    /// <summary>Something happened, which the chair has noted.</summary>
    Incident,
}

/// <summary>What becomes of a hearing when those present are counted (R42).</summary>
public abstract record AttendanceOutcome
{
    private AttendanceOutcome()
    {
    }

    /// <summary>It goes on.</summary>
    /// <param name="Present">Who is in the room.</param>
    /// <param name="Throughout">Who has been there from the beginning: only they may score.</param>
    /// <param name="Chair">Who chairs it from now on.</param>
    public sealed record GoesOn(IReadOnlyList<string> Present, IReadOnlyList<string> Throughout, string Chair) : AttendanceOutcome;

    /// <summary>Fewer than eight are there from beginning to end, or nobody chairs: it stops, to be planned again without harm to the candidate.</summary>
    /// <param name="Present">Who is in the room.</param>
    /// <param name="Throughout">Who has been there from the beginning.</param>
    /// <param name="Cause">Which of the two.</param>
    public sealed record Suspended(IReadOnlyList<string> Present, IReadOnlyList<string> Throughout, SuspensionCause Cause) : AttendanceOutcome;

    /// <summary>Somebody named is not on the committee.</summary>
    public sealed record NotMembers(IReadOnlyList<string> Subjects) : AttendanceOutcome;

    /// <summary>Somebody named is recused.</summary>
    public sealed record Recused(IReadOnlyList<string> Subjects) : AttendanceOutcome;

    /// <summary>Somebody named has not declared about the candidate (R41).</summary>
    public sealed record Undeclared(IReadOnlyList<string> Subjects) : AttendanceOutcome;
}

/// <summary>
/// Presence at a hearing (R42): at least eight from beginning to end, a chair among them. Who comes late or leaves for a while
/// does not count.
/// </summary>
public static class Attendance
{
    /// <summary>The beginning: all who are there are there from the beginning.</summary>
    /// <param name="roster">The committee.</param>
    /// <param name="candidacyId">Whose hearing.</param>
    /// <param name="present">Who is there.</param>
    /// <param name="chair">Who opens it.</param>
    public static AttendanceOutcome Begin(Roster roster, Guid candidacyId, IReadOnlyCollection<string> present, string chair) =>
        Count(roster, candidacyId, throughout: present, present, chair, deputy: null);

    /// <summary>A later count: who is missing now was not there from beginning to end, whoever comes instead.</summary>
    /// <param name="roster">The committee.</param>
    /// <param name="candidacyId">Whose hearing.</param>
    /// <param name="throughout">Who had been there from the beginning, up to the last count.</param>
    /// <param name="present">Who is there now.</param>
    /// <param name="chair">Who opened it.</param>
    /// <param name="deputy">Who takes over when the chair leaves.</param>
    public static AttendanceOutcome Recount(
        Roster roster, Guid candidacyId, IReadOnlyCollection<string> throughout, IReadOnlyCollection<string> present, string chair, string? deputy) =>
        Count(roster, candidacyId, throughout, present, chair, deputy);

    /// <summary>What keeps a hearing from going on with those who have been there from the beginning; null where nothing does.</summary>
    public static SuspensionCause? MustStop(Roster roster, string chair, string? deputy, IReadOnlyCollection<string> throughout) =>
        throughout.Count < Composition.Fewest ? SuspensionCause.TooFew
        : Chairing.Of(roster, chair, deputy, throughout) is null ? SuspensionCause.NoChair
        : null;

    private static AttendanceOutcome Count(
        Roster roster, Guid candidacyId, IReadOnlyCollection<string> throughout, IReadOnlyCollection<string> present, string chair, string? deputy)
    {
        string[] now = [.. present.Distinct().Order(StringComparer.Ordinal)];
        string[] strangers = [.. now.Where(subject => roster.Find(subject) is null)];
        if (strangers.Length > 0) return new AttendanceOutcome.NotMembers(strangers);
        string[] recused = [.. now.Where(subject => roster.IsRecusedFrom(subject, candidacyId))];
        if (recused.Length > 0) return new AttendanceOutcome.Recused(recused);
        string[] undeclared = [.. now.Where(subject => roster.HasToDeclare(subject, candidacyId))];
        if (undeclared.Length > 0) return new AttendanceOutcome.Undeclared(undeclared);

        string[] still = [.. now.Where(throughout.Contains)];
        return MustStop(roster, chair, deputy, still) is { } cause
            ? new AttendanceOutcome.Suspended(now, still, cause)
            : new AttendanceOutcome.GoesOn(now, still, Chairing.Of(roster, chair, deputy, still)!);
    }
}
