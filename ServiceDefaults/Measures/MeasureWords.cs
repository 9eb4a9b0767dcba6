using System.Globalization;
using System.Resources;
using Selection.Contracts.Accommodations;

namespace Selection.ServiceDefaults.Measures;

/// <summary>Measures in words (R39), in nl, fr, de and en: for the candidate, officers, the committee and the vendor alike.</summary>
public static class MeasureWords
{
    private static readonly ResourceManager Texts = new("Selection.ServiceDefaults.Resources.Measures", typeof(MeasureWords).Assembly);

    /// <summary>A measure in words, such as <c>2 breaks of 15 minutes</c>; a code that is not known here, as it is.</summary>
    /// <param name="code">The code, as in <see cref="Measure.Code"/>.</param>
    /// <param name="culture">The reader's language.</param>
    public static string Of(string code, CultureInfo culture)
    {
        if (Measure.Parse(code) is not { } measure) return code;
        var key = measure switch
        {
            { Option: { } option } => $"{measure.Form.Name}-{option}",
            { Times: > 1 } => $"{measure.Form.Name}s",
            _ => measure.Form.Name,
        };
        return Texts.GetString(key, culture) is { } text ? string.Format(culture, text, measure.Minutes, measure.Times) : code;
    }

    /// <summary>Several of them, in the order given.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<string> codes, CultureInfo culture) => [.. codes.Select(code => Of(code, culture))];
}
