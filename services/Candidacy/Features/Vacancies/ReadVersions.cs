using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.Contracts.Vacancies;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Vacancies;

/// <summary>A version of a notice as it was published, with what changed against the one before (R3).</summary>
internal sealed record VersionLine(int Version, Instant PublishedAt, IReadOnlyList<Change> Changes);

/// <summary>A version in full.</summary>
internal sealed record VersionAnswer(int Version, Instant PublishedAt, IReadOnlyList<Change> Changes, ProcedureDefinition Definition);

internal static class ReadVersions
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/vacancies/{id:guid}/versions", ListAsync)
            .AllowAnonymous().WithTags("vacancies").WithSummary("The published versions of a vacancy, the newest first, each with what changed (R3).");
        api.MapGet("/vacancies/{id:guid}/versions/{number:int}", ReadAsync)
            .AllowAnonymous().WithTags("vacancies").WithSummary("One published version of a vacancy in full (R3).");
    }

    private static async Task<Results<Ok<Page<VersionLine>>, Problem>> ListAsync(Guid id, [AsParameters] Paging paging, CandidacyDb db, CancellationToken ct)
    {
        var versions = db.VacancyVersions.AsNoTracking().Where(v => v.VacancyId == id);
        var total = await versions.CountAsync(ct);
        if (total == 0) return Problem.NotFound();
        var lines = await versions.OrderByDescending(v => v.DefinitionVersion).Skip(paging.Skip).Take(paging.Size)
            .Select(v => new VersionLine(v.DefinitionVersion, v.PublishedAt, v.Changes)).ToListAsync(ct);
        return TypedResults.Ok(new Page<VersionLine>(lines, total, paging.Number, paging.Size));
    }

    private static async Task<Results<Ok<VersionAnswer>, Problem>> ReadAsync(Guid id, int number, CandidacyDb db, CancellationToken ct) =>
        await db.VacancyVersions.AsNoTracking().SingleOrDefaultAsync(v => v.VacancyId == id && v.DefinitionVersion == number, ct) is { } version
            ? TypedResults.Ok(new VersionAnswer(number, version.PublishedAt, version.Changes, version.Definition))
            : Problem.NotFound();
}
