using Selection.Portal.Gateway;
using Selection.ServiceDefaults.Auth;

namespace Selection.Portal.Pages.Candidate;

/// <summary>A candidate's files: handed on as they come; what is refused becomes the error's page.</summary>
internal static class Downloads
{
    public static void MapCandidateDownloads(this IEndpointRouteBuilder app)
    {
        var files = app.MapGroup("").RequireAuthorization(Policies.Candidate);
        files.MapGet("/account/documents/{version:guid}/file", (Guid version, GatewayClient gateway) => HandOnAsync(gateway, $"/api/candidacy/documents/{version}/content"));
        files.MapGet("/account/data/{export:guid}/archive", (Guid export, GatewayClient gateway) => HandOnAsync(gateway, $"/api/candidacy/account/exports/{export}/archive"));
        files.MapGet("/account/papers/{paper:guid}", (Guid paper, GatewayClient gateway) => HandOnAsync(gateway, $"/api/assessment/documents/{paper}/content"));
        files.MapGet("/candidacies/{id:guid}/results/decision.pdf", (Guid id, int? version, GatewayClient gateway) =>
            HandOnAsync(gateway, $"/api/results/candidacies/{id}/decision.pdf{(version is null ? null : $"?version={version}")}"));
        files.MapGet("/candidacies/{id:guid}/oral-test/calendar", (Guid id, GatewayClient gateway) => HandOnAsync(gateway, $"/api/oraltest/candidacies/{id}/slot/calendar"));
    }

    private static async Task<IResult> HandOnAsync(GatewayClient gateway, string path) =>
        await gateway.DownloadAsync(path) is { } refusal ? Results.StatusCode(refusal.Status) : Results.Empty;
}
