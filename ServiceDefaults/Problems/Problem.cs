using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Selection.ServiceDefaults.Problems;

/// <summary>
/// A refusal as RFC 9457 problem details: <c>code</c> names it for programs, <c>rule</c> is the number of the rule in
/// the domain's list, <c>title</c> and <c>detail</c> are for people, in the language they ask for (nl, fr, de, en).
/// </summary>
public sealed class Problem : IResult, IEndpointMetadataProvider, IStatusCodeHttpResult
{
    private Problem(string code, int status, string? rule, object[] args)
    {
        (Code, Status, Rule, Args) = (code, status, rule, args);
    }

    /// <summary>Names the refusal, and its text in the resources: <c>kebab-case</c>.</summary>
    public string Code { get; }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>The rule's number, e.g. <c>R15</c>.</summary>
    public string? Rule { get; }

    /// <summary>What the text's placeholders stand for; nothing personal beyond what the caller sent.</summary>
    public object[] Args { get; }

    /// <summary>What was wrong with which field: field (JSON path) to texts' codes with their arguments.</summary>
    public IReadOnlyList<FieldError> Fields { get; private init; } = [];

    /// <summary>More members of the problem, e.g. the current version after a lost race.</summary>
    public IReadOnlyDictionary<string, object?> More { get; private init; } = new Dictionary<string, object?>();

    /// <inheritdoc />
    int? IStatusCodeHttpResult.StatusCode => Status;

    /// <summary>A problem that is no rule's.</summary>
    public static Problem Of(string code, int status, params object[] args) => new(code, status, null, args);

    /// <summary>A command that a rule refuses; 409 unless said otherwise.</summary>
    public static Problem Refused(string rule, string code, params object[] args) => new(code, StatusCodes.Status409Conflict, rule, args);

    /// <summary>There is none, or it is not the caller's: the answer does not tell which.</summary>
    public static Problem NotFound() => new("not-found", StatusCodes.Status404NotFound, null, []);

    /// <summary>The caller may not do this to this thing, although the role is right.</summary>
    public static Problem Forbidden(string rule, string code, params object[] args) => new(code, StatusCodes.Status403Forbidden, rule, args);

    /// <summary>Fields that are wrong, all of them at once.</summary>
    public static Problem Invalid(params IEnumerable<FieldError> fields) =>
        new("invalid", StatusCodes.Status400BadRequest, null, []) { Fields = [.. fields] };

    /// <summary>Somebody else saved first (R17): the version that stands now comes along.</summary>
    public static Problem Stale(long currentVersion) =>
        new("stale", StatusCodes.Status412PreconditionFailed, "R17", []) { More = new Dictionary<string, object?> { ["currentVersion"] = currentVersion } };

    /// <summary>The same problem with another member.</summary>
    public Problem With(string name, object? value) =>
        new(Code, Status, Rule, Args) { Fields = Fields, More = new Dictionary<string, object?>(More) { [name] = value } };

    /// <summary>The same problem under another HTTP status.</summary>
    public Problem As(int status) => new(Code, status, Rule, Args) { Fields = Fields, More = More };

    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var texts = httpContext.RequestServices.GetRequiredService<ProblemTexts>();
        var details = new ProblemDetails
        {
            Type = $"urn:selection:problem:{Code}",
            Status = Status,
            Title = texts.Title(Status),
            Detail = texts.Text(Code, Args),
            Instance = httpContext.Request.Path,
        };
        details.Extensions["code"] = Code;
        if (Rule is not null) details.Extensions["rule"] = Rule;
        if (Fields.Count > 0)
        {
            details.Extensions["errors"] = Fields.GroupBy(f => f.Field)
                .ToDictionary(g => g.Key, g => g.Select(f => texts.Text(f.Code, f.Args)).ToArray());
        }

        if (System.Diagnostics.Activity.Current is { } activity) details.Extensions["traceId"] = activity.TraceId.ToString();
        foreach (var (name, value) in More) details.Extensions[name] = value;
        httpContext.Response.StatusCode = Status;
        return httpContext.Response.WriteAsJsonAsync(details, options: null, "application/problem+json", httpContext.RequestAborted);
    }

    /// <inheritdoc />
    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        foreach (var status in (int[])[400, 404, 409])
            builder.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(ProblemDetails), ["application/problem+json"]));
    }
}

/// <summary>One thing wrong with one field.</summary>
/// <param name="Field">Its JSON path, e.g. <c>experiences[2].end</c>.</param>
/// <param name="Code">The text's code.</param>
/// <param name="Args">What the text's placeholders stand for.</param>
public sealed record FieldError(string Field, string Code, params object[] Args);
