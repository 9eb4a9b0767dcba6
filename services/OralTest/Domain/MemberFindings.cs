namespace Selection.OralTest.Domain;

/// <summary>What can be wrong with a member of a proposed committee (R41, R42); with the composition see <see cref="CompositionFinding"/>.</summary>
public enum MemberFinding
{
    /// <summary>Recused from the procedure: does not come back.</summary>
    Recused,

    /// <summary>Left out, although a hearing they sat in is not judged.</summary>
    InHearing,

    /// <summary>Retired from the register of experts.</summary>
    Retired,

    /// <summary>Recused from some of the candidates.</summary>
    RecusedFromSome,

    /// <summary>Has declared a conflict with one of the candidates in another procedure.</summary>
    ConflictElsewhere,

    /// <summary>Sits in a hearing of another committee at the time of one of this one's.</summary>
    DoubleBooked,
}

/// <summary>What the findings about members come to.</summary>
public static class MemberFindings
{
    /// <summary>Whether a finding keeps the committee from being installed.</summary>
    public static bool Blocks(this MemberFinding finding) => finding switch
    {
        MemberFinding.Recused or MemberFinding.InHearing or MemberFinding.Retired => true,
        MemberFinding.RecusedFromSome or MemberFinding.ConflictElsewhere or MemberFinding.DoubleBooked => false,
    };

    /// <summary>The rule behind it.</summary>
    public static string Rule(this MemberFinding finding) => finding == MemberFinding.InHearing ? "R42" : "R41";

    /// <summary>The name of its text.</summary>
    public static string Code(this MemberFinding finding) => finding switch
    {
        MemberFinding.Recused => "committee-recused-member",
        MemberFinding.InHearing => "committee-member-in-hearing",
        MemberFinding.Retired => "committee-retired-expert",
        MemberFinding.RecusedFromSome => "committee-recused-from-some",
        MemberFinding.ConflictElsewhere => "committee-conflict-elsewhere",
        MemberFinding.DoubleBooked => "committee-double-booked",
    };
}
