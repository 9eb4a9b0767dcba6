using NodaTime;
using Selection.Contracts.Dossiers;
using Selection.Contracts.Events;
using Selection.Contracts.Vacancies;

namespace Selection.Screening.Domain;

/// <summary>What is proposed, and what an officer decides (R21 to R24).</summary>
public enum Outcome
{
    /// <summary>Admitted.</summary>
    Admit,

    /// <summary>Admitted, with something still open (R22).</summary>
    AdmitUnderReservation,

    /// <summary>Not admitted; the procedure stops for this candidate (R24).</summary>
    Refuse,
}

/// <summary>What the rules make of a frozen dossier, condition by condition, with the facts each rests on (R23).</summary>
/// <param name="Outcome">Admit when both conditions are met.</param>
/// <param name="Reservation">What stays open on an admission (R22).</param>
/// <param name="Diploma">The diploma, or the function instead of it.</param>
/// <param name="Experience">The two routes of experience.</param>
public sealed record Proposal(Outcome Outcome, Reservation Reservation, DiplomaFinding Diploma, ExperienceFinding Experience);

/// <summary>Diploma or federal function of level A (R21).</summary>
/// <param name="Met">Whether one of them is enough.</param>
/// <param name="Ground">Which one.</param>
/// <param name="DocumentVersionId">The document it rests on.</param>
/// <param name="Reservation">What this ground leaves open (R22).</param>
/// <param name="Diplomas">Every diploma of the dossier.</param>
/// <param name="Function">The function stated, if any.</param>
public sealed record DiplomaFinding(
    bool Met,
    DiplomaGround Ground,
    Guid? DocumentVersionId,
    Reservation Reservation,
    IReadOnlyList<ExaminedDiploma> Diplomas,
    ExaminedFunction? Function);

/// <summary>What meets the diploma condition.</summary>
public enum DiplomaGround
{
    /// <summary>Nothing does.</summary>
    None,

    /// <summary>A diploma.</summary>
    Diploma,

    /// <summary>A federal function of level A.</summary>
    FederalFunction,
}

/// <summary>A diploma of the dossier, examined.</summary>
/// <param name="DocumentVersionId">The document.</param>
/// <param name="Facts">What it says.</param>
/// <param name="Counts">Whether its level is enough, or it was made equal to one that is.</param>
/// <param name="Reservation">What it leaves open when it counts.</param>
public sealed record ExaminedDiploma(Guid DocumentVersionId, DiplomaFacts Facts, bool Counts, Reservation Reservation);

/// <summary>The federal function stated, examined.</summary>
/// <param name="Function">As stated.</param>
/// <param name="Verdict">Whether it counts, or why not.</param>
/// <param name="Proofs">The documents filed for it (R7): appointment decisions first, then attachments.</param>
public sealed record ExaminedFunction(FederalFunction Function, FunctionVerdict Verdict, IReadOnlyList<Guid> Proofs);

/// <summary>What a stated function is worth.</summary>
public enum FunctionVerdict
{
    /// <summary>It counts.</summary>
    Proven,

    /// <summary>No appointment decision is in the dossier.</summary>
    NoProof,

    /// <summary>The class stated is not of level A.</summary>
    NotLevelA,

    /// <summary>This vacancy does not let a function stand in for the diploma.</summary>
    NotProvidedFor,
}

/// <summary>The two routes of experience; they never add up (R13).</summary>
/// <param name="Met">Whether one of them alone is enough.</param>
/// <param name="Management">Management.</param>
/// <param name="Useful">Useful professional experience.</param>
public sealed record ExperienceFinding(bool Met, RouteFinding Management, RouteFinding Useful)
{
    /// <summary>What an officer did not accept (R57): none of it is counted.</summary>
    public IReadOnlyList<RejectedExperience> Rejected { get; init; } = [];
}

/// <summary>One route.</summary>
/// <param name="RequiredYears">What it asks for.</param>
/// <param name="Met">Whether it is enough.</param>
/// <param name="Count">What the dossier holds, and the periods it came from (R14).</param>
public sealed record RouteFinding(int RequiredYears, bool Met, ExperienceCount Count);

/// <summary>The proposal (R21 to R23): a pure function of the rules and the dossier as it stood at closing.</summary>
public static class Proposals
{
    private const string Belgium = "BE";

    /// <summary>Makes the proposal.</summary>
    /// <param name="rules">The vacancy's, frozen at publication.</param>
    /// <param name="dossier">As it stood at closing (R18).</param>
    /// <param name="language">The language of the procedure.</param>
    /// <param name="closingDate">The last day that counts.</param>
    /// <param name="rejected">What an officer did not accept of it (R57); null for nothing: the system's own proposal.</param>
    public static Proposal Make(RuleSet rules, Dossier dossier, string language, LocalDate closingDate, IReadOnlyList<RejectedExperience>? rejected = null)
    {
        var diploma = ExamineDiploma(rules.Diploma, dossier, language);
        var experience = ExamineExperience(rules, dossier, closingDate, rejected ?? []);
        var reservation = diploma.Met && experience.Met ? diploma.Reservation : Reservation.None;
        var outcome = (diploma.Met && experience.Met, reservation) switch
        {
            (false, _) => Outcome.Refuse,
            (true, Reservation.None) => Outcome.Admit,
            (true, _) => Outcome.AdmitUnderReservation,
        };
        return new Proposal(outcome, reservation, diploma, experience);
    }

    /// <summary>R21, R22: what leaves least open counts; a proven function needs no diploma and leaves nothing open.</summary>
    private static DiplomaFinding ExamineDiploma(DiplomaRule rule, Dossier dossier, string language)
    {
        var diplomas = dossier.Documents
            .Where(document => document is { Kind: DocumentKind.Diploma, Diploma: not null })
            .Select(document => Examine(rule, document.DocumentVersionId, document.Diploma!, language))
            .ToArray();
        var function = dossier.FederalLevelA is { } stated ? Examine(rule, stated, dossier.Documents) : null;
        var best = diplomas.Where(diploma => diploma.Counts)
            .OrderBy(diploma => int.PopCount((int)diploma.Reservation)).ThenBy(diploma => diploma.Reservation)
            .FirstOrDefault();

        var proven = function is { Verdict: FunctionVerdict.Proven };
        if (proven && best is not { Reservation: Reservation.None })
            return new DiplomaFinding(true, DiplomaGround.FederalFunction, function!.Proofs[0], Reservation.None, diplomas, function);
        return best is not null
            ? new DiplomaFinding(true, DiplomaGround.Diploma, best.DocumentVersionId, best.Reservation, diplomas, function)
            : new DiplomaFinding(false, DiplomaGround.None, null, Reservation.None, diplomas, function);
    }

    private static ExaminedDiploma Examine(DiplomaRule rule, Guid document, DiplomaFacts facts, string language)
    {
        // An earlier diploma that was made equal counts as the level asked for, whatever its own (R57).
        var counts = facts.Level >= rule.MinimumLevel || facts.MadeEqual;
        var reservation = Reservation.None;
        if (!facts.Country.Equals(Belgium, StringComparison.OrdinalIgnoreCase)) reservation |= Reservation.Equivalence;
        if (!SameLanguage(facts.Language, language)) reservation |= Reservation.LanguageTest;
        return new ExaminedDiploma(document, facts, counts, reservation);
    }

    private static ExaminedFunction Examine(DiplomaRule rule, FederalFunction function, IReadOnlyList<DossierDocument> documents)
    {
        var proofs = documents.Where(d => d.Kind is DocumentKind.AppointmentDecision)
            .Concat(documents.Where(d => d.Kind is DocumentKind.Attachment))
            .Select(d => d.DocumentVersionId).ToArray();
        var verdict = (rule.FederalLevelACounts, IsOfAnotherLevel(function.Class), proofs.Length > 0) switch
        {
            (false, _, _) => FunctionVerdict.NotProvidedFor,
            (true, true, _) => FunctionVerdict.NotLevelA,
            (true, false, false) => FunctionVerdict.NoProof,
            (true, false, true) => FunctionVerdict.Proven,
        };
        return new ExaminedFunction(function, verdict, proofs);
    }

    /// <summary>Classes are written in many ways (A4, N-1, a title); only one that names level B, C or D says that it is not A.</summary>
    private static bool IsOfAnotherLevel(string functionClass) =>
        functionClass.Trim() is [var letter, .. var rest] && char.ToUpperInvariant(letter) is 'B' or 'C' or 'D' && rest.All(char.IsAsciiDigit);

    private static bool SameLanguage(string tag, string other) =>
        tag.Length >= 2 && other.Length >= 2 && tag.AsSpan(0, 2).Equals(other.AsSpan(0, 2), StringComparison.OrdinalIgnoreCase);

    private static ExperienceFinding ExamineExperience(RuleSet rules, Dossier dossier, LocalDate closingDate, IReadOnlyList<RejectedExperience> rejected)
    {
        var left = rejected.Select(r => r.Experience.ExperienceId).ToHashSet();
        var counts = ExperienceCounts.Of([.. dossier.Experiences.Where(e => !left.Contains(e.ExperienceId))], closingDate);
        return new ExperienceFinding(counts.Enough(rules), Route(counts.Management), Route(counts.Useful)) { Rejected = rejected };

        RouteFinding Route(ExperienceCount count) => new(count.Required(rules.Experience), count.Enough(rules.Experience), count);
    }
}
