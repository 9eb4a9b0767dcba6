using Selection.Contracts.Vacancies;

namespace Selection.OralTest.Domain;

/// <summary>A member who sits on a committee now.</summary>
/// <param name="Subject">The member's account.</param>
/// <param name="Name">The member's name.</param>
/// <param name="Seat">What the composition looks at.</param>
public sealed record RosterMember(string Subject, string Name, Seat Seat);

/// <summary>A declared conflict of interest (R41).</summary>
/// <param name="Subject">Whose.</param>
/// <param name="CandidacyId">With which candidacy; null for the procedure as a whole.</param>
public sealed record Conflict(string Subject, Guid? CandidacyId);

/// <summary>A member who has not said yet whether there is a conflict with a candidate (R41).</summary>
/// <param name="Subject">Whose declaration is missing.</param>
/// <param name="CandidacyId">About which candidacy.</param>
public sealed record MissingDeclaration(string Subject, Guid CandidacyId);

/// <summary>Who of a committee may hear whom (R41).</summary>
/// <param name="Scope">How far a conflict reaches.</param>
/// <param name="Members">Who sits on the committee now, recused or not.</param>
/// <param name="Conflicts">All that were ever declared, also by members who left since.</param>
public sealed record Roster(RecusalScope Scope, IReadOnlyList<RosterMember> Members, IReadOnlyList<Conflict> Conflicts)
{
    /// <summary>Declarations still missing about the candidacy looked at; nothing of a candidate is shown before one's own.</summary>
    public IReadOnlyList<MissingDeclaration> Undeclared { get; init; } = [];

    /// <summary>The member with an account; null for somebody else.</summary>
    public RosterMember? Find(string subject) => Members.FirstOrDefault(member => member.Subject == subject);

    /// <summary>Whether somebody takes no part in the whole procedure any more.</summary>
    public bool IsRecused(string subject) =>
        Conflicts.Any(conflict => conflict.Subject == subject && (Scope == RecusalScope.WholeProcedure || conflict.CandidacyId is null));

    /// <summary>Whether somebody takes no part in one candidate's hearing.</summary>
    public bool IsRecusedFrom(string subject, Guid candidacyId) =>
        IsRecused(subject) || Conflicts.Any(conflict => conflict.Subject == subject && conflict.CandidacyId == candidacyId);

    /// <summary>Whether somebody has still to declare about a candidate.</summary>
    public bool HasToDeclare(string subject, Guid candidacyId) => Undeclared.Contains(new MissingDeclaration(subject, candidacyId));

    /// <summary>Those who may hear at least the candidates they have no conflict with.</summary>
    public IReadOnlyList<RosterMember> NotRecused() => [.. Members.Where(member => !IsRecused(member.Subject))];

    /// <summary>Those who may hear one candidate.</summary>
    public IReadOnlyList<RosterMember> EligibleFor(Guid candidacyId) => [.. Members.Where(member => !IsRecusedFrom(member.Subject, candidacyId))];

    /// <summary>What is wrong with the committee as it stands without the recused: checked live, also after a recusal.</summary>
    public IReadOnlyList<CompositionFinding> Findings() => Composition.Check([.. NotRecused().Select(member => member.Seat)]);
}
