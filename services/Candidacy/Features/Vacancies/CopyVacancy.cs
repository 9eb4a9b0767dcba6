using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Vacancies;

/// <summary>What a copy needs of its own.</summary>
/// <param name="SelectionCode">Its selection code.</param>
/// <param name="ClosingDate">Its closing date; the same as the original's where none is given.</param>
internal sealed record CopyRequest(string SelectionCode, LocalDate? ClosingDate = null)
{
    public static CopyRequest Example => new("ANG26004", new LocalDate(2026, 3, 31));
}

/// <summary>Starts a new draft from another vacancy's newest version: whatever that one is, draft, open, closed or cancelled.</summary>
internal static class CopyVacancy
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/vacancies/{id:guid}/copy", CopyAsync)
        .RequireAuthorization(Policies.SelectionOfficer).WithTags("vacancies").WithSummary("Makes a new draft from another vacancy (R4: a procedure of its own).");

    private static async Task<Results<Created<VacancySaved>, Problem>> CopyAsync(
        Guid id, CopyRequest request, Caller caller, CandidacyDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        if (await db.Vacancies.Where(v => v.VacancyId == id).Select(v => v.Definition).SingleOrDefaultAsync(ct) is not { } definition) return Problem.NotFound();
        var copy = definition with { SelectionCode = request.SelectionCode, ClosingDate = request.ClosingDate ?? definition.ClosingDate };
        return await DraftVacancy.SaveNewAsync(copy, "vacancy.copied", caller, db, clock, response, ct, from: id);
    }
}
