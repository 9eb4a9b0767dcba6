using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;

namespace Selection.OralTest.Features;

/// <summary>A committee as it stands, with what its live check finds (R41).</summary>
/// <param name="VacancyId">Of which vacancy.</param>
/// <param name="Version">The committee's version, its ETag.</param>
/// <param name="Members">Who sits on it.</param>
/// <param name="Complete">Whether enough members, and a chair, remain who are not recused: without, no hearing begins.</param>
/// <param name="Warnings">What is wrong with it, without the recused.</param>
/// <param name="Replacements">Who took whose place, the first one first.</param>
public sealed record CommitteeView(
    Guid VacancyId, long Version, IReadOnlyList<MemberView> Members, bool Complete, IReadOnlyList<Warning> Warnings, IReadOnlyList<ReplacementView> Replacements)
{
    public static CommitteeView Example => new(new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), 2, [MemberView.Example], false, [Warning.Example], [ReplacementView.Example]);

    internal static async Task<CommitteeView> ReadAsync(OralTestDb db, Vacancy vacancy, long version, CancellationToken ct)
    {
        var members = await db.Members.AsNoTracking().Where(m => m.VacancyId == vacancy.VacancyId && m.LeftAt == null).OrderBy(m => m.Name).ThenBy(m => m.Subject).ToListAsync(ct);
        var roster = await Bench.RosterAsync(db, vacancy, ct);
        var findings = roster.Findings();
        var undeclared = await db.UndeclaredAsync(vacancy.VacancyId, ct);
        var replacements = await db.Replacements.AsNoTracking().Where(r => r.VacancyId == vacancy.VacancyId).OrderBy(r => r.ReplacedAt).ThenBy(r => r.ReplacementId)
            .Select(r => new ReplacementView(r.Leaving, r.Coming, r.Recused, r.Reason, r.ReplacedBy, r.ReplacedAt)).ToListAsync(ct);
        var complete = !findings.Any(finding => finding is CompositionFinding.TooFew or CompositionFinding.NoChair);
        return new CommitteeView(
            vacancy.VacancyId,
            version,
            [.. members.Select(m => new MemberView(m.Subject, m.Name, m.Gender, m.LanguageRole, m.Field, m.IsChair, roster.IsRecused(m.Subject),
                roster.IsRecused(m.Subject) ? 0 : undeclared[m.Subject]))],
            complete,
            [.. findings.Select(Warning.Of)],
            replacements);
    }
}

/// <summary>A member, as officers and the committee see them.</summary>
/// <param name="Undeclared">About how many candidates the member has still to declare.</param>
public sealed record MemberView(string Subject, string Name, Gender Gender, string LanguageRole, string Field, bool IsChair, bool Recused, int Undeclared)
{
    public static MemberView Example => new("chair", "An Janssens", Gender.F, "nl", "Public management", true, false, 0);
}

/// <summary>Who took whose place, and why.</summary>
/// <param name="Recused">Whether the one who left was recused.</param>
public sealed record ReplacementView(string Leaving, string Coming, bool Recused, string Reason, string ReplacedBy, Instant ReplacedAt)
{
    public static ReplacementView Example => new("member9", "member10", true, "Recused, and eight others must remain.", "officer1", Instant.FromUtc(2025, 12, 1, 9, 30));
}

/// <summary>Something that is reported and blocks nothing.</summary>
/// <param name="Code">For programs.</param>
/// <param name="Text">For people, in the language of the request.</param>
public sealed record Warning(string Code, string Text)
{
    public static Warning Example => new(CompositionFinding.TooFew.Code(), "The committee has too few members.");

    internal static Warning Of(CompositionFinding finding) => Of(finding.Code());

    internal static Warning Of(string code) => new(code, Texts.Of(code));
}
