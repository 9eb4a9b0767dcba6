using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.OralTest.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.OralTest.Features;

/// <summary>R41: the live check of a committee that an officer is composing. Nothing is saved.</summary>
internal static class CheckCommittee
{
    /// <param name="MayInstall">Whether nothing blocks.</param>
    /// <param name="Findings">All there is to say, what blocks first.</param>
    public sealed record Response(bool MayInstall, IReadOnlyList<CommitteeFinding> Findings)
    {
        public static Response Example => new(true, [CommitteeFinding.Example]);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/vacancies/{vacancyId:guid}/committee/check", HandleAsync)
        .WithSummary("Checks a proposed committee without saving it.")
        .RequireAuthorization(Policies.SelectionOfficer);

    private static async Task<Results<Ok<Response>, Problem>> HandleAsync(
        Guid vacancyId, InstallCommittee.Request request, OralTestDb db, IClock clock, CancellationToken ct)
    {
        var proposed = await ProposedMembers.ReadAsync(db, request.Members, i => $"members[{i}]", ct);
        if (proposed.Errors.Count > 0) return Problem.Invalid(proposed.Errors);
        var vacancy = await db.Vacancies.AsNoTracking().SingleOrDefaultAsync(v => v.VacancyId == vacancyId, ct);
        if (vacancy is not { Competencies: not null }) return Problem.NotFound();
        var findings = await CommitteeFindings.ReadAsync(db, vacancy, proposed, clock.GetCurrentInstant(), ct);
        return TypedResults.Ok(new Response(!findings.Any(finding => finding.Blocks), findings));
    }
}
