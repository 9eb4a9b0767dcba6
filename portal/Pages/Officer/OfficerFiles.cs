using Microsoft.AspNetCore.Authorization;
using Selection.Portal.Gateway;
using Selection.ServiceDefaults.Auth;

namespace Selection.Portal.Pages.Officer;

/// <summary>Files officers take along: handed on as they arrive, each look on record where the API keeps one.</summary>
public static class OfficerFiles
{
    public static void MapOfficerFiles(this WebApplication app)
    {
        var files = app.MapGroup("/officer").RequireAuthorization(new AuthorizeAttribute(Policies.SelectionOfficer));
        files.MapGet("/documents/{id:guid}", (Guid id, GatewayClient gateway) => SendAsync(gateway, $"/api/candidacy/documents/{id}/content"));
        files.MapGet("/papers/{id:guid}", (Guid id, GatewayClient gateway) => SendAsync(gateway, $"/api/assessment/documents/{id}/content"));
        files.MapGet("/vacancies/schema.json", (GatewayClient gateway) => SendAsync(gateway, "/api/candidacy/vacancies/schema"));
        files.MapGet("/vacancies/{id:guid}/export", (Guid id, GatewayClient gateway) => SendAsync(gateway, $"/api/candidacy/vacancies/{id}/export"));
        files.MapGet("/vacancies/{id:guid}/screening/export", (Guid id, HttpRequest request, GatewayClient gateway) =>
            SendAsync(gateway, $"/api/screening/vacancies/{id}/decisions/export{CaseQuery.Of(request).ForExport}"));
        // The next case of a list may be on its next page: its first, or, going back, its last.
        files.MapGet("/vacancies/{id:guid}/screening/{end:regex(^(first|last)$)}", async (Guid id, string end, HttpRequest request, GatewayClient gateway) =>
        {
            var query = CaseQuery.Of(request);
            var cases = await gateway.ListCasesAsync(query.ForApi(id));
            var found = end == "first" ? cases.Value?.Items.FirstOrDefault() : cases.Value?.Items.LastOrDefault();
            return Results.LocalRedirect(found is null ? $"/officer/vacancies/{id}/screening{query.ForPages}" : $"/officer/cases/{found.CandidacyId}{query.ForPages}");
        });
        files.MapGet("/vacancies/{id:guid}/list/export", (Guid id, int? version, GatewayClient gateway) =>
            SendAsync(gateway, $"/api/results/vacancies/{id}/list/export{(version is { } list ? $"?version={list}" : null)}"));
        files.MapGet("/complaints/export", (GatewayClient gateway) => SendAsync(gateway, "/api/results/complaints/export"));
        files.MapGet("/vacancies/{id:guid}/assessment/export", (Guid id, GatewayClient gateway) => SendAsync(gateway, $"/api/assessment/vacancies/{id}/candidacies/export"));
        files.MapGet("/ledger/export", (HttpRequest request, GatewayClient gateway) => SendAsync(gateway, $"/api/assessment/ledger/export{Given(request, "knownAt", "asOf")}"));
        files.MapGet("/vacancies/{id:guid}/planning/export", (Guid id, GatewayClient gateway) => SendAsync(gateway, $"/api/oraltest/vacancies/{id}/slots/export"));
        files.MapGet("/hearings/{id:guid}/minutes", (Guid id, GatewayClient gateway) => SendAsync(gateway, $"/api/oraltest/hearings/{id}/minutes.pdf"));
        files.MapGet("/registers/{id:guid}/register.json", (Guid id, GatewayClient gateway) => SendAsync(gateway, $"/api/results/registers/{id}/register.json"));
        files.MapGet("/registers/{id:guid}/register.pdf", (Guid id, GatewayClient gateway) => SendAsync(gateway, $"/api/results/registers/{id}/register.pdf"));
    }

    /// <summary>Of what stands in the address, what was filled in.</summary>
    private static QueryString Given(HttpRequest request, params string[] names) =>
        QueryString.Create(names.Select(n => KeyValuePair.Create(n, request.Query[n].ToString())).Where(n => n.Value.Length > 0)!);

    private static async Task<IResult> SendAsync(GatewayClient gateway, string path) =>
        await gateway.DownloadAsync(path) is { } refusal ? Results.StatusCode(refusal.Status) : Results.Empty;
}
