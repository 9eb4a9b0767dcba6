using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.Contracts;
using Selection.Contracts.Vacancies;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Vacancies;

/// <summary>Makes a draft of a notice's file, or says everything the file has wrong at once, by path.</summary>
internal static class ImportVacancy
{
    /// <summary>The largest file, in bytes: a full notice in four languages takes about a tenth of it.</summary>
    public const int LargestFile = 768 * 1024;

    private static readonly JsonDocumentOptions Reading = new() { AllowDuplicateProperties = false };

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/vacancies/import", ImportAsync)
        .Accepts<ProcedureDefinition>("application/json")
        .RequireAuthorization(Policies.SelectionOfficer).WithTags("vacancies").WithSummary("Imports a notice's file as a draft; it follows the published JSON schema.");

    private static async Task<Results<Created<VacancySaved>, Problem>> ImportAsync(
        HttpRequest request, Caller caller, CandidacyDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        if (await ReadAsync(request, ct) is not { } file) return Problem.Of("too-large", StatusCodes.Status413PayloadTooLarge);
        var (definition, faults) = Parse(file);
        if (definition is null) return Problem.Invalid(faults);
        return await DraftVacancy.SaveNewAsync(definition, "vacancy.imported", caller, db, clock, response, ct);
    }

    private static (ProcedureDefinition? Definition, IReadOnlyList<FieldError> Faults) Parse(ReadOnlyMemory<byte> file)
    {
        try
        {
            using var document = JsonDocument.Parse(file, Reading);
            if (SchemaCheck.Faults(document.RootElement, NoticeSchema.Node).ToList() is { Count: > 0 } faults) return (null, faults);
            return (document.Deserialize<ProcedureDefinition>(ContractsJson.Options), []);
        }
        catch (JsonException e)
        {
            return (null, [JsonFault.Of(e)]);
        }
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > LargestFile) return null;
        using var file = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, ct)) > 0)
        {
            if (file.Length + read > LargestFile) return null;
            file.Write(buffer, 0, read);
        }

        return file.GetBuffer().AsMemory(0, (int)file.Length);
    }
}
