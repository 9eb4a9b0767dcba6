using Microsoft.AspNetCore.Antiforgery;
using Selection.Portal.Gateway;
using Selection.ServiceDefaults.Auth;

namespace Selection.Portal.Pages.Auditor;

/// <summary>The record as a file.</summary>
public static class AuditorEndpoints
{
    public static void MapAuditor(this IEndpointRouteBuilder portal) =>
        portal.MapPost("/auditor/record/{format:regex(^(csv|ndjson)$)}", async (string format, HttpContext http, IAntiforgery antiforgery, GatewayClient gateway) =>
        {
            if (!await antiforgery.IsRequestValidAsync(http)) return Results.StatusCode(StatusCodes.Status400BadRequest);
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            string? Value(string name) => form[$"Form.{name}"];
            var filter = new RecordFilter
            {
                Service = Value("Service"),
                Action = Value("Action"),
                Actor = Value("Actor"),
                EntityType = Value("EntityType"),
                EntityId = Value("EntityId"),
                PersonId = Value("PersonId"),
                From = Value("From"),
                To = Value("To"),
            };
            return await gateway.DownloadAsync(filter.Path("/export", ("format", format))) is { } refusal ? Results.StatusCode(refusal.Status) : Results.Empty;
        }).RequireAuthorization(Policies.Auditor);
}
