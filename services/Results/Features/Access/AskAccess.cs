using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Features.Access;

/// <summary>A candidate asks for access under the Act of 11 April 1994, at any time (R49): also when the time for feedback is over.</summary>
internal static class AskAccess
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/candidacies/{candidacyId:guid}/access-requests", HandleAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("access")
        .WithSummary("Asks for access under the Act of 11 April 1994, at any time; without an answer within 30 days it counts as refused (R49).");

    /// <param name="Wanted">Which documents or data, in any language.</param>
    internal sealed record AccessForm(string Wanted)
    {
        public static AccessForm Example => new("Een afschrift van de beraadslaging van de selectiecommissie over mijn gesprek.");
    }

    private static async Task<Results<Created<OwnAccessRequest>, Problem>> HandleAsync(
        Guid candidacyId, AccessForm form, Caller caller, ResultsDb db, IClock clock, CancellationToken ct)
    {
        if (TextCheck.Faults("wanted", form.Wanted, TextLengths.Longest).ToList() is { Count: > 0 } faults) return Problem.Invalid(faults);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockOwnAsync(candidacyId, caller.Subject, ct) is not { } candidacy) return Problem.NotFound();
        var now = clock.GetCurrentInstant();
        var today = BrusselsTime.DateIn(now);
        var waiting = await db.AccessRequests.Where(r => r.CandidacyId == candidacyId && r.AnsweredAt == null && r.DueOn >= today)
            .Select(r => (Guid?)r.RequestId).FirstOrDefaultAsync(ct);
        if (waiting is not null) return Problem.Refused("R49", "access-waiting").With("requestId", waiting);

        var request = new AccessRequest
        {
            RequestId = Guid.CreateVersion7(),
            CandidacyId = candidacyId,
            VacancyId = candidacy.VacancyId,
            PersonId = candidacy.PersonId,
            Wanted = PlainText.TidyOrNone(form.Wanted)!,
            AskedAt = now,
            DueOn = AnswerDeadline.For(now),
        };
        db.AccessRequests.Add(request);
        db.Record(new RecordEntry(caller.Subject, "access.asked", "access", request.RequestId, candidacy.PersonId, Details: new { candidacyId, request.DueOn }), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Created($"/api/results/candidacies/{candidacyId}/access-requests", OwnAccessRequest.Of(request, now));
    }
}
