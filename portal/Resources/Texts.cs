using System.Collections;
using System.Globalization;
using System.Resources;
using Selection.Portal.Languages;
using Selection.ServiceDefaults.Input;

namespace Selection.Portal.Resources;

/// <summary>
/// What the portal says to people, in Texts*.resx; every component has it as <c>T</c>. A key without a text is a mistake of
/// ours: the page fails, and a test finds it before.
/// </summary>
public sealed class Texts
{
    private const string ActionKey = "Action_";

    private const string SubjectKey = "RecordOf_";

    public static ResourceManager Manager { get; } = new(typeof(Texts));

    private static readonly Lazy<string[]> Keys = new(() =>
        [.. Manager.GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: true)!.Cast<DictionaryEntry>().Select(text => (string)text.Key)]);

    /// <summary>A text in the page's language.</summary>
    public string this[string key] => Find(key) ?? throw new InvalidOperationException($"There is no text '{key}' in Texts.resx.");

    /// <summary>A text, or null where a code of a service has none here.</summary>
    public string? Find(string key) => Manager.GetString(key, CultureInfo.CurrentUICulture) is { } text ? UnbrokenWords.In(text) : null;

    /// <summary>A text with what its placeholders stand for.</summary>
    public string this[string key, params object?[] values] => string.Format(CultureInfo.CurrentCulture, this[key], values);

    /// <summary>The name of a value of a closed set: <c>VacancyState_Open</c>.</summary>
    public string Of(Enum value) => this[$"{value.GetType().Name}_{value}"];

    /// <summary>What an action of a record is in words: <c>Action_candidacy.lodged</c>; its code where a service writes one that has none.</summary>
    public string Action(string code) => Find(ActionKey + code) ?? code;

    /// <summary>The actions that have words, in the order of these.</summary>
    public IEnumerable<(string Code, string Words)> Actions => Coded(ActionKey);

    /// <summary>What an entry of a record is about in words: <c>RecordOf_vacancy</c>; its code where a service writes one that has none.</summary>
    public string Subject(string code) => Find(SubjectKey + code) ?? code;

    /// <summary>The kinds of subjects that have words, in the order of these.</summary>
    public IEnumerable<(string Code, string Words)> Subjects => Coded(SubjectKey);

    /// <summary>A text about a number of things: <c>Days_One</c> or <c>Days_Many</c>, with the number as {0}.</summary>
    public string Count(string key, int count) => this[$"{key}_{(GrammaticalNumber.IsSingular(count, CultureInfo.CurrentUICulture) ? "One" : "Many")}", count];

    private IEnumerable<(string Code, string Words)> Coded(string prefix) =>
        Keys.Value.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).Select(key => (Code: key[prefix.Length..], Words: this[key])).OrderBy(text => text.Words, StringComparer.CurrentCulture);
}
