using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;
using Selection.ServiceDefaults.Problems;

namespace Selection.ServiceDefaults.OpenApi;

/// <summary>
/// The errors an operation can answer, from what it is: those of the pipeline follow from its policy, its body and its
/// precondition; those of its own it says itself. Each has an example of the problem it comes as.
/// </summary>
internal static class ErrorDescription
{
    private const string ProblemJson = "application/problem+json";

    public static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var parameters = context.Description.ParameterDescriptions;
        var isOpen = metadata.OfType<IAllowAnonymous>().Any();
        var hasPrecondition = metadata.OfType<System.Reflection.MethodInfo>().SelectMany(method => method.GetParameters()).Any(p => p.ParameterType == typeof(IfMatch));
        var fromPath = operation.Parameters?.Any(p => p.In is ParameterLocation.Path) == true;
        var takesInput = operation.RequestBody is not null || operation.Parameters?.Any(p => p.In is ParameterLocation.Query) == true;
        var own = metadata.OfType<IProducesResponseTypeMetadata>().Where(p => p.Type == typeof(ProblemDetails)).Select(p => p.StatusCode).ToHashSet();
        var saysItsOwn = own.Count > 0;
        // What its kind cannot answer: a Problem says 400, 404 and 409 of everybody.
        if (!takesInput) own.Remove(400);
        if (!fromPath && context.Description.HttpMethod is "GET") own.Remove(404);
        if (context.Description.HttpMethod is "GET") own.Remove(409);

        HashSet<int> statuses =
        [
            .. own,
            .. takesInput ? (int[])[400] : [],
            .. operation.RequestBody is not null ? (int[])[413, 415] : [],
            .. isOpen ? (int[])[] : [401, 403],
            .. hasPrecondition ? (int[])[412, 428] : [],
            429, 503,
        ];
        if (hasPrecondition) AddIfMatch(operation);
        operation.Responses ??= [];
        foreach (var gone in !saysItsOwn ? [] : new[] { 400, 404, 409 }.Except(statuses)) operation.Responses.Remove($"{gone}");
        var schema = await context.GetOrCreateSchemaAsync(typeof(ProblemDetails), parameterDescription: null, ct);
        foreach (var status in statuses.Order())
        {
            operation.Responses[$"{status}"] = new OpenApiResponse
            {
                Description = Meaning(status),
                Content = new Dictionary<string, OpenApiMediaType> { [ProblemJson] = new() { Schema = schema, Example = Example(status, context.Description.RelativePath) } },
            };
        }
    }

    private static void AddIfMatch(OpenApiOperation operation)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = "If-Match",
            In = ParameterLocation.Header,
            Required = true,
            Description = "The ETag of the version the change is made on (R17).",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            Example = "\"3\"",
        });
    }

    private static string Meaning(int status) => status switch
    {
        400 => "The input is wrong: `errors` names every field and what is wrong with it.",
        401 => "No valid token.",
        403 => "Not with this role.",
        404 => "There is none, or it is not the caller's.",
        409 => "A rule refuses it: `rule` is its number, `code` its name.",
        412 => "Somebody else saved first (R17): read again; `currentVersion` is what stands now.",
        413 => "The body is larger than this operation takes.",
        415 => "The body is not of the media type this operation takes.",
        428 => "The If-Match header is missing.",
        429 => "Too many requests from this caller; Retry-After says when to come back.",
        503 => "The database cannot be reached at the moment; nothing was changed. Retry-After says when to try again.",
        _ => ReasonPhrases.GetReasonPhrase(status),
    };

    private static JsonObject Example(int status, string? path)
    {
        var (code, rule) = status switch
        {
            400 => ("invalid", null),
            404 => ("not-found", null),
            409 => ("vacancy-closed", "R18"),
            412 => ("stale", "R17"),
            413 => ("too-large", null),
            415 => ("media-type", null),
            428 => ("if-match-missing", null),
            503 => ("database-away", null),
            _ => ($"title-{status}", (string?)null),
        };
        var example = new JsonObject
        {
            ["type"] = $"urn:selection:problem:{code}",
            ["title"] = ReasonPhrases.GetReasonPhrase(status),
            ["status"] = status,
            ["detail"] = Meaning(status),
            ["instance"] = "/" + path,
            ["code"] = code,
        };
        if (rule is not null) example["rule"] = rule;
        if (status is 400) example["errors"] = new JsonObject { ["experiences[2].end"] = new JsonArray("The end lies before the begin.") };
        if (status is 412) example["currentVersion"] = 4;
        return example;
    }
}
