using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Vacancies;

/// <summary>How many candidates stand at a step.</summary>
internal sealed record StepCount(FunnelStep Step, int Count);

/// <summary>How many stand where, never who (R53).</summary>
internal sealed record FunnelAnswer(Guid VacancyId, IReadOnlyList<StepCount> Steps)
{
    public static FunnelAnswer Example => new(new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), [new StepCount(FunnelStep.Provisional, 12), new StepCount(FunnelStep.Validated, 29)]);
}

internal static class ReadFunnel
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/vacancies/{id:guid}/funnel", ReadAsync)
        .AllowAnonymous().WithTags("vacancies").WithSummary("How many candidates stand at each step (R53).");

    private static async Task<Results<Ok<FunnelAnswer>, Problem>> ReadAsync(Guid id, CandidacyDb db, CancellationToken ct)
    {
        if (!await db.Vacancies.AnyAsync(v => v.VacancyId == id && v.State != VacancyState.Draft, ct)) return Problem.NotFound();
        // Who withdrew and applied again is one candidate, at the later candidacy's step.
        var counts = await db.Candidacies.Where(c => c.VacancyId == id)
            .Where(c => c.State != CandidacyState.Withdrawn || !db.Candidacies.Any(later => later.VacancyId == id && later.PersonId == c.PersonId && later.CandidacyId > c.CandidacyId))
            .GroupBy(c => c.Step)
            .Select(step => new { step.Key, Count = step.Count() }).ToDictionaryAsync(step => step.Key, step => step.Count, ct);
        return TypedResults.Ok(new FunnelAnswer(id, [.. Enum.GetValues<FunnelStep>().Select(step => new StepCount(step, counts.GetValueOrDefault(step)))]));
    }
}
