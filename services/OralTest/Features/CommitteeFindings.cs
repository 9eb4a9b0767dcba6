using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Problems;

namespace Selection.OralTest.Features;

/// <summary>Something the live check finds.</summary>
/// <param name="Code">For programs.</param>
/// <param name="Text">For people, in the language of the request.</param>
/// <param name="Blocks">Whether the committee cannot be installed with it; otherwise it is a warning.</param>
/// <param name="Subjects">Which members it is about; empty where it is about the composition as a whole.</param>
public sealed record CommitteeFinding(string Code, string Text, bool Blocks, IReadOnlyList<string> Subjects)
{
    public static CommitteeFinding Example => new(CompositionFinding.GenderBalance.Code(), "More than two thirds of the members are of one gender.", false, []);

    internal string Rule { get; private init; } = "R41";

    internal static CommitteeFinding Of(CompositionFinding finding, Vacancy vacancy) =>
        new(finding.Code(), Texts.Of(finding.Code()), finding.Blocks(vacancy.CommitteeRule.Parity), []);

    internal static CommitteeFinding Of(MemberFinding finding, IEnumerable<string> subjects) =>
        new(finding.Code(), Texts.Of(finding.Code()), finding.Blocks(), [.. subjects.Order(StringComparer.Ordinal)]) { Rule = finding.Rule() };
}

/// <summary>R41: all there is to say about a committee before it is installed; the same for the check and for the installation.</summary>
internal static class CommitteeFindings
{
    /// <summary>Everything found, what blocks first.</summary>
    /// <param name="db">Where committees, conflicts and hearings are.</param>
    /// <param name="vacancy">Whose committee.</param>
    /// <param name="proposed">Its members.</param>
    /// <param name="now">Hearings that are over book nobody.</param>
    /// <param name="ct">Stops it.</param>
    /// <param name="seated">Members whose recusal is no news, since they are not what the change is about.</param>
    public static async Task<IReadOnlyList<CommitteeFinding>> ReadAsync(
        OralTestDb db, Vacancy vacancy, ProposedMembers proposed, Instant now, CancellationToken ct, IReadOnlyCollection<string>? seated = null)
    {
        var members = proposed.Members;
        string[] subjects = [.. members.Select(m => m.Subject)];
        var roster = await Bench.RosterAsync(db, vacancy, ct);
        var inHearing = await db.Hearings.AsNoTracking()
            .Where(h => h.VacancyId == vacancy.VacancyId && (h.State == HearingState.Open || h.State == HearingState.Closed))
            .SelectMany(h => h.Throughout).Distinct().ToListAsync(ct);
        var elsewhere = await db.Conflicts.Where(k => subjects.Contains(k.Subject) && k.VacancyId != vacancy.VacancyId
                && db.Candidacies.Any(theirs => theirs.CandidacyId == k.CandidacyId
                    && db.Candidacies.Any(ours => ours.VacancyId == vacancy.VacancyId && ours.State != CandidacyState.Expected && ours.PersonId == theirs.PersonId)))
            .Select(k => k.Subject).Distinct().ToListAsync(ct);

        IEnumerable<(MemberFinding Finding, IEnumerable<string> Subjects)> found =
        [
            (MemberFinding.Recused, subjects.Where(subject => roster.IsRecused(subject) && seated?.Contains(subject) != true)),
            (MemberFinding.InHearing, inHearing.Except(subjects)),
            // Who sits on it already stays: retiring changes no committee.
            (MemberFinding.Retired, proposed.Retired.Where(subject => roster.Find(subject) is null)),
            (MemberFinding.RecusedFromSome, subjects.Where(subject => !roster.IsRecused(subject) && roster.Conflicts.Any(conflict => conflict.Subject == subject))),
            (MemberFinding.ConflictElsewhere, elsewhere),
            (MemberFinding.DoubleBooked, await DoubleBookedAsync(db, vacancy.VacancyId, subjects, now, ct)),
        ];
        return
        [
            .. Composition.Check([.. members.Select(m => new Seat(m.Gender, m.LanguageRole, m.IsChair))]).Select(finding => CommitteeFinding.Of(finding, vacancy))
                .Concat(found.Where(f => f.Subjects.Any()).Select(f => CommitteeFinding.Of(f.Finding, f.Subjects)))
                .OrderByDescending(finding => finding.Blocks),
        ];
    }

    /// <summary>The refusal of a committee with findings that block; null where none does.</summary>
    public static Problem? Refusal(IReadOnlyList<CommitteeFinding> findings)
    {
        CommitteeFinding[] blocking = [.. findings.Where(finding => finding.Blocks)];
        return blocking.Length == 0 ? null : Problem.Refused(blocking[0].Rule, blocking[0].Code).With("findings", blocking).With("subjects", blocking[0].Subjects);
    }

    private static async Task<IReadOnlyList<string>> DoubleBookedAsync(OralTestDb db, Guid vacancyId, string[] subjects, Instant now, CancellationToken ct)
    {
        var ours = await db.Slots.AsNoTracking().Where(s => s.VacancyId == vacancyId && s.EndsAt > now).Select(s => new { s.HearingAt, s.EndsAt }).ToListAsync(ct);
        if (ours.Count == 0) return [];
        TimeRange[] hearings = [.. ours.Select(s => new TimeRange(s.HearingAt, s.EndsAt))];
        var elsewhere = await db.ElsewhereAsync(vacancyId, subjects, new TimeRange(hearings.Min(h => h.From), hearings.Max(h => h.To)), ct);
        return [.. elsewhere.Where(sittings => sittings.Any(sitting => hearings.Any(sitting.Overlaps))).Select(sittings => sittings.Key)];
    }
}
