using Microsoft.AspNetCore.Http.HttpResults;
using Selection.Candidacies.Domain;
using Selection.Contracts.Dossiers;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Candidacies;

/// <summary>The federal function of level A a candidate states to hold, or that there is none.</summary>
internal sealed record FederalFunctionForm
{
    /// <summary>Null for none.</summary>
    public required FederalFunction? FederalLevelA { get; init; }

    public static FederalFunctionForm Example => new() { FederalLevelA = new FederalFunction("FPS Finance", "A4") };
}

/// <summary>States the federal function of level A (R21), which counts instead of a diploma.</summary>
internal static class StateFederalFunction
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/candidacies/{id:guid}/federal-function", StateAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("candidacies")
        .WithSummary("States the federal function of level A, or that there is none (R21); needs If-Match (R17).");

    private static Task<Results<Ok<RubricSaved>, Problem>> StateAsync(
        Guid id, FederalFunctionForm form, IfMatch ifMatch, Caller caller, RubricEditing rubric, HttpResponse response, CancellationToken ct) =>
        rubric.SaveAsync(id, ifMatch, caller, response, (before, _) => RubricCheck.Faults(form.FederalLevelA, "federalLevelA.") is { Count: > 0 } faults
            ? Problem.Invalid(faults)
            : before with { FederalLevelA = RubricCheck.Read(form.FederalLevelA) }, ct);
}
