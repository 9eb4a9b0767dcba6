using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;

namespace Selection.OralTest.Features;

/// <summary>R41: a member declares a conflict of interest, and is recused by that alone; an officer replaces where too few remain.</summary>
internal static class DeclareConflict
{
    public sealed record Request(string Reason, Guid? CandidacyId = null)
    {
        public static Request Example => new("Was tot vorig jaar de leidinggevende van een van de kandidaten.", new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"));
    }

    /// <param name="WholeProcedure">Whether the member takes no part in the procedure any more.</param>
    /// <param name="Remaining">How many members remain who are not recused.</param>
    /// <param name="Complete">Whether that is enough.</param>
    public sealed record Response(bool WholeProcedure, int Remaining, bool Complete)
    {
        public static Response Example => new(true, 9, true);

        internal static Response Of(Roster roster, string subject) => new(
            roster.IsRecused(subject), roster.NotRecused().Count,
            !roster.Findings().Any(finding => finding is CompositionFinding.TooFew or CompositionFinding.NoChair));
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/vacancies/{vacancyId:guid}/committee/conflicts", HandleAsync)
        .WithSummary("A member declares a conflict of interest and is recused.")
        .RequireAuthorization(Policies.Committee);

    private static async Task<Results<Ok<Response>, Problem>> HandleAsync(
        Guid vacancyId, Request request, Caller caller, OralTestDb db, IClock clock, CancellationToken ct)
    {
        FieldError[] errors = [.. TextCheck.Faults("reason", request.Reason, TextLengths.LongestReason)];
        if (errors.Length > 0) return Problem.Invalid(errors);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var committee = await db.LockCommitteeAsync(vacancyId, ct);
        var vacancy = await db.Vacancies.AsNoTracking().SingleOrDefaultAsync(v => v.VacancyId == vacancyId, ct);
        if (committee is null || vacancy is null) return Problem.NotFound();
        var before = await Bench.RosterAsync(db, vacancy, ct);
        if (before.Find(caller.Subject) is null) return Problem.NotFound();
        if (request.CandidacyId is { } candidacyId && !await db.Candidacies.AnyAsync(c => c.CandidacyId == candidacyId && c.VacancyId == vacancyId, ct))
            return Problem.Invalid(new FieldError("candidacyId", "candidacy-unknown"));

        var after = await db.RecuseAsync(
            committee, vacancy, before, new Domain.Conflict(caller.Subject, request.CandidacyId), request.Reason, caller.Subject, clock.GetCurrentInstant(), ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(Response.Of(after, caller.Subject));
    }
}
