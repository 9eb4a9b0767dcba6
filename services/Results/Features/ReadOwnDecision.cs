using Microsoft.AspNetCore.Http.HttpResults;
using Selection.Results.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Results.Features;

/// <summary>A candidate reads the own decision, from the publication instant on (R46 to R50), and after a correction the earlier one too.</summary>
internal static class ReadOwnDecision
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/candidacies/{candidacyId:guid}", HandleAsync)
        .RequireAuthorization(Policies.Candidate)
        .WithSummary("The own decision: group, rank, motivation, remedies; with version, an earlier one. Before the publication instant it is refused, and the look is recorded.");

    private static async Task<Results<Ok<DecisionPage>, Problem>> HandleAsync(
        Guid candidacyId, int? version, Caller caller, ResultsDb db, Decisions decisions, CancellationToken ct)
    {
        if (await db.FindOwnAsync(candidacyId, caller.Subject, ct) is not { } candidacy) return Problem.NotFound();
        var (decision, problem) = await decisions.FindAsync(candidacy, version, caller, ct);
        return decision is null ? problem! : TypedResults.Ok(DecisionPage.Of(decision));
    }
}
