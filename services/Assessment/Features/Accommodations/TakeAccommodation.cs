using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Assessment.Features.Accommodations;

/// <summary>An officer takes a request and becomes the one who decides, and alone knows the reason (R39). Of two who take it at once one gets it.</summary>
internal static class TakeAccommodation
{
    /// <param name="RequestId">Which request.</param>
    /// <param name="State">Where it stands.</param>
    /// <param name="DecidingOfficer">Who decides.</param>
    /// <param name="Version">For If-Match.</param>
    internal sealed record Response(Guid RequestId, AccommodationState State, string DecidingOfficer, long Version)
    {
        public static Response Example => new(new("0199d3b0-1f4a-7d61-8c25-9e7b3a5d1f08"), AccommodationState.Taken, "officer1", 2);
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/accommodations/{requestId:guid}/take", HandleAsync)
            .RequireAuthorization(Policies.SelectionOfficer).Produces<Response>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Takes a request: the caller decides on it from now on, and may read its reason (R39).");

    private static async Task<IResult> HandleAsync(Guid requestId, Caller caller, AssessmentDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockAccommodationAsync(requestId, ct) is not { } row) return Problem.NotFound();
        if (row.State is AccommodationState.Withdrawn) return Problem.Refused("R39", "accommodation-withdrawn");
        if (row.DecidingOfficer is { } other && other != caller.Subject) return Problem.Refused("R39", "accommodation-taken").With("decidingOfficer", other);
        if (row.DecidingOfficer is null)
        {
            (row.State, row.DecidingOfficer) = (AccommodationState.Taken, caller.Subject);
            row.Version++;
            db.Record(
                new RecordEntry(caller.Subject, "accommodation.taken", "accommodation", requestId, row.PersonId, await db.RuleVersionAsync(row.VacancyId, ct)), clock.GetCurrentInstant());
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }

        response.SetVersion(row.Version);
        return TypedResults.Ok(new Response(requestId, row.State, caller.Subject, row.Version));
    }
}
