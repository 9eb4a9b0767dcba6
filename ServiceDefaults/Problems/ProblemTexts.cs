using System.Globalization;
using System.Resources;

namespace Selection.ServiceDefaults.Problems;

/// <summary>Texts of problems in the language of the request: the service's own, then the platform's.</summary>
public sealed class ProblemTexts(ResourceManager service)
{
    private static readonly ResourceManager Platform = new("Selection.ServiceDefaults.Resources.Problems", typeof(ProblemTexts).Assembly);

    /// <summary>The heading of every problem of an HTTP status.</summary>
    public string Title(int status) => Find($"title-{status}") ?? Find("title-other") ?? status.ToString(CultureInfo.InvariantCulture);

    /// <summary>The text of a code; a code without a text is a mistake of ours that a test finds, and is shown as it is.</summary>
    public string Text(string code, object[] args) =>
        Find(code) is { } text ? string.Format(CultureInfo.CurrentUICulture, text, args) : code;

    private string? Find(string key) => service.GetString(key, CultureInfo.CurrentUICulture) ?? Platform.GetString(key, CultureInfo.CurrentUICulture);
}
