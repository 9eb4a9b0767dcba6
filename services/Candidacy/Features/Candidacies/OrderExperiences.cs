using Microsoft.AspNetCore.Http.HttpResults;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Candidacies;

/// <summary>The rubric's order as it shall be.</summary>
internal sealed record ExperienceOrder
{
    /// <summary>Every experience of the rubric, once.</summary>
    public required IReadOnlyList<Guid> ExperienceIds { get; init; }

    public static ExperienceOrder Example => new() { ExperienceIds = [Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8057"), Guid.Parse("01890a5d-ac96-7ab2-80e2-4a2ed1f1e3c1")] };
}

/// <summary>Puts the experiences of the rubric into another order.</summary>
internal static class OrderExperiences
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/candidacies/{id:guid}/experiences/order", OrderAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("candidacies")
        .WithSummary("Puts the experiences into another order: every one of them, once; needs If-Match (R17).");

    private static Task<Results<Ok<RubricSaved>, Problem>> OrderAsync(
        Guid id, ExperienceOrder order, IfMatch ifMatch, Caller caller, RubricEditing rubric, HttpResponse response, CancellationToken ct) =>
        rubric.SaveAsync(id, ifMatch, caller, response, (before, context) =>
        {
            var isWhole = order.ExperienceIds.Count == context.Known.Count && order.ExperienceIds.ToHashSet().SetEquals(context.Known);
            if (!isWhole) return Problem.Invalid(new FieldError("experienceIds", "order-not-whole", context.Known.Count));
            var byId = before.Experiences.ToDictionary(e => e.ExperienceId);
            return before with { Experiences = [.. order.ExperienceIds.Select(e => byId[e])] };
        }, ct);
}
