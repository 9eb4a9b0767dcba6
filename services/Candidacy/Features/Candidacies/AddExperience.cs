using Microsoft.AspNetCore.Http.HttpResults;
using Selection.Candidacies.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Candidacies;

/// <summary>Adds an experience at the end of the rubric (R10).</summary>
internal static class AddExperience
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/candidacies/{id:guid}/experiences", AddAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("candidacies")
        .WithSummary("Adds an experience at the end of the rubric (R10, R11); needs If-Match (R17). Answers the rubric, the count (R14) and warnings.");

    private static Task<Results<Ok<RubricSaved>, Problem>> AddAsync(
        Guid id, ExperienceEntry entry, IfMatch ifMatch, Caller caller, RubricEditing rubric, HttpResponse response, CancellationToken ct) =>
        rubric.SaveAsync(id, ifMatch, caller, response, (before, context) =>
        {
            // A new one has no id yet; one that is known would be a change.
            var added = entry with { ExperienceId = null };
            if (before.Experiences.Count >= context.MaxEntries) return Problem.Refused("R10", "rubric-full", context.MaxEntries);
            if (RubricCheck.Faults(added, context) is { Count: > 0 } faults) return Problem.Invalid(faults);
            return before with { Experiences = [.. before.Experiences, RubricCheck.Read(added, context, Guid.CreateVersion7)] };
        }, ct);
}
