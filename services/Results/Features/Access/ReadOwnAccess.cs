using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Results.Features.Access;

/// <summary>A request as its candidate sees it: without who answers.</summary>
/// <param name="RequestId">Which.</param>
/// <param name="Wanted">What was asked for.</param>
/// <param name="AskedAt">When.</param>
/// <param name="DueOn">The last day to answer; without an answer it counts as refused from the next day on.</param>
/// <param name="State">Where it stands now.</param>
/// <param name="HandedOver">What is handed over, and how.</param>
/// <param name="Motivation">Why something is not.</param>
/// <param name="AnsweredAt">When it was answered.</param>
/// <param name="Late">Whether it had counted as refused before.</param>
/// <param name="Remedies">What can be done against a refusal; null where nothing was refused.</param>
internal sealed record OwnAccessRequest(
    Guid RequestId, string Wanted, Instant AskedAt, LocalDate DueOn, AccessState State, string? HandedOver, string? Motivation,
    Instant? AnsweredAt, bool Late, string? Remedies)
{
    public static OwnAccessRequest Example => new(
        new("019b8c41-6e2f-7a93-b0d5-4f3e2d1c0b9a"), "Een afschrift van de beraadslaging over mijn gesprek.", Instant.FromUtc(2026, 3, 2, 9, 0), new LocalDate(2026, 4, 1),
        AccessState.Open, null, null, null, false, null);

    public static OwnAccessRequest Of(AccessRequest r, Instant now)
    {
        var state = r.StateAt(now);
        var refused = state is AccessState.CountsAsRefused or AccessState.PartlyGranted or AccessState.Refused;
        return new OwnAccessRequest(
            r.RequestId, r.Wanted, r.AskedAt, r.DueOn, state, r.HandedOver, r.Motivation, r.AnsweredAt, r.IsLate(), refused ? RequestRemedies.OfAccess() : null);
    }
}

/// <summary>The candidate's requests for access, with the day on which they count as refused (R49).</summary>
internal static class ReadOwnAccess
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/candidacies/{candidacyId:guid}/access-requests", HandleAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("access")
        .WithSummary("The own requests for access, the newest first: their last day, their answer, or that they count as refused (R49).");

    internal sealed record OwnAccess(IReadOnlyList<OwnAccessRequest> Requests)
    {
        public static OwnAccess Example => new([OwnAccessRequest.Example]);
    }

    private static async Task<Results<Ok<OwnAccess>, Problem>> HandleAsync(Guid candidacyId, Caller caller, ResultsDb db, IClock clock, CancellationToken ct)
    {
        if (await db.FindOwnAsync(candidacyId, caller.Subject, ct) is null) return Problem.NotFound();
        var now = clock.GetCurrentInstant();
        var requests = await db.AccessRequests.AsNoTracking().Where(r => r.CandidacyId == candidacyId).OrderByDescending(r => r.AskedAt).ThenByDescending(r => r.RequestId).ToListAsync(ct);
        return TypedResults.Ok(new OwnAccess(requests.ConvertAll(r => OwnAccessRequest.Of(r, now))));
    }
}
