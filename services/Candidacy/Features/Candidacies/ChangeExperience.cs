using Microsoft.AspNetCore.Http.HttpResults;
using Selection.Candidacies.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Candidacies;

/// <summary>Changes one experience of the rubric; it keeps its place.</summary>
internal static class ChangeExperience
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/candidacies/{id:guid}/experiences/{experienceId:guid}", ChangeAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("candidacies")
        .WithSummary("Changes an experience (R10, R11, R16); needs If-Match (R17). Answers the rubric, the count (R14) and warnings.");

    private static Task<Results<Ok<RubricSaved>, Problem>> ChangeAsync(
        Guid id, Guid experienceId, ExperienceEntry entry, IfMatch ifMatch, Caller caller, RubricEditing rubric, HttpResponse response, CancellationToken ct) =>
        rubric.SaveAsync(id, ifMatch, caller, response, (before, context) =>
        {
            var changed = entry with { ExperienceId = experienceId };
            if (!context.Known.Contains(experienceId)) return Problem.NotFound();
            if (RubricCheck.Faults(changed, context) is { Count: > 0 } faults) return Problem.Invalid(faults);
            return before with { Experiences = [.. before.Experiences.Select(e => e.ExperienceId == experienceId ? RubricCheck.Read(changed, context, Guid.CreateVersion7) : e)] };
        }, ct);
}
