using System.Globalization;
using Selection.Contracts.Accommodations;
using Selection.Portal.Resources;

namespace Selection.Portal.Components.Fields;

/// <summary>Measures as a form has them (R39): numbers where a kind takes some, and the codes of what is ticked.</summary>
public sealed class MeasureInput
{
    public string? ExtraTime { get; set; }

    public string? Breaks { get; set; }

    public string? BreakMinutes { get; set; }

    public string? PrivateBreaks { get; set; }

    public string? PrivateBreakMinutes { get; set; }

    /// <summary>What is ticked; null where nothing is, as a form then sends nothing of it.</summary>
    public List<string>? Chosen { get; set; }

    /// <summary>The form of measures that stand.</summary>
    public static MeasureInput Of(IEnumerable<string> codes)
    {
        var input = new MeasureInput();
        foreach (var measure in codes.Select(Measure.Parse).OfType<Measure>())
        {
            var (minutes, times) = (Say(measure.Minutes), Say(measure.Times));
            if (measure.Kind is MeasureKind.ExtraTime) input.ExtraTime = minutes;
            else if (measure.Kind is MeasureKind.Break) (input.Breaks, input.BreakMinutes) = (times, minutes);
            else if (measure.Kind is MeasureKind.PrivateBreak) (input.PrivateBreaks, input.PrivateBreakMinutes) = (times, minutes);
            else (input.Chosen ??= []).Add(measure.Code);
        }

        return input;

        static string? Say(int? number) => number?.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The codes of what is asked; what cannot be read is told at its field, under the form's <paramref name="name"/>.</summary>
    public IReadOnlyList<string> Codes(string name, FormErrors errors, Texts texts)
    {
        var codes = new List<string>();
        if (Number(ExtraTime, $"{name}.{nameof(ExtraTime)}", FormOf(MeasureKind.ExtraTime), ofTimes: false) is { } extra) codes.Add($"extra-time:{extra}");
        AddBreaks("break", FormOf(MeasureKind.Break), Breaks, nameof(Breaks), BreakMinutes, nameof(BreakMinutes));
        AddBreaks("private-break", FormOf(MeasureKind.PrivateBreak), PrivateBreaks, nameof(PrivateBreaks), PrivateBreakMinutes, nameof(PrivateBreakMinutes));
        codes.AddRange(Chosen ?? []);
        return codes;

        void AddBreaks(string kind, MeasureForm form, string? times, string timesName, string? minutes, string minutesName)
        {
            if (string.IsNullOrWhiteSpace(times) && string.IsNullOrWhiteSpace(minutes)) return;
            // Where only the length is said, one break is meant.
            var count = string.IsNullOrWhiteSpace(times) ? 1 : Number(times, $"{name}.{timesName}", form, ofTimes: true);
            var length = Number(minutes, $"{name}.{minutesName}", form, ofTimes: false, required: true);
            if (count is not null && length is not null) codes.Add($"{kind}:{length}:{count}");
        }

        int? Number(string? text, string field, MeasureForm form, bool ofTimes, bool required = false)
        {
            if (string.IsNullOrWhiteSpace(text) && !required) return null;
            var (fewest, most) = ofTimes ? (1, form.MostTimes!.Value) : (form.FewestMinutes!.Value, form.MostMinutes!.Value);
            if (int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) && number >= fewest && number <= most) return number;
            errors.Add(field, texts["Measures_Between", fewest, most]);
            return null;
        }
    }

    internal static MeasureForm FormOf(MeasureKind kind) => Measure.Forms.Single(f => f.Kind == kind);
}
