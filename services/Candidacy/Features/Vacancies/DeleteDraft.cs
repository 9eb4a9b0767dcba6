using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Vacancies;

/// <summary>Deletes a draft; what has been published is cancelled instead, and stays to be read.</summary>
internal static class DeleteDraft
{
    public static void Map(IEndpointRouteBuilder api) => api.MapDelete("/vacancies/{id:guid}", DeleteAsync)
        .RequireAuthorization(Policies.SelectionOfficer).WithTags("vacancies").WithSummary("Deletes a draft; needs If-Match.");

    private static async Task<Results<NoContent, Problem>> DeleteAsync(Guid id, IfMatch ifMatch, Caller caller, CandidacyDb db, IClock clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockVacancyForChangeAsync(id, ct) is not { } vacancy) return Problem.NotFound();
        if (vacancy.State is not VacancyState.Draft) return Problem.Refused("R3", "vacancy-published");
        if (ifMatch.Check(vacancy.Version) is { } stale) return stale;
        db.Vacancies.Remove(vacancy);
        db.Record(new(caller.Subject, "vacancy.draft-deleted", "vacancy", id, Details: new { vacancy.SelectionCode }), clock.GetCurrentInstant());
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }
}
