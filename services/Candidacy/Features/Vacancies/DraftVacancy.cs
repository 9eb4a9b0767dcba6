using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Npgsql;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.Contracts.Vacancies;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Vacancies;

/// <summary>Writes a notice as a draft: texts may still be empty, only the selection code must be one.</summary>
internal static class DraftVacancy
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/vacancies", CreateAsync)
            .RequireAuthorization(Policies.SelectionOfficer).WithTags("vacancies").WithSummary("Writes a new notice, as a draft (R1).");
        api.MapPut("/vacancies/{id:guid}", ChangeAsync)
            .RequireAuthorization(Policies.SelectionOfficer).WithTags("vacancies").WithSummary("Replaces a draft; needs If-Match.");
    }

    private static Task<Results<Created<VacancySaved>, Problem>> CreateAsync(
        ProcedureDefinition definition, Caller caller, CandidacyDb db, IClock clock, HttpResponse response, CancellationToken ct) =>
        SaveNewAsync(definition, "vacancy.drafted", caller, db, clock, response, ct);

    /// <summary>A new draft, wherever its words come from.</summary>
    public static async Task<Results<Created<VacancySaved>, Problem>> SaveNewAsync(
        ProcedureDefinition definition, string action, Caller caller, CandidacyDb db, IClock clock, HttpResponse response, CancellationToken ct, Guid? from = null)
    {
        if (ProcedureCheck.Unkeepable(definition) is { Count: > 0 } faults) return Problem.Invalid(faults);
        var vacancy = Vacancy.Draft(Guid.CreateVersion7(), definition);
        db.Vacancies.Add(vacancy);
        db.Record(new(caller.Subject, action, "vacancy", vacancy.VacancyId, Details: from is null ? null : new { from }), clock.GetCurrentInstant());
        if (await SaveAsync(db, definition, ct) is { } taken) return taken;
        response.SetVersion(vacancy.Version);
        return TypedResults.Created($"/api/candidacy/vacancies/{vacancy.VacancyId}", new VacancySaved(vacancy.VacancyId, vacancy.Version, vacancy.State));
    }

    private static async Task<Results<Ok<VacancySaved>, Problem>> ChangeAsync(
        Guid id, ProcedureDefinition definition, IfMatch ifMatch, Caller caller, CandidacyDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        if (await db.Vacancies.SingleOrDefaultAsync(v => v.VacancyId == id, ct) is not { } vacancy) return Problem.NotFound();
        if (ifMatch.Check(vacancy.Version) is { } stale) return stale;
        if (vacancy.State is not VacancyState.Draft) return Problem.Refused("R3", "vacancy-published");
        if (ProcedureCheck.Unkeepable(definition) is { Count: > 0 } faults) return Problem.Invalid(faults);
        vacancy.Take(definition with { Version = 0 });
        db.Record(new(caller.Subject, "vacancy.redrafted", "vacancy", vacancy.VacancyId), clock.GetCurrentInstant());
        if (await SaveAsync(db, definition, ct) is { } taken) return taken;
        response.SetVersion(vacancy.Version);
        return TypedResults.Ok(new VacancySaved(vacancy.VacancyId, vacancy.Version, vacancy.State));
    }

    private static async Task<Problem?> SaveAsync(CandidacyDb db, ProcedureDefinition definition, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return null;
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return Problem.Refused("R1", "selection-code-taken", definition.SelectionCode);
        }
    }
}
