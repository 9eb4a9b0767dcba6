using System.Globalization;
using NodaTime;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Input;

namespace Selection.Screening.Domain;

/// <summary>What an act is about.</summary>
/// <param name="SelectionCode">The procedure's code.</param>
/// <param name="Title">The function, in the language of the act.</param>
/// <param name="RuleVersion">The notice's version.</param>
/// <param name="ClosingDate">The day the dossier was frozen on.</param>
public sealed record Subject(string SelectionCode, string Title, int RuleVersion, LocalDate ClosingDate);

/// <summary>
/// The text of a decision (R23): legal grounds and facts in the act itself (Act of 29 July 1991), in the language of
/// the procedure; and the facts alone, as reasons of a proposal, in any language.
/// </summary>
public static class Motivations
{
    /// <summary>Writes the act.</summary>
    /// <param name="language"><c>nl</c>, <c>fr</c>, <c>de</c> or <c>en</c>; another falls back to English.</param>
    /// <param name="subject">What it is about.</param>
    /// <param name="proposal">The facts found.</param>
    /// <param name="outcome">What is decided.</param>
    /// <param name="reservation">What stays open (R22).</param>
    /// <param name="officer">The officer's own motivation; null where the facts found are all of it.</param>
    public static string Write(string language, Subject subject, Proposal proposal, Outcome outcome, Reservation reservation, string? officer)
    {
        var culture = CultureOf(language);
        var departs = Decisions.Departs(proposal, outcome, reservation);
        string[] lines =
        [
            Texts.In(culture, $"act-{outcome}", subject.Title, subject.SelectionCode),
            "",
            Texts.In(culture, "legal-grounds"),
            Texts.In(culture, "legal-notice", subject.SelectionCode, subject.RuleVersion),
            Texts.In(culture, "legal-dossier", WrittenDay.Of(subject.ClosingDate, culture)),
            Texts.In(culture, "legal-reasons"),
            "",
            Texts.In(culture, "facts"),
            .. DiplomaLines(proposal.Diploma, culture),
            .. ExperienceLines(proposal.Experience, culture),
            .. ReservationLines(reservation, culture),
            .. departs ? [Texts.In(culture, "departs")] : Array.Empty<string>(),
            .. officer is null ? Array.Empty<string>() : ["", Texts.In(culture, "officer"), officer],
            "",
            Texts.In(culture, "remedies"),
        ];
        return string.Join('\n', lines);
    }

    /// <summary>Writes what becomes of a reservation, and on which proof (R22).</summary>
    /// <param name="language">As for a decision.</param>
    /// <param name="reservation">One reservation.</param>
    /// <param name="lifted">Whether it no longer stands.</param>
    /// <param name="proof">What it rests on; null where there is none.</param>
    /// <param name="officer">The officer's motivation.</param>
    public static string WriteReservation(string language, Reservation reservation, bool lifted, ReservationProof? proof, string officer)
    {
        var culture = CultureOf(language);
        string[] lines =
        [
            Texts.In(culture, $"{(lifted ? "lifted" : "confirmed")}-{reservation}"),
            .. proof is null ? Array.Empty<string>() : [ProofLine(proof, culture)],
            officer,
        ];
        return string.Join('\n', lines);
    }

    /// <summary>The facts of the diploma condition, a sentence each.</summary>
    public static IReadOnlyList<string> DiplomaFacts(Proposal proposal, CultureInfo culture) => [.. DiplomaLines(proposal.Diploma, culture)];

    /// <summary>The facts of the experience condition, a sentence each.</summary>
    public static IReadOnlyList<string> ExperienceFacts(Proposal proposal, CultureInfo culture) => [.. ExperienceLines(proposal.Experience, culture)];

    /// <summary>The language of an act as a culture.</summary>
    public static CultureInfo CultureOf(string language) =>
        CultureInfo.GetCultureInfo(language is ['n', 'l', ..] or ['f', 'r', ..] or ['d', 'e', ..] ? language[..2] : "en");

    private static IEnumerable<string> DiplomaLines(DiplomaFinding finding, CultureInfo culture)
    {
        yield return Texts.In(culture, finding.Met ? "diploma-met" : "diploma-not-met");
        if (finding.Diplomas.Count == 0 && finding.Ground is not DiplomaGround.FederalFunction) yield return Texts.In(culture, "diploma-none");
        foreach (var (document, facts, counts, _) in finding.Diplomas)
        {
            var key = (counts, document == finding.DocumentVersionId) switch
            {
                (true, true) => facts.MadeEqual ? "diploma-counts-made-equal" : "diploma-counts",
                (true, false) => "diploma-also-counts",
                (false, _) => "diploma-too-low",
            };
            yield return Texts.In(culture, key, facts.Title, facts.Institution, IsoNaming.Country(facts.Country, culture), facts.Year, Texts.In(culture, $"level-{facts.Level}"));
        }

        if (finding.Function is { } function)
            yield return Texts.In(culture, $"function-{function.Verdict}", function.Function.Class, function.Function.Service);
    }

    private static IEnumerable<string> ExperienceLines(ExperienceFinding finding, CultureInfo culture)
    {
        yield return Texts.In(culture, finding.Met ? "experience-met" : "experience-not-met");
        if (finding.Rejected.Count > 0) yield return Texts.In(culture, "counted-again");
        foreach (var (experience, reason) in finding.Rejected)
        {
            yield return Texts.In(
                culture, $"rejected-{experience.Kind}", experience.Function, experience.Organisation,
                WrittenDay.Of(experience.Begin, culture), WrittenDay.Of(experience.End, culture), reason);
        }

        foreach (var route in (RouteFinding[])[finding.Management, finding.Useful])
        {
            yield return Texts.In(
                culture, $"route-{route.Count.Kind}", WrittenYears.Of(route.Count.Years, route.Count.Days, culture),
                WrittenYears.Of(route.RequiredYears, culture), Texts.In(culture, route.Met ? "enough" : "not-enough"));
            if (route.Count.Periods.Count > 0)
                yield return Texts.In(culture, "periods", string.Join("; ", route.Count.Periods.Select(p => $"{WrittenDay.Of(p.Begin, culture)} – {WrittenDay.Of(p.End, culture)}")));
        }

        if (!finding.Met && finding.Management.Count.Periods.Count > 0 && finding.Useful.Count.Periods.Count > 0)
            yield return Texts.In(culture, "never-added");
    }

    private static IEnumerable<string> ReservationLines(Reservation reservation, CultureInfo culture)
    {
        if (reservation.HasFlag(Reservation.Equivalence)) yield return Texts.In(culture, "reservation-Equivalence");
        if (reservation.HasFlag(Reservation.LanguageTest)) yield return Texts.In(culture, "reservation-LanguageTest");
    }

    private static string ProofLine(ReservationProof proof, CultureInfo culture) =>
        Texts.In(culture, $"proof-{proof.Kind}", WrittenDay.Of(proof.Date, culture), proof.Reference is null ? proof.Issuer : $"{proof.Issuer}, {proof.Reference}");
}
