using Microsoft.AspNetCore.Http.HttpResults;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Candidacies;

/// <summary>Takes an experience out of the rubric; a validated candidacy stays validated, with a warning where it falls short (R16).</summary>
internal static class RemoveExperience
{
    public static void Map(IEndpointRouteBuilder api) => api.MapDelete("/candidacies/{id:guid}/experiences/{experienceId:guid}", RemoveAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("candidacies")
        .WithSummary("Takes an experience out of the rubric (R16); needs If-Match (R17). Answers the rubric, the count (R14) and warnings.");

    private static Task<Results<Ok<RubricSaved>, Problem>> RemoveAsync(
        Guid id, Guid experienceId, IfMatch ifMatch, Caller caller, RubricEditing rubric, HttpResponse response, CancellationToken ct) =>
        rubric.SaveAsync(id, ifMatch, caller, response, (before, context) => context.Known.Contains(experienceId)
            ? before with { Experiences = [.. before.Experiences.Where(e => e.ExperienceId != experienceId)] }
            : Problem.NotFound(), ct);
}
