using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Selection.Results.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Results.Features;

/// <summary>Officers and auditors read a candidate's decision as the candidate does, from the publication instant on.</summary>
internal static class ReadDecision
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/vacancies/{vacancyId:guid}/decisions/{candidacyId:guid}", HandleAsync)
        .RequireAuthorization(Policies.OfficerOrAuditor)
        .WithSummary("A candidate's decision as it was published; with version, an earlier one. Before the publication instant it is refused, and the look is recorded.");

    private static async Task<Results<Ok<DecisionPage>, Problem>> HandleAsync(
        Guid vacancyId, Guid candidacyId, int? version, Caller caller, ResultsDb db, Decisions decisions, CancellationToken ct)
    {
        var candidacy = await db.Candidacies.AsNoTracking().SingleOrDefaultAsync(c => c.CandidacyId == candidacyId && c.VacancyId == vacancyId, ct);
        if (candidacy is null) return Problem.NotFound();
        var (decision, problem) = await decisions.FindAsync(candidacy, version, caller, ct);
        return decision is null ? problem! : TypedResults.Ok(DecisionPage.Of(decision));
    }
}
