namespace Selection.ServiceDefaults.Auth;

/// <summary>The roles a token carries, as architecture.md names them.</summary>
public static class Roles
{
    public const string Candidate = "candidate";
    public const string SelectionOfficer = "selection-officer";
    public const string CommitteeMember = "committee-member";
    public const string CommitteeChair = "committee-chair";
    public const string AppointingAuthority = "appointing-authority";
    public const string Vendor = "vendor";
    public const string Operator = "operator";
    public const string Auditor = "auditor";

    /// <summary>All there are; a policy exists for each, under the same name.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Candidate, SelectionOfficer, CommitteeMember, CommitteeChair, AppointingAuthority, Vendor, Operator, Auditor];
}

/// <summary>The policies endpoints name: one a role, and the few that let several in.</summary>
public static class Policies
{
    /// <summary>A candidate; the endpoint's query still asks for what is theirs only.</summary>
    public const string Candidate = Roles.Candidate;

    /// <summary>A selection officer.</summary>
    public const string SelectionOfficer = Roles.SelectionOfficer;

    /// <summary>A member or the chair of a committee.</summary>
    public const string Committee = "committee";

    /// <summary>The chair of a committee.</summary>
    public const string CommitteeChair = Roles.CommitteeChair;

    /// <summary>The appointing authority.</summary>
    public const string AppointingAuthority = Roles.AppointingAuthority;

    /// <summary>The assessment vendor.</summary>
    public const string Vendor = Roles.Vendor;

    /// <summary>An operator of the platform.</summary>
    public const string Operator = Roles.Operator;

    /// <summary>An auditor.</summary>
    public const string Auditor = Roles.Auditor;

    /// <summary>A selection officer or an auditor: who reads decisions.</summary>
    public const string OfficerOrAuditor = "officer-or-auditor";

    /// <summary>A selection officer or an operator: who looks after what partners send.</summary>
    public const string OfficerOrOperator = "officer-or-operator";

    /// <summary>A selection officer, an operator or an auditor: who reads what partners sent.</summary>
    public const string OfficerOperatorOrAuditor = "officer-operator-or-auditor";

    /// <summary>A selection officer, an auditor or the appointing authority: who reads what an appointment is made from.</summary>
    public const string OfficerAuditorOrAuthority = "officer-auditor-or-authority";

    /// <summary>A selection officer, a committee member or the chair.</summary>
    public const string OfficerOrCommittee = "officer-or-committee";

    /// <summary>A committee member or the chair, a selection officer or an auditor: who reads a committee's minutes.</summary>
    public const string CommitteeOfficerOrAuditor = "committee-officer-or-auditor";

    /// <summary>A candidate, who sees what is theirs, or a selection officer.</summary>
    public const string CandidateOrOfficer = "candidate-or-officer";

    /// <summary>Anyone who is signed in.</summary>
    public const string SignedIn = "signed-in";
}
