using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;

namespace Selection.OralTest.Features;

/// <summary>R41: an officer notes a conflict of interest that a member did not declare, with the reason; it recuses like one's own.</summary>
internal static class RecuseMember
{
    public sealed record Request(string Subject, string Reason, Guid? CandidacyId = null)
    {
        public static Request Example => new("member9", "A candidate challenged the member, who was their manager until last year.", new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"));
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/vacancies/{vacancyId:guid}/committee/recusals", HandleAsync)
        .WithSummary("Recuses a member for a conflict of interest that an officer notes.")
        .RequireAuthorization(Policies.SelectionOfficer);

    private static async Task<Results<Ok<DeclareConflict.Response>, Problem>> HandleAsync(
        Guid vacancyId, Request request, Caller caller, OralTestDb db, IClock clock, CancellationToken ct)
    {
        FieldError[] errors = [.. TextCheck.Faults("reason", request.Reason, TextLengths.LongestReason)];
        if (errors.Length > 0) return Problem.Invalid(errors);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var committee = await db.LockCommitteeAsync(vacancyId, ct);
        var vacancy = await db.Vacancies.AsNoTracking().SingleOrDefaultAsync(v => v.VacancyId == vacancyId, ct);
        if (committee is null || vacancy is null) return Problem.NotFound();
        var before = await Bench.RosterAsync(db, vacancy, ct);
        if (before.Find(request.Subject) is null) return Problem.Invalid(new FieldError("subject", "member-unknown"));
        if (request.CandidacyId is { } candidacyId && !await db.Candidacies.AnyAsync(c => c.CandidacyId == candidacyId && c.VacancyId == vacancyId, ct))
            return Problem.Invalid(new FieldError("candidacyId", "candidacy-unknown"));

        var after = await db.RecuseAsync(
            committee, vacancy, before, new Domain.Conflict(request.Subject, request.CandidacyId), request.Reason.Trim(), caller.Subject, clock.GetCurrentInstant(), ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(DeclareConflict.Response.Of(after, request.Subject));
    }
}
