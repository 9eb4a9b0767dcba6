using System.Globalization;
using System.Text.RegularExpressions;
using Selection.Contracts.Dossiers;
using Selection.Contracts.Events;
using Selection.Contracts.Vacancies;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;

namespace Selection.Screening.Domain;

/// <summary>What a text block is for.</summary>
public enum BlockUse
{
    /// <summary>To admit.</summary>
    Admit,

    /// <summary>To admit under reservation (R22).</summary>
    AdmitUnderReservation,

    /// <summary>To refuse (R24).</summary>
    Refuse,

    /// <summary>To reject an experience (R57).</summary>
    RejectExperience,

    /// <summary>To lift a reservation (R22).</summary>
    LiftReservation,

    /// <summary>To confirm a reservation (R22).</summary>
    ConfirmReservation,

    /// <summary>To take a decision back.</summary>
    Reopen,
}

/// <summary>A block the platform ships with.</summary>
/// <param name="Code">Names it, and its texts in the resources.</param>
/// <param name="Use">What it is for.</param>
/// <param name="Fits">Whether it has something to say about a proposal.</param>
public sealed record StandardBlock(string Code, BlockUse Use, Func<Proposal, bool> Fits);

/// <summary>
/// Text blocks for motivations (R23): <c>{names}</c> in them stand for the case's own facts, in the language of the
/// procedure; what only the officer can say is a gap.
/// </summary>
public static partial class TextBlocks
{
    /// <summary>The longest title of a block, in characters.</summary>
    public const int LongestTitle = 200;

    /// <summary>The longest text of a block, in characters.</summary>
    public const int LongestText = 5000;

    /// <summary>The languages blocks are written in: those of procedures.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["nl", "fr", "de", "en"];

    /// <summary>The names that stand for facts.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "title", "selectionCode", "closingDate",
        "management", "requiredManagement", "useful", "requiredUseful", "domains",
        "minimumLevel", "diploma", "diplomaLevel", "diplomaInstitution", "diplomaCountry", "function", "service",
        "experience", "organisation", "begin", "end",
    ];

    /// <summary>All blocks the platform ships with.</summary>
    public static IReadOnlyList<StandardBlock> Standard { get; } =
    [
        new("management-too-short", BlockUse.Refuse, p => !p.Experience.Met && HasAny(p.Experience.Management)),
        new("useful-too-short", BlockUse.Refuse, p => !p.Experience.Met && HasAny(p.Experience.Useful)),
        new("never-added", BlockUse.Refuse, p => !p.Experience.Met && HasAny(p.Experience.Management) && HasAny(p.Experience.Useful)),
        new("experience-none", BlockUse.Refuse, p => !HasAny(p.Experience.Management) && !HasAny(p.Experience.Useful)),
        new("diploma-too-low", BlockUse.Refuse, p => !p.Diploma.Met && p.Diploma.Diplomas.Count > 0),
        new("diploma-none", BlockUse.Refuse, p => !p.Diploma.Met && p.Diploma.Diplomas.Count == 0),
        new("function-unproven", BlockUse.Refuse, p => !p.Diploma.Met && p.Diploma.Function is { Verdict: FunctionVerdict.NoProof }),
        new("function-not-level-a", BlockUse.Refuse, p => !p.Diploma.Met && p.Diploma.Function is { Verdict: FunctionVerdict.NotLevelA }),
        new("refuse-against-proposal", BlockUse.Refuse, p => p.Outcome is not Outcome.Refuse),
        new("admit-against-proposal", BlockUse.Admit, p => p.Outcome is Outcome.Refuse),
        new("made-equal", BlockUse.Admit, p => p.Diploma.Diplomas.Any(d => d.DocumentVersionId == p.Diploma.DocumentVersionId && d.Facts.MadeEqual)),
        new("without-equivalence", BlockUse.Admit, p => Leaves(p, Reservation.Equivalence)),
        new("without-language-test", BlockUse.Admit, p => Leaves(p, Reservation.LanguageTest)),
        new("reservation-equivalence", BlockUse.AdmitUnderReservation, p => Leaves(p, Reservation.Equivalence)),
        new("reservation-language-test", BlockUse.AdmitUnderReservation, p => Leaves(p, Reservation.LanguageTest)),
        new("not-management", BlockUse.RejectExperience, _ => true),
        new("outside-fields", BlockUse.RejectExperience, _ => true),
        new("not-proven", BlockUse.RejectExperience, _ => true),
        new("adds-nothing", BlockUse.RejectExperience, _ => true),
        new("other-dates", BlockUse.RejectExperience, _ => true),
        new("lift-equivalence", BlockUse.LiftReservation, p => Leaves(p, Reservation.Equivalence)),
        new("lift-language-test", BlockUse.LiftReservation, p => Leaves(p, Reservation.LanguageTest)),
        new("confirm-equivalence", BlockUse.ConfirmReservation, p => Leaves(p, Reservation.Equivalence)),
        new("confirm-language-test", BlockUse.ConfirmReservation, p => Leaves(p, Reservation.LanguageTest)),
        new("new-element", BlockUse.Reopen, _ => true),
        new("mistake", BlockUse.Reopen, _ => true),
    ];

    /// <summary>The facts of a case by the names that stand for them; a fact it does not have is left out.</summary>
    /// <param name="subject">What the act would be about.</param>
    /// <param name="rules">The vacancy's.</param>
    /// <param name="proposal">The one that stands.</param>
    /// <param name="experience">The experience in question; null for none.</param>
    /// <param name="culture">The language of the procedure.</param>
    public static IReadOnlyDictionary<string, string> FactsOf(Subject subject, RuleSet rules, Proposal proposal, Experience? experience, CultureInfo culture)
    {
        // The diploma it rests on; where none is enough, the highest there is.
        var diploma = proposal.Diploma.Diplomas.FirstOrDefault(d => d.DocumentVersionId == proposal.Diploma.DocumentVersionId)
            ?? proposal.Diploma.Diplomas.MaxBy(d => d.Facts.Level);
        var stated = proposal.Diploma.Function?.Function;
        Dictionary<string, string?> facts = new()
        {
            ["title"] = subject.Title,
            ["selectionCode"] = subject.SelectionCode,
            ["closingDate"] = WrittenDay.Of(subject.ClosingDate, culture),
            ["management"] = Counted(proposal.Experience.Management),
            ["requiredManagement"] = WrittenYears.Of(proposal.Experience.Management.RequiredYears, culture),
            ["useful"] = Counted(proposal.Experience.Useful),
            ["requiredUseful"] = WrittenYears.Of(proposal.Experience.Useful.RequiredYears, culture),
            ["domains"] = string.Join(", ", rules.Experience.UsefulDomains.Select(d => d.Name.In(culture.TwoLetterISOLanguageName))),
            ["minimumLevel"] = Texts.In(culture, $"level-{rules.Diploma.MinimumLevel}"),
            ["diploma"] = diploma?.Facts.Title,
            ["diplomaLevel"] = diploma is null ? null : Texts.In(culture, $"level-{diploma.Facts.Level}"),
            ["diplomaInstitution"] = diploma?.Facts.Institution,
            ["diplomaCountry"] = diploma is null ? null : IsoNaming.Country(diploma.Facts.Country, culture),
            ["function"] = stated?.Class,
            ["service"] = stated?.Service,
            ["experience"] = experience?.Function,
            ["organisation"] = experience?.Organisation,
            ["begin"] = experience is null ? null : WrittenDay.Of(experience.Begin, culture),
            ["end"] = experience is null ? null : WrittenDay.Of(experience.End, culture),
        };
        return facts.Where(f => !string.IsNullOrWhiteSpace(f.Value)).ToDictionary(f => f.Key, f => f.Value!);

        string Counted(RouteFinding route) => WrittenYears.Of(route.Count.Years, route.Count.Days, culture);
    }

    /// <summary>A block with a case's facts in it; what the case does not tell is a gap.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> facts) =>
        Name().Replace(text, match => facts.GetValueOrDefault(match.Groups[1].Value, WrittenText.Gap));

    /// <summary>What is wrong with a block an officer adds or changes.</summary>
    public static IEnumerable<FieldError> Faults(string language, string title, string text)
    {
        var unknown = Name().Matches(text).Select(m => m.Groups[1].Value).Except(Names).ToArray();
        return
        [
            .. Languages.Contains(language) ? Array.Empty<FieldError>() : [new FieldError("language", "one-of", string.Join(", ", Languages))],
            .. WrittenText.Faults("title", title, LongestTitle),
            .. WrittenText.Faults("text", text, LongestText, mayHaveGaps: true),
            .. unknown.Length == 0 ? Array.Empty<FieldError>() : [new FieldError("text", "block-name-unknown", string.Join(", ", unknown))],
        ];
    }

    private static bool HasAny(RouteFinding route) => route.Count.Periods.Count > 0;

    private static bool Leaves(Proposal proposal, Reservation reservation) => proposal.Diploma.Reservation.HasFlag(reservation);

    [GeneratedRegex(@"\{([A-Za-z]+)\}")]
    private static partial Regex Name();
}
