using System.Net;
using System.Text.RegularExpressions;

namespace Selection.Identity.Tests.Features;

/// <summary>Fills a page's form in as a browser does: with its hidden fields, and to where it says.</summary>
public static partial class PageForm
{
    public static async Task<HttpResponseMessage> SubmitAsync(HttpClient browser, string page, Dictionary<string, string> fields)
    {
        var html = await browser.GetStringAsync(new Uri(page, UriKind.RelativeOrAbsolute));
        foreach (Match hidden in Hidden().Matches(html))
            fields.TryAdd(Attribute(hidden.Value, "name")!, Attribute(hidden.Value, "value") ?? "");
        return await browser.PostAsync(new Uri(page, UriKind.RelativeOrAbsolute), new FormUrlEncodedContent(fields));
    }

    public static IEnumerable<string> Fields(string html) => Input().Matches(html).Select(m => m.Value);

    public static string? Attribute(string tag, string name) =>
        Regex.Match(tag, $"\\b{name}=\"([^\"]*)\"") is { Success: true } match ? WebUtility.HtmlDecode(match.Groups[1].Value) : null;

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*>")]
    private static partial Regex Hidden();

    [GeneratedRegex("<(input|select)\\b[^>]*>")]
    private static partial Regex Input();
}
