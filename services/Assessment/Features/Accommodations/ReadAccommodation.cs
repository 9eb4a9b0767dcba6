using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Assessment.Features.Accommodations;

/// <summary>
/// An officer reads a request (R39). Why it is made, and the motivations, only whoever decides sees; each such look is on
/// record (R54). Every other officer sees that there is one, where it stands and who decides.
/// </summary>
internal static class ReadAccommodation
{
    /// <param name="RequestId">Which request.</param>
    /// <param name="CandidacyId">For which candidacy.</param>
    /// <param name="VacancyId">Of which vacancy.</param>
    /// <param name="PersonId">Whose.</param>
    /// <param name="FirstName">Their first name.</param>
    /// <param name="LastName">Their last name.</param>
    /// <param name="State">Where it stands.</param>
    /// <param name="Late">Whether it came too late to be sure of (R29).</param>
    /// <param name="AskedAt">When it was made.</param>
    /// <param name="DecidingOfficer">Who decides: an officer's subject.</param>
    /// <param name="IsMine">Whether that is the caller.</param>
    /// <param name="Reason">What was asked and why, where it is.</param>
    /// <param name="Decisions">What was decided; the last one stands.</param>
    /// <param name="Version">For If-Match.</param>
    internal sealed record Response(
        Guid RequestId,
        Guid CandidacyId,
        Guid VacancyId,
        Guid PersonId,
        string? FirstName,
        string? LastName,
        AccommodationState State,
        bool Late,
        Instant AskedAt,
        string? DecidingOfficer,
        bool IsMine,
        ReasonAnswer? Reason,
        IReadOnlyList<DecisionAnswer> Decisions,
        long Version)
    {
        public static Response Example => new(
            new("0199d3b0-1f4a-7d61-8c25-9e7b3a5d1f08"), new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), new("01996c02-91ae-7d03-b6f4-7e1a2c3d4b58"), new("01995d3a-6c1e-7b90-a2d4-3f8e7b6a5c41"),
            "Jo", "Peeters", AccommodationState.Taken, false, Instant.FromUtc(2025, 11, 3, 10, 15), "officer1", true, ReasonAnswer.Example, [], 2);
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/accommodations/{requestId:guid}", HandleAsync)
            .RequireAuthorization(Policies.SelectionOfficer).Produces<Response>().ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("A request for an accommodation; its reason and attests only for the officer who decides, whose look is on record; its version is the ETag (R39).");

    private static async Task<IResult> HandleAsync(Guid requestId, Caller caller, AssessmentDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        if (await db.Accommodations.AsNoTracking().SingleOrDefaultAsync(r => r.RequestId == requestId, ct) is not { } row) return Problem.NotFound();
        var person = await db.Persons.AsNoTracking().SingleOrDefaultAsync(p => p.PersonId == row.PersonId, ct);
        var isMine = row.DecidingOfficer == caller.Subject;
        var cipher = isMine ? await db.CipherOfAsync(row.KeyPersonId, ct) : null;
        var reason = isMine ? await db.ReasonOfAsync(row, cipher, ct) : null;
        if (isMine)
        {
            db.Record(new RecordEntry(caller.Subject, "accommodation.reason-read", "accommodation", requestId, row.PersonId), clock.GetCurrentInstant());
            await db.SaveChangesAsync(ct);
        }

        response.SetVersion(row.Version);
        return TypedResults.Ok(new Response(
            requestId, row.CandidacyId, row.VacancyId, row.PersonId, person?.FirstName, person?.LastName, row.State, row.Late, row.AskedAt, row.DecidingOfficer, isMine,
            reason, await db.DecisionsOfAsync(requestId, cipher, ct), row.Version));
    }
}
