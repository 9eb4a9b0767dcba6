using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Selection.Candidacies.Data;
using Selection.Contracts;
using Selection.Contracts.Vacancies;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Vacancies;

/// <summary>A notice as a file that an import takes back unchanged: any published version for everybody, a draft for officers.</summary>
internal static class ExportVacancy
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/vacancies/{id:guid}/export", ExportAsync)
        .AllowAnonymous().WithTags("vacancies").WithSummary("The notice as a file: the newest version, or ?version=; drafts for officers only.");

    private static async Task<Results<FileContentHttpResult, Problem>> ExportAsync(Guid id, int? version, Caller? caller, CandidacyDb db, CancellationToken ct)
    {
        var definition = version is { } number
            ? await db.VacancyVersions.Where(v => v.VacancyId == id && v.DefinitionVersion == number).Select(v => v.Definition).SingleOrDefaultAsync(ct)
            : await db.Vacancies.VisibleTo(caller).Where(v => v.VacancyId == id).Select(v => v.Definition).SingleOrDefaultAsync(ct);
        if (definition is null) return Problem.NotFound();
        var name = definition.Version == 0 ? $"{definition.SelectionCode}.json" : $"{definition.SelectionCode}-v{definition.Version}.json";
        return TypedResults.File(Write(definition), "application/json", name);
    }

    private static byte[] Write(ProcedureDefinition definition)
    {
        var node = (JsonObject)JsonSerializer.SerializeToNode(definition, ContractsJson.Options)!;
        node.Remove("version");
        return System.Text.Encoding.UTF8.GetBytes(node.ToJsonString(Readable));
    }
}
