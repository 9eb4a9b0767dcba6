using Microsoft.AspNetCore.Antiforgery;
using Selection.Portal.Gateway;
using Selection.ServiceDefaults.Auth;

namespace Selection.Portal.Pages.Auditor;

/// <summary>What auditors take along: the record, registers, decisions and the complaints, each handed on as it arrives.</summary>
public static class AuditorEndpoints
{
    public static void MapAuditor(this IEndpointRouteBuilder portal)
    {
        var files = portal.MapGroup("/auditor").RequireAuthorization(Policies.Auditor);
        files.MapGet("/registers/{id:guid}/register.{format:regex(^(json|pdf)$)}", (Guid id, string format, GatewayClient gateway) => SendAsync(gateway, $"/api/results/registers/{id}/register.{format}"));
        files.MapGet("/vacancies/{vacancyId:guid}/decisions/{id:guid}/decision.pdf", (Guid vacancyId, Guid id, int? version, GatewayClient gateway) =>
            SendAsync(gateway, $"/api/results/vacancies/{vacancyId}/decisions/{id}/decision.pdf{(version is { } list ? $"?version={list}" : null)}"));
        files.MapGet("/complaints/export", (GatewayClient gateway) => SendAsync(gateway, "/api/results/complaints/export"));
        files.MapPost("/record/{format:regex(^(csv|ndjson)$)}", async (string format, HttpContext http, IAntiforgery antiforgery, GatewayClient gateway) =>
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
            return await SendAsync(gateway, filter.Path("/export", ("format", format)));
        });
    }

    private static async Task<IResult> SendAsync(GatewayClient gateway, string path) =>
        await gateway.DownloadAsync(path) is { } refusal ? Results.StatusCode(refusal.Status) : Results.Empty;
}
