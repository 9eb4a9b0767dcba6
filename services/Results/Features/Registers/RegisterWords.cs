using System.Globalization;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Selection.ServiceDefaults.Clock;

namespace Selection.Results.Features.Registers;

/// <summary>Puts what a register states into words of a language.</summary>
internal sealed class RegisterWords(CultureInfo culture)
{
    public string Language => culture.TwoLetterISOLanguageName;

    public string Text(string key, params object[] args) => Texts.In(culture, $"register-{key}", args);

    /// <summary>A moment on the clocks of Brussels.</summary>
    public string Moment(Instant at) => $"{WrittenDay.At(at, culture)}:{at.InZone(BrusselsTime.Zone).Second:00}";

    /// <summary>Who did something.</summary>
    public string Who(string actor) => actor == ServiceDefaults.Record.RecordEntry.SystemActor ? Text("system") : actor;

    /// <summary>The members of a JSON object, each by its name and value; what is null is left out.</summary>
    public IReadOnlyList<(string Name, string? Value)> Facts(JsonElement facts) => facts.ValueKind is JsonValueKind.Object
        ? [.. facts.EnumerateObject().Where(f => f.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)).Select(f => (NameOf(f.Name), (string?)Value(f.Value)))]
        : [];

    private string Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Word(value.GetString()!),
        JsonValueKind.True => Text("yes"),
        JsonValueKind.False => Text("no"),
        JsonValueKind.Array when value.GetArrayLength() == 0 => Text("none"),
        JsonValueKind.Array when value.EnumerateArray().All(IsSimple) => string.Join(", ", value.EnumerateArray().Select(Value)),
        JsonValueKind.Array => string.Join('\n', value.EnumerateArray().Select(item => $"– {Value(item)}")),
        JsonValueKind.Object => string.Join("; ", Facts(value).Select(f => $"{f.Name}: {f.Value}")),
        JsonValueKind.Number => value.GetDecimal().ToString(culture),
        _ => value.GetRawText(),
    };

    private static bool IsSimple(JsonElement value) => value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array);

    private string Word(string text)
    {
        if (LocalDatePattern.Iso.Parse(text) is { Success: true } date) return WrittenDay.Of(date.Value, culture);
        if (text.EndsWith('Z') && InstantPattern.ExtendedIso.Parse(text) is { Success: true } moment) return Moment(moment.Value);
        return Texts.Resources.GetString($"register-value-{text}", culture) ?? text;
    }

    /// <summary>A fact's name in words; one that has none is written apart: <c>ruleVersion</c> is rule version.</summary>
    private string NameOf(string name) => Texts.Resources.GetString($"register-fact-{name}", culture)
        ?? string.Concat(name.Select((c, i) => i == 0 ? char.ToUpperInvariant(c).ToString() : char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : c.ToString()));
}
