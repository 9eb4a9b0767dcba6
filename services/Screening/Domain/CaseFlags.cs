using Selection.Contracts.Dossiers;
using Selection.Contracts.Vacancies;

namespace Selection.Screening.Domain;

/// <summary>What an officer should look at before an admission: a case with one of these is never decided together with others (R23).</summary>
public enum CaseFlag
{
    /// <summary>An experience was not accepted (R57).</summary>
    ExperienceRejected,

    /// <summary>The dossier came anew after experiences had been ruled on: those rulings stand no more.</summary>
    RulingsSetAside,

    /// <summary>A decision on this case was taken back.</summary>
    Reopened,

    /// <summary>A federal function of level A is stated, and no document shows it (R7).</summary>
    FunctionUnproven,

    /// <summary>The federal function stated is not of level A (R21).</summary>
    FunctionNotLevelA,

    /// <summary>The function that stands in for the diploma is shown by an attachment only, not by an appointment decision (R7).</summary>
    FunctionShownByAttachment,

    /// <summary>The diploma counts only since it is stated to have been made equal (R57).</summary>
    DiplomaMadeEqual,

    /// <summary>A document was filed by an officer for the candidate (R8).</summary>
    FiledByOfficer,

    /// <summary>An experience reads as written in another language than the procedure's (R12).</summary>
    AnotherLanguage,

    /// <summary>A useful experience names none of the vacancy's fields (R10).</summary>
    UnknownField,
}

/// <summary>A flag, and what it points at.</summary>
/// <param name="Flag">Which one.</param>
/// <param name="ExperienceId">The experience; null where it is about none.</param>
/// <param name="DocumentVersionId">The document; null where it is about none.</param>
public sealed record RaisedFlag(CaseFlag Flag, Guid? ExperienceId = null, Guid? DocumentVersionId = null);

/// <summary>What happened to a case before.</summary>
/// <param name="Reopened">A decision was taken back.</param>
/// <param name="RulingsSetAside">Rulings were made on a dossier that has been replaced since, and none on this one.</param>
public sealed record CasePast(bool Reopened = false, bool RulingsSetAside = false);

/// <summary>Which flags a case carries: a pure function of the dossier, the rules and what happened before.</summary>
public static class CaseFlags
{
    /// <summary>All of them, each once for everything it points at.</summary>
    /// <param name="rules">The vacancy's.</param>
    /// <param name="dossier">As frozen.</param>
    /// <param name="language">The language of the procedure.</param>
    /// <param name="proposal">The one that stands, after the rulings.</param>
    /// <param name="past">What happened before.</param>
    public static IReadOnlyList<RaisedFlag> Of(RuleSet rules, Dossier dossier, string language, Proposal proposal, CasePast past)
    {
        var flags = new List<RaisedFlag>();
        flags.AddRange(proposal.Experience.Rejected.Select(r => new RaisedFlag(CaseFlag.ExperienceRejected, r.Experience.ExperienceId)));
        if (past.RulingsSetAside) flags.Add(new(CaseFlag.RulingsSetAside));
        if (past.Reopened) flags.Add(new(CaseFlag.Reopened));
        flags.AddRange(OfFunction(dossier, proposal.Diploma));
        flags.AddRange(proposal.Diploma.Diplomas
            .Where(d => d.DocumentVersionId == proposal.Diploma.DocumentVersionId && d.Facts.MadeEqual && d.Facts.Level < rules.Diploma.MinimumLevel)
            .Select(d => new RaisedFlag(CaseFlag.DiplomaMadeEqual, DocumentVersionId: d.DocumentVersionId)));
        flags.AddRange(dossier.Documents.Where(d => d.Provenance is not null)
            .Select(d => new RaisedFlag(CaseFlag.FiledByOfficer, DocumentVersionId: d.DocumentVersionId)));
        flags.AddRange(dossier.Experiences.Where(e => LanguageHint.Other(LanguageOf(language), e.Function, e.Description) is not null)
            .Select(e => new RaisedFlag(CaseFlag.AnotherLanguage, e.ExperienceId)));
        flags.AddRange(dossier.Experiences.Where(e => NamesNoField(rules.Experience, e))
            .Select(e => new RaisedFlag(CaseFlag.UnknownField, e.ExperienceId)));
        return flags;
    }

    /// <summary>The kinds among them, each once.</summary>
    public static CaseFlag[] KindsOf(IEnumerable<RaisedFlag> flags) => [.. flags.Select(f => f.Flag).Distinct().Order()];

    private static IEnumerable<RaisedFlag> OfFunction(Dossier dossier, DiplomaFinding finding)
    {
        if (finding.Function is { Verdict: FunctionVerdict.NoProof }) yield return new(CaseFlag.FunctionUnproven);
        if (finding.Function is { Verdict: FunctionVerdict.NotLevelA }) yield return new(CaseFlag.FunctionNotLevelA);
        if (finding.Ground is DiplomaGround.FederalFunction && dossier.Documents.All(d => d.Kind is not DocumentKind.AppointmentDecision))
            yield return new(CaseFlag.FunctionShownByAttachment, DocumentVersionId: finding.DocumentVersionId);
    }

    /// <summary>A vacancy that names no fields leaves it to the officer which experience is useful.</summary>
    private static bool NamesNoField(ExperienceRule rule, Experience experience) =>
        experience.Kind is ExperienceKind.UsefulProfessional && rule.UsefulDomains.Count > 0 && rule.UsefulDomains.All(d => d.Code != experience.Domain);

    private static string LanguageOf(string tag) => tag.Length > 2 ? tag[..2] : tag;
}
