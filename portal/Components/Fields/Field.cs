using Microsoft.AspNetCore.Components;

namespace Selection.Portal.Components.Fields;

/// <summary>A field of a form: its label, its hint and its faults belong to it, also for a screen reader.</summary>
public abstract class Field : ComponentBase
{
    /// <summary>The name it is sent under: <c>Form.Text</c> for the property <c>Text</c> of the page's <c>Form</c>.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>The heading it stands under, where its label does not say enough in the summary: a text's, with its languages as labels.</summary>
    [Parameter]
    public string? Group { get; set; }

    /// <summary>What helps to fill it in.</summary>
    [Parameter]
    public string? Hint { get; set; }

    [Parameter]
    public bool Required { get; set; }

    /// <summary>Whether its group or its hint says when it has to be filled in, so that it does not call itself optional.</summary>
    [Parameter]
    public bool OfGroup { get; set; }

    [CascadingParameter]
    public FormErrors? FormErrors { get; set; }

    [CascadingParameter]
    public FieldLabels? Labels { get; set; }

    protected string Id => IdOf(Name);

    protected string HintId => $"{Id}-hint";

    protected string ErrorId => $"{Id}-error";

    protected IReadOnlyList<string> Faults => [.. FormErrors?.Of(Name) ?? []];

    protected string? Invalid => Faults.Count > 0 ? "true" : null;

    protected string? DescribedBy => (Hint, Faults.Count) switch
    {
        (null, 0) => null,
        (null, _) => ErrorId,
        (_, 0) => HintId,
        _ => $"{ErrorId} {HintId}",
    };

    protected override void OnParametersSet() => Labels?.Tell(Name, string.IsNullOrEmpty(Group) ? Label : $"{Group} – {Label}");

    protected string? ErrorClass(string css) => Faults.Count > 0 ? css : null;

    /// <summary>The id of the field of a name, which summaries link to.</summary>
    public static string IdOf(string name) => "field-" + name.Replace('.', '-').Replace('[', '-').Replace("]", "", StringComparison.Ordinal).ToLowerInvariant();
}
