using System.Globalization;
using NodaTime;
using Selection.Contracts.Dossiers;
using Selection.Contracts.Events;
using Selection.Screening.Data;
using Selection.Screening.Domain;

namespace Selection.Screening.Features;

/// <summary>What the rules make of a dossier, in short.</summary>
internal sealed record CaseProposal(Outcome Outcome, Reservation Reservation, bool DiplomaMet, bool ExperienceMet, CountedRoute Management, CountedRoute Useful)
{
    public static CaseProposal Example => new(Outcome.Admit, Reservation.None, true, true, new CountedRoute(7, 0, 6, true), new CountedRoute(0, 0, 10, false));

    public static CaseProposal RefusedExample => Example with { Outcome = Outcome.Refuse, ExperienceMet = false, Management = new CountedRoute(4, 120, 6, false) };

    public static CaseProposal Of(Proposal p) => new(
        p.Outcome, p.Reservation, p.Diploma.Met, p.Experience.Met, CountedRoute.Of(p.Experience.Management), CountedRoute.Of(p.Experience.Useful));
}

/// <summary>A route of R13: what is counted, and what is asked for.</summary>
internal sealed record CountedRoute(int Years, int Days, int RequiredYears, bool Met)
{
    public static CountedRoute Of(RouteFinding route) => new(route.Count.Years, route.Count.Days, route.RequiredYears, route.Met);
}

/// <summary>The conditions of R21.</summary>
internal enum ParticipationCondition
{
    /// <summary>A diploma, or a federal function instead of it.</summary>
    Diploma,

    /// <summary>One of the two routes of experience.</summary>
    Experience,
}

/// <summary>
/// One condition of taking part: whether it is met, why in the caller's language, the facts it rests on and the documents that
/// show them. <c>Diploma</c> or <c>Experience</c> is there, by the condition.
/// </summary>
internal sealed record ConditionAnswer(
    ParticipationCondition Condition, bool Met, IReadOnlyList<string> Sentences, IReadOnlyList<Guid> DocumentVersionIds, DiplomaFinding? Diploma, ExperienceFinding? Experience)
{
    public static IReadOnlyList<ConditionAnswer> Of(Proposal proposal, CultureInfo culture) =>
    [
        new(ParticipationCondition.Diploma, proposal.Diploma.Met, Motivations.DiplomaFacts(proposal, culture),
            [.. proposal.Diploma.Diplomas.Select(d => d.DocumentVersionId).Concat(proposal.Diploma.Function?.Proofs ?? []).Distinct()], proposal.Diploma, null),
        new(ParticipationCondition.Experience, proposal.Experience.Met, Motivations.ExperienceFacts(proposal, culture), [], null, proposal.Experience),
    ];
}

/// <summary>
/// An experience as it was frozen, what it counts by itself up to closing (R14), and whether it is accepted (R57). Without a
/// ruling it is. <c>ReadsAs</c>: the language its text seems to be in, where that is another than the procedure's (R12).
/// </summary>
internal sealed record ExperienceAnswer(Experience Experience, int Years, int Days, bool Accepted, RulingAnswer? Ruling, string? ReadsAs)
{
    public static ExperienceAnswer Example => new(
        new Experience(
            new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f31"), ExperienceKind.Management, "Directeur", "Dienst voor Gegevensbeheer", null,
            new LocalDate(2018, 1, 1), new LocalDate(2024, 12, 31), false, "Leiding van de directie."),
        7, 0, false, RulingAnswer.Example, null);

    public static ExperienceAnswer Of(Experience experience, RulingAnswer? ruling, LocalDate closingDate, string? language)
    {
        var count = ExperienceCount.Of([experience], experience.Kind, closingDate);
        var readsAs = language is null ? null : LanguageHint.Other(language, experience.Function, experience.Description);
        return new(experience, count.Years, count.Days, ruling?.Accepted ?? true, ruling, readsAs);
    }
}

/// <summary>A ruling; <c>SetAside</c>: made on a dossier that came anew since, so that it stands no more.</summary>
internal sealed record RulingAnswer(Guid ExperienceId, bool Accepted, string? Reason, string RuledBy, Instant RuledAt, bool SetAside)
{
    public static RulingAnswer Example => new(
        new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f31"), false, "De beschreven taken omvatten geen leiding over een dienst.", "officer1", Instant.FromUtc(2025, 10, 27, 10, 0), false);
}

/// <summary>A document of the dossier, and the address officers open it at.</summary>
internal sealed record DocumentAnswer(DossierDocument Document, string Address)
{
    public static DocumentAnswer Example => Of(new DossierDocument(
        new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f40"), DocumentKind.Diploma, "diploma.pdf", new string('a', 64), DiplomaFacts.Example));

    public static DocumentAnswer Of(DossierDocument document) => new(document, $"/api/candidacy/documents/{document.DocumentVersionId}/content");
}

/// <summary>Something to look at before admitting, in the caller's language.</summary>
internal sealed record FlagAnswer(CaseFlag Flag, Guid? ExperienceId, Guid? DocumentVersionId, string Sentence)
{
    public static FlagAnswer Of(RaisedFlag raised, CultureInfo culture) =>
        new(raised.Flag, raised.ExperienceId, raised.DocumentVersionId, Texts.In(culture, $"flag-{raised.Flag}"));
}

/// <summary>Who has a case, and until when.</summary>
internal sealed record ClaimAnswer(string By, Instant Until, bool Mine)
{
    public static ClaimAnswer? Of(Claim? claim, string caller, Instant now) =>
        claim is not null && claim.Holds(now) ? new(claim.By, claim.Until, claim.By == caller) : null;
}

internal static class CaseFacts
{
    /// <summary>What is to be looked at on a case, by the proposal that stands.</summary>
    public static IReadOnlyList<RaisedFlag> FlagsOf(this Case row, Vacancy vacancy, bool rulingsSetAside) => CaseFlags.Of(
        vacancy.Rules!, row.Dossier!, vacancy.Language!, row.StandingProposal!,
        new CasePast(Reopened: row.State is CaseState.Open && row.DecidedAt is not null, RulingsSetAside: rulingsSetAside));
}
