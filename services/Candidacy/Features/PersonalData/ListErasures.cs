using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;

namespace Selection.Candidacies.Features.PersonalData;

/// <summary>Erasures, for the officer: which wait, why, and until when (R55).</summary>
internal static class ListErasures
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/erasures", ListAsync)
        .RequireAuthorization(Policies.SelectionOfficer).WithTags("personal data").WithSummary("Erasures with the reasons they wait for (R55), by state or person; the oldest first.");

    private static async Task<Ok<Page<ErasureAnswerLine>>> ListAsync(
        ErasureState? state, Guid? personId, [AsParameters] Paging paging, CandidacyDb db, IOptions<PersonalDataRules> rules, IClock clock, CancellationToken ct)
    {
        var found = db.Erasures.AsNoTracking().Where(e => (state == null || e.State == state) && (personId == null || e.PersonId == personId));
        var total = await found.CountAsync(ct);
        var rows = await found.OrderBy(e => e.AskedAt).ThenBy(e => e.ErasureId).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        var now = clock.GetCurrentInstant();
        return TypedResults.Ok(new Page<ErasureAnswerLine>([.. rows.Select(e => ErasureAnswerLine.Of(e, rules.Value, now))], total, paging.Number, paging.Size));
    }
}
