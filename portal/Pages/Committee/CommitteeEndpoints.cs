using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using NodaTime.Text;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.Portal.Gateway.Committees;
using Selection.Portal.Resources;
using Selection.ServiceDefaults.Auth;

namespace Selection.Portal.Pages.Committee;

/// <summary>What the committee's pages need beside pages: a line of the sheet saved as one goes, and files.</summary>
public static class CommitteeEndpoints
{
    public static void MapCommittee(this IEndpointRouteBuilder portal)
    {
        var committee = portal.MapGroup("/committee").RequireAuthorization(Policies.Committee);
        committee.MapPost("/hearings/{id:guid}/sheet/save", SaveAsync);
        committee.MapGet("/hearings/{id:guid}/minutes", (Guid id, GatewayClient gateway) => FileAsync(gateway, $"/api/oraltest/hearings/{id}/minutes.pdf"));
        committee.MapGet("/vacancies/{id:guid}/calendar", (Guid id, GatewayClient gateway) => FileAsync(gateway, $"/api/oraltest/vacancies/{id}/hearings/calendar"));
    }

    /// <summary>A line as the script sends it: once more, where it does not know whether it has arrived.</summary>
    private static async Task<IResult> SaveAsync(
        Guid id, [FromForm] Guid hearingId, [FromForm] Guid saveId, [FromForm] string madeAt, [FromForm] string code, [FromForm] string? score, [FromForm] string? notes,
        HttpContext http, IAntiforgery antiforgery, GatewayClient gateway, Texts texts, Show show)
    {
        if (!await antiforgery.IsRequestValidAsync(http) || !InstantPattern.ExtendedIso.Parse(madeAt).TryGetValue(default, out var made)) return Results.StatusCode(StatusCodes.Status400BadRequest);
        if (!Sheet.TryScore(score, out var number)) return Results.Json(new { }, statusCode: StatusCodes.Status422UnprocessableEntity);
        var reply = await gateway.SaveSheetAsync(id, new SheetSave([new ScoreLine(code, number, notes)], hearingId, saveId, made));
        return reply.Done
            ? Results.Json(new { missing = reply.Value.Missing.Count, newer = reply.Value.Superseded.Count > 0, saved = texts["Committee_SavedAt", show.Time(show.Now)] })
            : Results.Json(new { message = reply.Refusal.Errors?.Values.SelectMany(e => e).FirstOrDefault() ?? reply.Refusal.Detail }, statusCode: reply.Refusal.IsAway ? 503 : 422);
    }

    private static async Task<IResult> FileAsync(GatewayClient gateway, string path) =>
        await gateway.DownloadAsync(path) is { } refusal ? Results.StatusCode(refusal.Status) : Results.Empty;
}
