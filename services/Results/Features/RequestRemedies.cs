using System.Globalization;
using NodaTime;
using Selection.ServiceDefaults.Clock;

namespace Selection.Results.Features;

/// <summary>What a candidate can do against a decision (R50), in the language the request asks for.</summary>
internal static class RequestRemedies
{
    private const int AnnulmentDays = 60;

    /// <summary>Against an act: the Council of State within 60 days of the day it was told, and a complaint.</summary>
    public static string OfAct(Instant toldAt) => Text("remedies-act", toldAt);

    /// <summary>The last day to go to the Council of State against what was told, inclusive.</summary>
    public static LocalDate AnnulmentUntil(Instant toldAt) => BrusselsTime.LastOfDays(BrusselsTime.DateIn(toldAt), AnnulmentDays);

    /// <summary>Against the answer to a complaint: the Council of State where it changes something for the candidate, and the federal ombudsman.</summary>
    public static string OfComplaint(Instant answeredAt) => Text("remedies-complaint-answer", answeredAt);

    /// <summary>Against a refusal of access, whether it is written or counts as one (Act of 11 April 1994, article 8).</summary>
    public static string OfAccess() => Texts.In(CultureInfo.CurrentUICulture, "remedies-access");

    private static string Text(string key, Instant toldAt) =>
        Texts.In(CultureInfo.CurrentUICulture, key, WrittenDay.Of(AnnulmentUntil(toldAt), CultureInfo.CurrentUICulture));
}
