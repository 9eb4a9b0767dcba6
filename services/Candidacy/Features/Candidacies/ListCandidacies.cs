using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.Contracts;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Candidacies;

/// <summary>A line of the caller's candidacies.</summary>
internal sealed record CandidacyLine(
    Guid CandidacyId, Guid VacancyId, string SelectionCode, LocalizedText Title, CandidacyState State, FunnelStep Step, IReadOnlyList<Place> Places,
    long Version, Instant AppliedAt, Instant ClosesAt)
{
    public static CandidacyLine Example => new(
        new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), "ANG25001",
        new LocalizedText("Adjunct-administrateur-generaal", "Administrateur général adjoint", "Beigeordneter Generalverwalter", "Deputy administrator-general"),
        CandidacyState.Provisional, FunnelStep.Provisional, [], 3, Instant.FromUtc(2025, 10, 6, 13, 20), Instant.FromUtc(2025, 10, 22, 22, 0));
}

/// <summary>How many candidacies stand under each tab.</summary>
internal sealed record CandidacyCounts(int ToValidate, int TakingPart, int Ended)
{
    public static CandidacyCounts Example => new(1, 2, 0);
}

/// <summary>The caller's candidacies, under "to validate" (R9), "I take part" (R15), what has ended, or all.</summary>
internal static class ListCandidacies
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var candidacies = api.MapGroup("/candidacies").RequireAuthorization(Policies.Candidate).WithTags("candidacies");
        candidacies.MapGet("", ListAsync).WithSummary("The caller's candidacies: tab=to-validate (R9), tab=taking-part (R15), tab=ended, or all; each with its place in the procedure.");
        candidacies.MapGet("/counts", CountAsync).WithSummary("How many of the caller's candidacies stand under each tab.");
    }

    private static async Task<Results<Ok<Page<CandidacyLine>>, Problem>> ListAsync(
        string? tab, Guid? vacancyId, [AsParameters] Paging paging, Caller caller, CandidacyDb db, IClock clock, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        if (Under(tab, Mine(caller, db), now) is not { } mine) return Problem.Invalid(new FieldError("tab", "one-of", "to-validate, taking-part, ended"));
        if (vacancyId is { } vacancy) mine = mine.Where(x => x.Candidacy.VacancyId == vacancy);

        var total = await mine.CountAsync(ct);
        var rows = await mine.OrderByDescending(x => x.Candidacy.AppliedAt).ThenByDescending(x => x.Candidacy.CandidacyId).Skip(paging.Skip).Take(paging.Size)
            .Select(x => new
            {
                x.Candidacy.CandidacyId, x.Candidacy.VacancyId, x.Vacancy.SelectionCode, x.Vacancy.Card, x.Candidacy.State, x.Candidacy.Step, x.Candidacy.StepStage,
                x.Candidacy.Version, x.Candidacy.AppliedAt, x.Vacancy.ClosesAt,
            })
            .ToListAsync(ct);
        return TypedResults.Ok(new Page<CandidacyLine>(
            [.. rows.Select(r => new CandidacyLine(
                r.CandidacyId, r.VacancyId, r.SelectionCode, r.Card.Title, r.State.At(r.ClosesAt, now), r.Step, Place.Of(r.Step, r.StepStage), r.Version, r.AppliedAt, r.ClosesAt))],
            total, paging.Number, paging.Size));
    }

    private static async Task<Ok<CandidacyCounts>> CountAsync(Caller caller, CandidacyDb db, IClock clock, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var mine = Mine(caller, db);
        return TypedResults.Ok(new CandidacyCounts(
            await Under("to-validate", mine, now)!.CountAsync(ct), await Under("taking-part", mine, now)!.CountAsync(ct), await Under("ended", mine, now)!.CountAsync(ct)));
    }

    private static IQueryable<Row> Mine(Caller caller, CandidacyDb db) =>
        from c in db.Candidacies.AsNoTracking()
        join p in db.Persons on c.PersonId equals p.PersonId
        join v in db.Vacancies on c.VacancyId equals v.VacancyId
        where p.Subject == caller.Subject
        select new Row { Candidacy = c, Vacancy = v };

    /// <summary>Each candidacy is under one tab, as the clock has it (T3); null for a tab there is not.</summary>
    private static IQueryable<Row>? Under(string? tab, IQueryable<Row> mine, Instant now) => tab switch
    {
        null or "" => mine,
        "to-validate" => mine.Where(x => x.Candidacy.State == CandidacyState.Provisional && x.Vacancy.ClosesAt > now),
        "taking-part" => mine.Where(x => (x.Candidacy.State == CandidacyState.Validated || x.Candidacy.State == CandidacyState.Lodged) && !Place.Endings.Contains(x.Candidacy.Step)),
        "ended" => mine.Where(x => Place.Endings.Contains(x.Candidacy.Step) || (x.Candidacy.State == CandidacyState.Provisional && x.Vacancy.ClosesAt <= now)),
        _ => null,
    };

    private sealed class Row
    {
        public required Candidacy Candidacy { get; init; }

        public required Vacancy Vacancy { get; init; }
    }
}
