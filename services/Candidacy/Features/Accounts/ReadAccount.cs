using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Selection.Candidacies.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Accounts;

/// <summary>The caller's own account.</summary>
internal static class ReadAccount
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/account", ReadAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("account").WithSummary("The caller's account; its version is the ETag.");

    private static async Task<Results<Ok<AccountAnswer>, Problem>> ReadAsync(
        Caller caller, CandidacyDb db, NumberVault vault, HttpResponse response, CancellationToken ct)
    {
        if (await db.Persons.AsNoTracking().SingleOrDefaultAsync(p => p.Subject == caller.Subject, ct) is not { } person) return Problem.NotFound();
        response.SetVersion(person.Version);
        return TypedResults.Ok(AccountAnswer.Of(person, vault));
    }
}
