namespace Selection.Portal.Components.Fields;

/// <summary>
/// What the fields of a form are called, by their names. The fields tell it when the page is drawn; a posted form is drawn before its
/// handler runs, so that the summary, which stands above them, has it when something was refused.
/// </summary>
public sealed class FieldLabels
{
    private readonly Dictionary<string, string> _labels = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The label of the field of a name; null where no field has it.</summary>
    public string? this[string name] => _labels.GetValueOrDefault(name);

    public void Tell(string name, string label) => _labels[name] = label;
}
