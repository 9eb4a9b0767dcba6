using System.Globalization;

namespace Selection.Contracts.Accommodations;

/// <summary>What can be done for a candidate at a test (R39). The set is closed and says nothing of why.</summary>
public enum MeasureKind
{
    /// <summary>More time than others have, in minutes.</summary>
    ExtraTime,

    /// <summary>Breaks: so many, of so many minutes each.</summary>
    Break,

    /// <summary>Breaks in a room to oneself: so many, of so many minutes each.</summary>
    PrivateBreak,

    /// <summary>A room without other candidates.</summary>
    SeparateRoom,

    /// <summary>A place that can be reached and used with a wheelchair.</summary>
    AccessiblePlace,

    /// <summary>A technical aid.</summary>
    AssistiveTechnology,

    /// <summary>Everything that is read, in large letters.</summary>
    LargePrint,

    /// <summary>An interpreter of one of the Belgian sign languages.</summary>
    Interpreter,

    /// <summary>Somebody who comes along.</summary>
    Companion,
}

/// <summary>What a kind of measure is called in codes, and what it takes.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="Name">What its codes begin with; stable.</param>
/// <param name="FewestMinutes">The fewest minutes; null where it takes none.</param>
/// <param name="MostMinutes">The most minutes; null where it takes none.</param>
/// <param name="MostTimes">How many there may be, from 1; null where there is one only.</param>
/// <param name="Options">One of these has to be chosen; empty where there is nothing to choose.</param>
public sealed record MeasureForm(MeasureKind Kind, string Name, int? FewestMinutes, int? MostMinutes, int? MostTimes, IReadOnlyList<string> Options)
{
    /// <summary>How its codes are written, for people: <c>break:5..60:1..6</c>.</summary>
    public string Pattern => string.Join(':', Parts());

    private IEnumerable<string> Parts()
    {
        yield return Name;
        if (FewestMinutes is not null) yield return $"{FewestMinutes}..{MostMinutes}";
        if (MostTimes is not null) yield return $"1..{MostTimes}";
        if (Options.Count > 0) yield return string.Join('|', Options);
    }
}

/// <summary>
/// One measure for one candidate (R39). Its code is what crosses processes, such as <c>extra-time:30</c>,
/// <c>break:15:2</c> or <c>interpreter:vgt</c>: each measure has exactly one.
/// </summary>
public sealed record Measure
{
    private Measure(MeasureForm form, int? minutes, int? times, string? option) => (Form, Minutes, Times, Option) = (form, minutes, times, option);

    /// <summary>All kinds there are, with what they take.</summary>
    public static IReadOnlyList<MeasureForm> Forms { get; } =
    [
        new(MeasureKind.ExtraTime, "extra-time", 5, 240, null, []),
        new(MeasureKind.Break, "break", 5, 60, 6, []),
        new(MeasureKind.PrivateBreak, "private-break", 5, 60, 6, []),
        new(MeasureKind.SeparateRoom, "separate-room", null, null, null, []),
        new(MeasureKind.AccessiblePlace, "accessible-place", null, null, null, []),
        new(MeasureKind.AssistiveTechnology, "assistive-technology", null, null, null,
            ["screen-reader", "magnification", "text-to-speech", "speech-input", "braille-display", "own-keyboard", "own-mouse", "own-computer"]),
        new(MeasureKind.LargePrint, "large-print", null, null, null, []),
        new(MeasureKind.Interpreter, "interpreter", null, null, null, ["vgt", "lsfb", "dgs"]),
        new(MeasureKind.Companion, "companion", null, null, null, []),
    ];

    /// <summary>Which kind.</summary>
    public MeasureKind Kind => Form.Kind;

    /// <summary>What its kind is called and takes.</summary>
    public MeasureForm Form { get; }

    /// <summary>How many minutes, of each where there are several; null where it takes none.</summary>
    public int? Minutes { get; }

    /// <summary>How many of them; null where there is one only.</summary>
    public int? Times { get; }

    /// <summary>Which one of its kind; null where there is nothing to choose.</summary>
    public string? Option { get; }

    /// <summary>Its code, which <see cref="Parse"/> reads again.</summary>
    public string Code => string.Join(':', new[] { Form.Name, Minutes?.ToString(CultureInfo.InvariantCulture), Times?.ToString(CultureInfo.InvariantCulture), Option }.OfType<string>());

    /// <summary>The measure of a code; null for a text that is none, or whose numbers are out of range.</summary>
    public static Measure? Parse(string? code)
    {
        if (code?.Split(':') is not [var name, .. var rest] || Forms.FirstOrDefault(f => f.Name == name) is not { } form) return null;
        var left = new Queue<string>(rest);
        int? minutes = null, times = null;
        string? option = null;
        if (form.FewestMinutes is { } fewest && (minutes = Number(left, fewest, form.MostMinutes!.Value)) is null) return null;
        if (form.MostTimes is { } most && (times = Number(left, 1, most)) is null) return null;
        if (form.Options.Count > 0 && (!left.TryDequeue(out option) || !form.Options.Contains(option))) return null;
        return left.Count == 0 ? new Measure(form, minutes, times, option) : null;
    }

    /// <summary>A number in range, written in the one way there is: digits, without a zero before them.</summary>
    private static int? Number(Queue<string> left, int fewest, int most) =>
        left.TryDequeue(out var text) && text.Length is > 0 and < 4 && text[0] != '0'
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= fewest && number <= most
            ? number
            : null;
}
