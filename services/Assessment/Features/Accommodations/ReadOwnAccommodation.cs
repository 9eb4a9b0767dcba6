using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Assessment.Features.Accommodations;

/// <summary>A candidate reads their own request, with what was decided (R39).</summary>
internal static class ReadOwnAccommodation
{
    /// <param name="RequestId">Which request.</param>
    /// <param name="State">Where it stands.</param>
    /// <param name="Late">Whether it came too late to be sure of (R29).</param>
    /// <param name="AskedAt">When it was made.</param>
    /// <param name="MayChange">Whether it may still be changed or withdrawn.</param>
    /// <param name="Reason">What was asked, and why.</param>
    /// <param name="Decisions">What was decided; the last one stands.</param>
    /// <param name="InForce">What is in force for the candidacy, by this request or an earlier one.</param>
    /// <param name="Earlier">Requests made before this one, the newest first; each is read with <c>?requestId=</c>.</param>
    /// <param name="AnnulmentUntil">Where it was not granted as asked: the last day to go to the Council of State (R50).</param>
    /// <param name="Version">For If-Match.</param>
    internal sealed record Response(
        Guid RequestId,
        AccommodationState State,
        bool Late,
        Instant AskedAt,
        bool MayChange,
        ReasonAnswer Reason,
        IReadOnlyList<DecisionAnswer> Decisions,
        IReadOnlyList<MeasureAnswer> InForce,
        IReadOnlyList<EarlierRequest> Earlier,
        LocalDate? AnnulmentUntil,
        long Version)
    {
        public static Response Example => new(
            new("0199d3b0-1f4a-7d61-8c25-9e7b3a5d1f08"), AccommodationState.Granted, false, Instant.FromUtc(2025, 11, 3, 10, 15), false, ReasonAnswer.Example, [DecisionAnswer.Example], [MeasureAnswer.Example],
            [], null, 3);
    }

    /// <summary>A request made before.</summary>
    internal sealed record EarlierRequest(Guid RequestId, AccommodationState State, Instant AskedAt);

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/candidacies/{candidacyId:guid}/accommodation", HandleAsync)
            .RequireAuthorization(Policies.Candidate).Produces<Response>().ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("The caller's newest request for an accommodation, or an earlier one, with what was decided; its version is the ETag (R39).");

    private static async Task<IResult> HandleAsync(Guid candidacyId, Guid? requestId, Caller caller, AssessmentDb db, HttpResponse response, CancellationToken ct)
    {
        var row = await db.Accommodations.AsNoTracking()
            .Where(r => r.CandidacyId == candidacyId && (requestId == null || r.RequestId == requestId) && db.Persons.Any(p => p.PersonId == r.PersonId && p.Subject == caller.Subject))
            .OrderByDescending(r => r.AskedAt).ThenByDescending(r => r.RequestId).FirstOrDefaultAsync(ct);
        return row is null ? Problem.NotFound() : TypedResults.Ok(await AnswerAsync(db, row, response, ct));
    }

    /// <summary>A request as its candidate sees it; its version becomes the ETag.</summary>
    internal static async Task<Response> AnswerAsync(AssessmentDb db, AccommodationRow row, HttpResponse response, CancellationToken ct)
    {
        var cipher = await db.CipherOfAsync(row.KeyPersonId, ct);
        var inForce = await db.MeasuresInForce.Where(m => m.CandidacyId == row.CandidacyId).Select(m => m.Measures).SingleOrDefaultAsync(ct) ?? [];
        var earlier = await db.Accommodations.Where(r => r.CandidacyId == row.CandidacyId && r.AskedAt < row.AskedAt)
            .OrderByDescending(r => r.AskedAt).Select(r => new EarlierRequest(r.RequestId, r.State, r.AskedAt)).ToListAsync(ct);
        response.SetVersion(row.Version);
        return new Response(
            row.RequestId, row.State, row.Late, row.AskedAt, AccommodationRequests.IsOpen(row.State), await db.ReasonOfAsync(row, cipher, ct),
            await db.DecisionsOfAsync(row.RequestId, cipher, ct), MeasureAnswer.Of(inForce), earlier,
            row.State is AccommodationState.Refused or AccommodationState.GrantedOtherwise ? Remedies.AnnulmentUntil(row.DecidedAt!.Value) : null, row.Version);
    }
}
