using System.Linq.Expressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.Candidacies.Features.Questions;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Vacancies;

/// <summary>
/// A vacancy's page, by its id or by the selection code everybody knows it by: everybody's once it is published, an officer's
/// before. Who has the version that stands gets 304.
/// </summary>
internal static class ReadVacancy
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/vacancies/{id:guid}", (Guid id, Caller? caller, CandidacyDb db, IClock clock, HttpContext http, CancellationToken ct) =>
                ReadAsync(v => v.VacancyId == id, caller, db, clock, http, ct))
            .AllowAnonymous().WithTags("vacancies").WithSummary("A published vacancy in full; drafts are shown to officers only.");
        api.MapGet("/vacancies/by-code/{selectionCode}", (string selectionCode, Caller? caller, CandidacyDb db, IClock clock, HttpContext http, CancellationToken ct) =>
                ReadAsync(v => ProcedureCheck.IsSelectionCode(selectionCode) && v.SelectionCode == selectionCode, caller, db, clock, http, ct))
            .AllowAnonymous().WithTags("vacancies").WithSummary("The same by its selection code.");
    }

    private static async Task<Results<Ok<VacancyAnswer>, StatusCodeHttpResult, Problem>> ReadAsync(
        Expression<Func<Vacancy, bool>> which, Caller? caller, CandidacyDb db, IClock clock, HttpContext http, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var seen = db.Vacancies.AsNoTracking().VisibleTo(caller).Where(which);
        if (await seen.Select(v => new { v.Version, Closing = v.State == VacancyState.Open && v.ClosesAt <= now }).SingleOrDefaultAsync(ct) is not { } current) return Problem.NotFound();
        http.Response.SetVersion(current.Version);
        http.Response.Headers.CacheControl = "no-cache";
        // Between the closing instant and the closing itself the page has changed and the version has not.
        if (!current.Closing && http.Request.Headers.IfNoneMatch.Contains(http.Response.Headers.ETag.ToString())) return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        var vacancy = await seen.SingleAsync(ct);
        http.Response.SetVersion(vacancy.Version);
        return TypedResults.Ok(VacancyAnswer.Of(vacancy, now, await db.PublishedOfAsync(vacancy.VacancyId, new Paging(1, 100), ct)));
    }
}
