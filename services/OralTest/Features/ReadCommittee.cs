using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Selection.OralTest.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.OralTest.Features;

/// <summary>R41: the committee with its live checks, for officers and for its own members.</summary>
internal static class ReadCommittee
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/vacancies/{vacancyId:guid}/committee", HandleAsync)
        .WithSummary("The committee, with what its composition still lacks.")
        .RequireAuthorization(Policies.OfficerOrCommittee);

    private static async Task<Results<Ok<CommitteeView>, Problem>> HandleAsync(
        Guid vacancyId, Caller caller, OralTestDb db, HttpResponse response, CancellationToken ct)
    {
        var isOfficer = caller.Is(Roles.SelectionOfficer);
        var found = await (
            from c in db.Committees
            join v in db.Vacancies on c.VacancyId equals v.VacancyId
            where c.VacancyId == vacancyId
                && (isOfficer || db.Members.Any(m => m.VacancyId == vacancyId && m.Subject == caller.Subject && m.LeftAt == null))
            select new { Vacancy = v, c.Version }).AsNoTracking().SingleOrDefaultAsync(ct);
        if (found is null) return Problem.NotFound();
        response.SetVersion(found.Version);
        return TypedResults.Ok(await CommitteeView.ReadAsync(db, found.Vacancy, found.Version, ct));
    }
}
