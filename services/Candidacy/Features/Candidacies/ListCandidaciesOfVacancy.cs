using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Candidacies;

/// <summary>A candidacy in an officer's list.</summary>
internal sealed record CandidateLine(
    Guid CandidacyId, Guid PersonId, string FirstName, string LastName, CandidacyState State, FunnelStep Step, Instant AppliedAt, Instant? ValidatedAt, long Version)
{
    public static CandidateLine Example => new(
        new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), new("01995d3a-6c1e-7b90-a2d4-3f8e7b6a5c41"), "Jo", "Peeters", CandidacyState.Validated, FunnelStep.Validated, Instant.FromUtc(2025, 10, 6, 13, 20), Instant.FromUtc(2025, 10, 20, 18, 5), 4);
}

/// <summary>Who has applied for a vacancy, for officers.</summary>
internal static class ListCandidaciesOfVacancy
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/vacancies/{id:guid}/candidacies", ListAsync)
        .RequireAuthorization(Policies.SelectionOfficer).WithTags("candidacies")
        .WithSummary("The candidacies of a vacancy, by name: filter by state, step or name; for officers.");

    private static async Task<Results<Ok<Page<CandidateLine>>, Problem>> ListAsync(
        Guid id, CandidacyState? state, FunnelStep? step, string? name, [AsParameters] Paging paging, CandidacyDb db, IClock clock, CancellationToken ct)
    {
        if (await db.Vacancies.Where(v => v.VacancyId == id && v.State != VacancyState.Draft).Select(v => (Instant?)v.ClosesAt).SingleOrDefaultAsync(ct) is not { } closesAt)
            return Problem.NotFound();
        var now = clock.GetCurrentInstant();
        var found =
            from c in db.Candidacies.AsNoTracking()
            join p in db.Persons on c.PersonId equals p.PersonId
            where c.VacancyId == id && (step == null || c.Step == step)
            select new { c, p };
        if (state is { } wanted)
        {
            // As the clock has it (T3), also in the moment before the freeze has run.
            CandidacyState[] stored = [.. Enum.GetValues<CandidacyState>().Where(s => s.At(closesAt, now) == wanted)];
            found = found.Where(x => stored.Contains(x.c.State));
        }

        foreach (var word in PlainText.Tidy(name).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(5))
            found = found.Where(x => (x.p.FirstName + " " + x.p.LastName).ToLower().Contains(word.ToLower()));

        var total = await found.CountAsync(ct);
        var rows = await found.OrderBy(x => x.p.LastName).ThenBy(x => x.p.FirstName).ThenBy(x => x.c.CandidacyId).Skip(paging.Skip).Take(paging.Size)
            .Select(x => new { x.c.CandidacyId, x.c.PersonId, x.p.FirstName, x.p.LastName, x.c.State, x.c.Step, x.c.AppliedAt, x.c.ValidatedAt, x.c.Version })
            .ToListAsync(ct);
        return TypedResults.Ok(new Page<CandidateLine>(
            [.. rows.Select(r => new CandidateLine(r.CandidacyId, r.PersonId, r.FirstName, r.LastName, r.State.At(closesAt, now), r.Step, r.AppliedAt, r.ValidatedAt, r.Version))],
            total, paging.Number, paging.Size));
    }
}
