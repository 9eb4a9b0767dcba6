using Microsoft.AspNetCore.Http.HttpResults;
using Selection.Candidacies.Domain;
using Selection.Contracts.Dossiers;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Candidacies;

/// <summary>The whole rubric as it shall be.</summary>
internal sealed record RubricForm
{
    public required IReadOnlyList<ExperienceEntry> Experiences { get; init; }

    public FederalFunction? FederalLevelA { get; init; }

    public static RubricForm Example => new() { Experiences = [ExperienceEntry.Example], FederalLevelA = new FederalFunction("FPS Finance", "A4") };
}

/// <summary>Saves the whole rubric at once (R10 to R12, R16, R17).</summary>
internal static class SaveRubric
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/candidacies/{id:guid}/rubric", SaveAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("candidacies").WithSummary("Replaces the rubric (R10 to R12, R16); needs If-Match (R17). Answers the count (R14) and warnings.");

    private static Task<Results<Ok<RubricSaved>, Problem>> SaveAsync(
        Guid id, RubricForm form, IfMatch ifMatch, Caller caller, RubricEditing rubric, HttpResponse response, CancellationToken ct) =>
        rubric.SaveAsync(id, ifMatch, caller, response, (_, context) => RubricCheck.Faults(form.Experiences, form.FederalLevelA, context) is { Count: > 0 } faults
            ? Problem.Invalid(faults)
            : RubricCheck.Read(form.Experiences, form.FederalLevelA, context, Guid.CreateVersion7), ct);
}
