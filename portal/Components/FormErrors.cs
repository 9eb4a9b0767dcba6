using NodaTime;
using NodaTime.Text;
using Selection.Portal.Gateway;

namespace Selection.Portal.Components;

/// <summary>What is wrong with a form: fields by their name on the page, and what the API said to all of it.</summary>
public sealed class FormErrors
{
    private readonly List<(string Field, string Message)> _errors = [];

    /// <summary>What was refused as a whole.</summary>
    public Refusal? Refusal { get; private init; }

    /// <summary>Why it was refused, where that is several things.</summary>
    public IReadOnlyList<string> Reasons { get; private init; } = [];

    /// <summary>Every fault with its field's name, in order.</summary>
    public IReadOnlyList<(string Field, string Message)> All => _errors;

    /// <summary>Whether nothing is wrong.</summary>
    public bool None => _errors.Count == 0 && Refusal is null;

    /// <summary>Adds a fault the page itself found.</summary>
    public FormErrors Add(string field, string message)
    {
        _errors.Add((field, message));
        return this;
    }

    /// <summary>A date as browsers send it; null where there is none, with <paramref name="wrong"/> at its field where it is no date.</summary>
    public LocalDate? ReadDate(string field, string? text, string wrong)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (LocalDatePattern.Iso.Parse(text).TryGetValue(default, out var date)) return date;
        Add(field, wrong);
        return null;
    }

    /// <summary>The same without repetitions: where several parts of what was sent come from one field.</summary>
    public FormErrors OnceEach()
    {
        var once = new FormErrors { Refusal = Refusal, Reasons = Reasons };
        foreach (var (field, message) in _errors.Distinct()) once.Add(field, message);
        return once;
    }

    /// <summary>The messages of a field.</summary>
    public IEnumerable<string> Of(string field) => _errors.Where(e => e.Field.Equals(field, StringComparison.OrdinalIgnoreCase)).Select(e => e.Message);

    /// <summary>
    /// What the API refused. A field's JSON path (<c>text</c>, <c>question.nl</c>) is the form's <paramref name="model"/> and that
    /// path (<c>Form.text</c>), case aside, unless <paramref name="fields"/> says another name.
    /// </summary>
    public static FormErrors Of(Refusal refusal, string model = "Form", IReadOnlyDictionary<string, string>? fields = null)
    {
        var errors = new FormErrors { Refusal = refusal };
        foreach (var (path, messages) in refusal.Errors ?? new Dictionary<string, string[]>())
        {
            foreach (var message in messages) errors.Add(fields?.GetValueOrDefault(path) ?? $"{model}.{char.ToUpperInvariant(path[0])}{path[1..]}", message);
        }

        return errors;
    }

    /// <summary>What the API refused for <paramref name="reasons"/> it lists.</summary>
    public static FormErrors Of(Refusal refusal, IReadOnlyList<string> reasons) => new() { Refusal = refusal, Reasons = reasons };

    /// <summary>What was refused of a form with files: what is said of a file stands at its <paramref name="field"/> (R6).</summary>
    public static FormErrors OfUpload(Refusal refusal, string field, IReadOnlyDictionary<string, string>? fields = null) =>
        refusal is { Code: { } code, Detail: { Length: > 0 } detail, Errors: null or { Count: 0 } } && code.StartsWith("document-", StringComparison.Ordinal)
            ? new FormErrors().Add(field, detail)
            : Of(refusal, fields: fields);
}
