using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;

namespace Selection.Assessment.Features;

/// <summary>
/// An officer decides on an exemption whose ground was taken back (R36): it is kept, or taken back with a motivation. Then the
/// assessment is to be taken after all; where the candidate sat already, that sitting counts.
/// </summary>
internal static class DecideExemption
{
    private const int LongestMotivation = 5_000;

    /// <param name="TakeBack">Whether the exemption is taken back.</param>
    /// <param name="Motivation">Why, in the language of the procedure.</param>
    internal sealed record Request(bool TakeBack, string Motivation)
    {
        public static Request Example => new(true, "De score waarop de vrijstelling steunde, is na herberekening onvoldoende.");
    }

    /// <param name="CandidacyId">Which candidacy.</param>
    /// <param name="State">Where it stands now.</param>
    internal sealed record Response(Guid CandidacyId, Standing State)
    {
        public static Response Example => new(new("01997f3a-4e21-7c08-9d15-8b2a6f4c3e70"), Standing.ToBook);
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/candidacies/{candidacyId:guid}/exemption-review", HandleAsync)
            .RequireAuthorization(Policies.SelectionOfficer).Produces<Response>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Decides on an exemption whose ground was taken back: kept, or taken back, with a motivation (R36).");

    private static async Task<IResult> HandleAsync(Guid candidacyId, Request request, Caller caller, AssessmentDb db, IClock clock, CancellationToken ct)
    {
        if (TextCheck.Faults("motivation", request.Motivation, LongestMotivation).ToList() is { Count: > 0 } faults) return Problem.Invalid(faults);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Candidacies.Where(c => c.CandidacyId == candidacyId).Select(c => (Guid?)c.PersonId).SingleOrDefaultAsync(ct) is not { } personId) return Problem.NotFound();
        var files = await PersonFiles.LockAsync(db, [personId], [], ct);
        var candidacy = files.Candidacy(candidacyId)!;
        if (await db.WaitingReviews().SingleOrDefaultAsync(r => r.CandidacyId == candidacyId, ct) is not { } review) return Problem.Refused("R36", "exemption-review-none");

        var now = clock.GetCurrentInstant();
        (review.State, review.DecidedAt, review.DecidedBy, review.Motivation) = (request.TakeBack ? ReviewState.TakenBack : ReviewState.Kept, now, caller.Subject, request.Motivation.Trim());
        files.Record(request.TakeBack ? "exemption.taken-back" : "exemption.kept", candidacy, now, new { candidacy.ExemptionGround, review.EntryId }, caller.Subject, review.Motivation);
        if (request.TakeBack) TakeBack(files, candidacy, review.Motivation, db, now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(new Response(candidacyId, candidacy.Standing));
    }

    private static void TakeBack(PersonFiles files, CandidacyRow candidacy, string motivation, AssessmentDb db, Instant now)
    {
        (candidacy.ExemptionGround, candidacy.ExemptSince, candidacy.ExemptionEntryId) = (null, null, null);
        db.Publish(new AssessmentExemptionWithdrawn(candidacy.CandidacyId, candidacy.VacancyId, candidacy.PersonId, candidacy.Next(), motivation, now));
        if (files.BookingsOf(candidacy.CandidacyId).LastOrDefault(b => b.Effect is not null and not Effect.NewSitting) is { } decided)
        {
            files.Restore(candidacy, decided, db, now);
        }
        else if (files.SeatOf(candidacy.CandidacyId) is not null)
        {
            // Sat, and waits for the result.
            candidacy.Standing = Standing.Booked;
        }
        else
        {
            candidacy.NewSittingSince = now;
            files.Invite(candidacy, now);
            var bar = DevelopmentPeriods.BarredUntil(files.LedgerOf(candidacy.PersonId), files.Vacancy(candidacy.VacancyId)!.LevelGroup, BrusselsTime.DateIn(now));
            // A session after the bar may still be chosen while registration runs.
            if (bar is { } until && files.CurrentPeriod(candidacy.VacancyId, now) is null) files.Stop(candidacy, AssessmentStop.Barred, until, now);
        }
    }
}
