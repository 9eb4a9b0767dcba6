using System.Globalization;
using NodaTime;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Clock;

namespace Selection.Results.Features;

/// <summary>What a candidate can do about a decision (R49, R50), and until when.</summary>
/// <param name="Kind">CouncilOfState, Feedback, Access or Complaint.</param>
/// <param name="Until">The last day, inclusive; null where there is none.</param>
/// <param name="Text">The same in words.</param>
internal sealed record Remedy(string Kind, LocalDate? Until, string Text)
{
    /// <summary>Counted from the day the decision was published.</summary>
    public static Remedy[] Of(Instant publishedAt, CultureInfo culture)
    {
        var remedies = Remedies.From(publishedAt);
        return
        [
            new("CouncilOfState", remedies.AnnulmentUntil, Texts.In(culture, "remedy-council-of-state", WrittenDay.Of(remedies.AnnulmentUntil, culture))),
            new("Feedback", remedies.FeedbackUntil, Texts.In(culture, "remedy-feedback", WrittenDay.Of(remedies.FeedbackUntil, culture))),
            new("Access", null, Texts.In(culture, "remedy-access")),
            new("Complaint", null, Texts.In(culture, "remedy-complaint")),
        ];
    }
}
