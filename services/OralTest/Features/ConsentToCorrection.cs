using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Features;

/// <summary>
/// R43: an officer agrees that a judgement is corrected, and the committee deliberates again on the same sheets. The judgement
/// so far is kept; the next one is told with a higher version.
/// </summary>
internal static class ConsentToCorrection
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/hearings/{candidacyId:guid}/correction/consent", HandleAsync)
        .WithSummary("Agrees that the committee corrects its judgement.")
        .RequireAuthorization(Policies.SelectionOfficer);

    private static async Task<Results<Ok<CorrectionView>, Problem>> HandleAsync(
        Guid candidacyId, Caller caller, OralTestDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var candidacy = await db.LockCandidacyAsync(candidacyId, ct);
        if (candidacy is null) return Problem.NotFound();
        var vacancy = await db.Vacancies.AsNoTracking().SingleAsync(v => v.VacancyId == candidacy.VacancyId, ct);
        if (vacancy.Cancelled) return Problem.Refused("R40", "vacancy-cancelled");
        if (await db.LockHearingAsync(candidacyId, ct) is not { CorrectionAskedAt: not null } hearing) return Problem.Refused("R43", "correction-not-asked");
        if (hearing.CorrectionAskedBy == caller.Subject) return Problem.Forbidden("R43", "correction-own");
        if (candidacy.PublishedAt is not null) return Problem.Refused("R47", "result-published");

        // Withdrawn meanwhile, it stays as it is.
        if (hearing.IsCorrectionAsked && candidacy.State != CandidacyState.Judged) return Problem.Refused("R43", "not-judged");

        if (hearing.IsCorrectionAsked)
        {
            hearing.CorrectionConsentBy = caller.Subject;
            hearing.State = HearingState.Closed;
            (hearing.TotalPercent, hearing.Suitable, hearing.JudgedAt, hearing.JudgedBy) = (null, null, null, null);
            hearing.Version++;
            candidacy.State = CandidacyState.Held;
            candidacy.Version++;
            db.Record(new RecordEntry(caller.Subject, "judgement.reopened", "hearing", hearing.HearingId, candidacy.PersonId, vacancy.RuleVersion,
                new { candidacyId }, hearing.CorrectionReason), clock.GetCurrentInstant());
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }

        response.SetVersion(hearing.Version);
        return TypedResults.Ok(CorrectionView.Of(hearing)!);
    }
}
