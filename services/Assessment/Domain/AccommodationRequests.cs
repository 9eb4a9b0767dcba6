using NodaTime;
using Selection.Contracts.Accommodations;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;

namespace Selection.Assessment.Domain;

/// <summary>Why an accommodation is asked for (R39): for the candidate and whoever decides, and for nobody else.</summary>
public enum AccommodationGround
{
    Disability,
    LearningDisorder,
    Illness,
    Pregnancy,
    Breastfeeding,
}

/// <summary>Where a request stands.</summary>
public enum AccommodationState
{
    /// <summary>No officer has taken it yet.</summary>
    Asked,

    /// <summary>An officer has taken it, and decides.</summary>
    Taken,

    /// <summary>Granted as it was asked.</summary>
    Granted,

    /// <summary>Granted with other measures than were asked.</summary>
    GrantedOtherwise,

    /// <summary>Refused, with a motivation.</summary>
    Refused,

    /// <summary>Taken back by the candidate before it was decided.</summary>
    Withdrawn,
}

/// <summary>What a candidate asks for; the attests come as files beside it.</summary>
public sealed record AccommodationAsk
{
    /// <summary>Why.</summary>
    public required AccommodationGround Ground { get; init; }

    /// <summary>Codes of the closed list, such as <c>extra-time:30</c>.</summary>
    public IReadOnlyList<string> Measures { get; init; } = [];

    /// <summary>What the list cannot say.</summary>
    public string? Text { get; init; }

    /// <summary>For a change: the attests sent before that still count.</summary>
    public IReadOnlyList<Guid> KeepDocuments { get; init; } = [];
}

/// <summary>Asking for accommodations (R39).</summary>
public static class AccommodationRequests
{
    /// <summary>The most attests a request has.</summary>
    public const int MostAttests = 3;

    /// <summary>The longest free text, in characters.</summary>
    public const int LongestText = 2_000;

    /// <summary>The most measures at once.</summary>
    public const int MostMeasures = 10;

    /// <summary>
    /// Whether a candidacy may be asked for: as long as a test may still come, the oral test of those who passed or are exempt
    /// included, since the committee carries measures out too.
    /// </summary>
    public static bool MayAsk(Standing standing) => standing switch
    {
        Standing.Waiting or Standing.ToBook or Standing.Booked or Standing.Exempted or Standing.Passed => true,
        Standing.Failed or Standing.Stopped or Standing.Ended => false,
    };

    /// <summary>Whether a request may still be changed, withdrawn, or decided for the first time.</summary>
    public static bool IsOpen(AccommodationState state) => state is AccommodationState.Asked or AccommodationState.Taken;

    /// <summary>
    /// Whether a request comes late: after the second working day before the booked session, from which on nobody can be sure
    /// that the vendor still arranges it (as R29). It is taken all the same.
    /// </summary>
    public static bool IsLate(Instant? sessionStartsAt, Instant now, ClosingDays closed) => sessionStartsAt is { } startsAt && now >= WorkingDays.HelpEndsAt(startsAt, closed);

    /// <summary>Everything wrong with what is asked, the attests apart; empty when nothing is.</summary>
    public static IEnumerable<FieldError> Faults(AccommodationAsk ask)
    {
        foreach (var fault in MeasureList.Read(ask.Measures, "metadata.measures").Faults) yield return fault;
        if (ask.Measures.Count == 0 && string.IsNullOrWhiteSpace(ask.Text)) yield return new FieldError("metadata.measures", "accommodation-empty");
        foreach (var fault in TextCheck.Unkeepable("metadata.text", ask.Text ?? "", LongestText)) yield return fault;
    }

    /// <summary>What is wrong with the number of attests: one to three, and none needed for breastfeeding, which no doctor attests.</summary>
    public static FieldError? AttestFault(AccommodationGround ground, int attests) => attests switch
    {
        0 when ground is not AccommodationGround.Breastfeeding => new FieldError("file", "attest-missing"),
        > MostAttests => new FieldError("file", "too-many-files", MostAttests),
        _ => null,
    };

    /// <summary>How many minutes longer a test takes a candidate with these measures: extra time, and breaks.</summary>
    public static int AddedMinutes(IEnumerable<string> measures) => measures.Select(Measure.Parse).OfType<Measure>().Sum(measure => measure.Kind switch
    {
        MeasureKind.ExtraTime or MeasureKind.Break or MeasureKind.PrivateBreak => measure.Minutes!.Value * (measure.Times ?? 1),
        MeasureKind.SeparateRoom or MeasureKind.AccessiblePlace or MeasureKind.AssistiveTechnology or MeasureKind.LargePrint or MeasureKind.Interpreter
            or MeasureKind.Companion => 0,
    });
}

/// <summary>Reads lists of measures.</summary>
public static class MeasureList
{
    /// <summary>The measures of codes, in the order of their kinds, and everything wrong with the list.</summary>
    /// <param name="codes">The codes.</param>
    /// <param name="field">The list's JSON path.</param>
    public static (IReadOnlyList<Measure> Measures, IReadOnlyList<FieldError> Faults) Read(IReadOnlyList<string> codes, string field)
    {
        if (codes.Count > AccommodationRequests.MostMeasures) return ([], [new FieldError(field, "too-many-measures", AccommodationRequests.MostMeasures)]);
        var (measures, faults) = (new List<Measure>(), new List<FieldError>());
        foreach (var (i, code) in codes.Index())
        {
            if (Measure.Parse(code) is not { } measure) faults.Add(new FieldError($"{field}[{i}]", "measure-unknown", string.Join(", ", Measure.Forms.Select(f => f.Pattern))));
            else if (measures.Exists(m => m.Kind == measure.Kind && m.Option == measure.Option)) faults.Add(new FieldError($"{field}[{i}]", "measure-twice"));
            else measures.Add(measure);
        }

        return ([.. measures.OrderBy(m => m.Kind).ThenBy(m => m.Option, StringComparer.Ordinal)], faults);
    }
}
