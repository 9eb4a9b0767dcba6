using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace Selection.ServiceDefaults.Problems;

/// <summary>The version a change was made on (R17): the ETag of the last read, sent back as <c>If-Match</c>.</summary>
/// <param name="Version">The version; null where the header is missing or not one of our ETags.</param>
public sealed record IfMatch(long? Version)
{
    /// <summary>Null when the change may go on; otherwise the problem: 428 without the header, 412 after a lost race.</summary>
    public Problem? Check(long current) => Version switch
    {
        null => Problem.Of("if-match-missing", StatusCodes.Status428PreconditionRequired),
        var version when version != current => Problem.Stale(current),
        _ => null,
    };

    /// <summary>Reads the header.</summary>
    public static ValueTask<IfMatch> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var text = context.Request.Headers.IfMatch.ToString().Trim('"');
        return ValueTask.FromResult(new IfMatch(long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null));
    }
}

/// <summary>Versions as ETags.</summary>
public static class VersionHeaders
{
    /// <summary>Answers with the version as ETag.</summary>
    public static void SetVersion(this HttpResponse response, long version) =>
        response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
}
