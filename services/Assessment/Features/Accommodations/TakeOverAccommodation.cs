using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Assessment.Features.Accommodations;

/// <summary>Another officer takes a request over, with a reason on record; the one before knows nothing of it any more (R39).</summary>
internal static class TakeOverAccommodation
{
    private const int LongestReason = 1_000;

    /// <param name="Reason">Why, for the record.</param>
    internal sealed record Request(string Reason)
    {
        public static Request Example => new("De collega die besliste is langdurig afwezig.");
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/accommodations/{requestId:guid}/take-over", HandleAsync)
            .RequireAuthorization(Policies.SelectionOfficer).Produces<TakeAccommodation.Response>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Takes a request over from the officer who decides, with a reason on record; the other loses access (R39); needs If-Match.");

    private static async Task<IResult> HandleAsync(
        Guid requestId, Request request, IfMatch ifMatch, Caller caller, AssessmentDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        if (TextCheck.Faults("reason", request.Reason, shortest: 1, LongestReason).ToList() is { Count: > 0 } faults) return Problem.Invalid(faults);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockAccommodationAsync(requestId, ct) is not { } row) return Problem.NotFound();
        if (ifMatch.Check(row.Version) is { } stale) return stale;
        if (row.State is AccommodationState.Withdrawn) return Problem.Refused("R39", "accommodation-withdrawn");
        if (row.DecidingOfficer is not { } before) return Problem.Refused("R39", "accommodation-not-taken");
        if (before == caller.Subject) return Problem.Refused("R39", "accommodation-yours");

        row.DecidingOfficer = caller.Subject;
        row.Version++;
        var ruleVersion = await db.RuleVersionAsync(row.VacancyId, ct);
        db.Record(
            new RecordEntry(caller.Subject, "accommodation.taken-over", "accommodation", requestId, row.PersonId, ruleVersion, new { before }, request.Reason.Trim()), clock.GetCurrentInstant());
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(row.Version);
        return TypedResults.Ok(new TakeAccommodation.Response(requestId, row.State, caller.Subject, row.Version));
    }
}
