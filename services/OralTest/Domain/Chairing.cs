namespace Selection.OralTest.Domain;

/// <summary>Who chairs a hearing (R42). It needs a chair from beginning to end, and so does the deliberation after it.</summary>
public static class Chairing
{
    /// <summary>
    /// The first of these who has been there from the beginning and is not recused: who opened the hearing, the deputy named
    /// at its opening, the committee's chair of today. Null for nobody: the hearing does not go on, and an officer makes one
    /// of those who were there the chair before the committee deliberates.
    /// </summary>
    /// <param name="roster">The committee as it stands.</param>
    /// <param name="openedBy">Who opened the hearing.</param>
    /// <param name="deputy">Who takes over when the chair leaves; null where nobody was named.</param>
    /// <param name="throughout">Who has been there from the beginning and is not recused.</param>
    public static string? Of(Roster roster, string openedBy, string? deputy, IReadOnlyCollection<string> throughout)
    {
        string?[] inTurn = [openedBy, deputy, roster.Members.FirstOrDefault(member => member.Seat.IsChair)?.Subject];
        return inTurn.FirstOrDefault(subject => subject is not null && throughout.Contains(subject));
    }
}
