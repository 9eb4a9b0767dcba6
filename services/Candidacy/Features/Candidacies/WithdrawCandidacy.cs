using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Candidacies.Closing;
using Selection.Candidacies.Data;
using Selection.Candidacies.Domain;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Features.Candidacies;

/// <summary>
/// Withdraws (R19): until closing one may apply again; after it the withdrawal is final, and the other services are told,
/// who knew of the candidacy. Exemptions and development periods stay.
/// </summary>
internal static class WithdrawCandidacy
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/candidacies/{id:guid}/withdraw", WithdrawAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("candidacies").WithSummary("Withdraws a candidacy (R19): final after closing; needs If-Match.");

    private static async Task<Results<Ok<CandidacySaved>, Problem>> WithdrawAsync(
        Guid id, IfMatch ifMatch, Caller caller, CandidacyDb db, Freezer freezer, IClock clock, HttpResponse response, CancellationToken ct)
    {
        if (await OpenCandidacy.VacancyOfAsync(id, caller, db, ct) is not { } ofVacancy) return Problem.NotFound();

        // Between the closing instant and the timer: what the clock has decided is carried out first, so that the dossier
        // as it stood at closing is frozen before the withdrawal.
        await freezer.CloseAsync(ofVacancy, clock.GetCurrentInstant(), ct);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var vacancy = (await db.LockVacancyAsync(ofVacancy, ct))!;
        var now = clock.GetCurrentInstant();
        if (vacancy.State is VacancyState.Cancelled) return Problem.Refused("R3", "vacancy-cancelled");
        var closed = vacancy.State is VacancyState.Closed;
        var candidacy = await db.LockCandidacyAsync(id, ct);
        // The instant struck while the locks were taken: the caller's next try finds it closed.
        if (!closed && now >= vacancy.ClosesAt) return Problem.Refused("T3", "vacancy-closing").As(StatusCodes.Status503ServiceUnavailable);
        if (candidacy.State is CandidacyState.Withdrawn) return Problem.Refused("R19", "withdrawn");
        if (candidacy.State is CandidacyState.Lapsed) return Problem.Refused("R18", "lapsed");
        var definition = await db.Vacancies.Where(v => v.VacancyId == ofVacancy).Select(v => v.Definition).SingleAsync(ct);
        if (await OpenCandidacy.StaleAsync(ifMatch, new(candidacy, definition, now), vacancy.ClosesAt, db, ct) is { } stale) return stale;

        candidacy.State = CandidacyState.Withdrawn;
        candidacy.Step = FunnelStep.Withdrawn;
        candidacy.WithdrawnAt = now;
        db.Revise(candidacy, [new(CandidacyChangeKind.Withdrawn)], now);
        if (closed) db.Publish(new CandidacyWithdrawn(id, ofVacancy, candidacy.PersonId, candidacy.Version, now));
        db.Messages.Add(Message.About(candidacy, closed ? "candidacy-withdrawn" : "candidacy-withdrawn-in-time", now, new { closesAt = vacancy.ClosesAt }));
        db.Record(new(caller.Subject, "candidacy.withdrawn", "candidacy", id, candidacy.PersonId, vacancy.RuleVersion, new { afterClosing = closed }), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(candidacy.Version);
        return TypedResults.Ok(new CandidacySaved(id, candidacy.State, candidacy.Version));
    }
}
