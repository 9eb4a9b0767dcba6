using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Assessment.Features;

/// <summary>An officer decides on a correction that would take a pass back (R36); it never does so by itself.</summary>
internal static class DecideCorrection
{
    /// <param name="Apply">Whether the pass is taken back.</param>
    /// <param name="Motivation">Why, in the language of the procedure.</param>
    internal sealed record Request(bool Apply, string Motivation)
    {
        public static Request Example => new(true, "De leverancier heeft de score na een klacht opnieuw berekend; het nieuwe cijfer is nagekeken.");
    }

    /// <param name="CandidacyId">Which candidacy.</param>
    /// <param name="State">Where it stands now.</param>
    /// <param name="RestedOnIt">Other candidacies of the person that this pass exempted, which stay as they are until an officer has looked at them (exemption-reviews); none where something else exempts them.</param>
    internal sealed record Response(Guid CandidacyId, Standing State, IReadOnlyList<Guid> RestedOnIt)
    {
        public static Response Example => new(new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), Standing.Failed, [new("01997f3a-4e21-7c08-9d15-8b2a6f4c3e70")]);
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/candidacies/{candidacyId:guid}/correction", HandleAsync)
            .RequireAuthorization(Policies.SelectionOfficer).Produces<Response>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Decides on a correction that would take a pass back: applied or not, with a motivation (R36).");

    private static async Task<IResult> HandleAsync(Guid candidacyId, Request request, Caller caller, AssessmentDb db, IClock clock, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(request.Motivation)) return Problem.Invalid(new FieldError("motivation", "required"));
        if (request.Motivation.Length > 5_000) return Problem.Invalid(new FieldError("motivation", "too-long", 5_000));

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Candidacies.Where(c => c.CandidacyId == candidacyId).Select(c => (Guid?)c.PersonId).SingleOrDefaultAsync(ct) is not { } personId) return Problem.NotFound();
        var files = await PersonFiles.LockAsync(db, [personId], [], ct);
        var correction = await db.Corrections.SingleOrDefaultAsync(c => c.CandidacyId == candidacyId && c.State == CorrectionState.Waiting, ct);
        if (correction is null) return Problem.Refused("R36", "correction-none");

        var now = clock.GetCurrentInstant();
        var candidacy = files.Candidacy(candidacyId)!;
        var booking = files.BookingsOf(candidacyId).Single(b => b.BookingId == correction.BookingId);
        (correction.State, correction.DecidedAt, correction.DecidedBy, correction.Motivation) =
            (request.Apply ? CorrectionState.Applied : CorrectionState.Dismissed, now, caller.Subject, request.Motivation);
        files.Record(request.Apply ? "correction.applied" : "correction.dismissed", candidacy, now, new { correction.CorrectionId, booking.BookingId, correction.ResultId, correction.Revision }, caller.Subject, request.Motivation);

        if (request.Apply)
        {
            var sitting = new Sitting(correction.ResultId, correction.Revision, correction.Outcome, correction.Score, correction.Parts);
            new ApplyResult(db, files, new Dictionary<Guid, CorrectionRow>(), now).TakeBackPass(booking, sitting, request.Motivation, caller.Subject);
        }

        await files.SaveSeatsAsync(ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(new Response(candidacyId, candidacy.Standing, files.ToReview));
    }
}
