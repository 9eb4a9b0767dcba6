using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Assessment.Features;

/// <summary>A candidate has trouble registering and asks for help (R29), before the end of the second working day before the test.</summary>
internal static class AskForHelp
{
    private const int LongestText = 2_000;
    private const int MostOpen = 5;

    /// <param name="Text">What the trouble is, in any language.</param>
    /// <param name="SessionId">The session it is about; left out, the limit is that of the last session still to come.</param>
    internal sealed record Request(string Text, Guid? SessionId = null)
    {
        public static Request Example => new("Ik krijg een foutmelding wanneer ik mij inschrijf.", new("0199b1c4-0d5e-7f21-9b8a-6e4d3c2b1a09"));
    }

    internal sealed record Response(Guid HelpRequestId)
    {
        public static Response Example => new(Guid.Parse("0199bc31-4e5f-7a62-b7c8-0d1e2f3a4b5c"));
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/candidacies/{candidacyId:guid}/help-requests", HandleAsync)
            .RequireAuthorization(Policies.Candidate).Produces<Response>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Asks for help with registering, before the end of the second working day before the test (R29).");

    private static async Task<IResult> HandleAsync(Guid candidacyId, Request request, Caller caller, AssessmentDb db, IClock clock, ClosingDays closed, CancellationToken ct)
    {
        if (TextCheck.Faults("text", request.Text, LongestText).ToList() is { Count: > 0 } faults) return Problem.Invalid(faults);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.OwnerAsync(candidacyId, caller, ct) is not { } personId) return Problem.NotFound();
        // One after the other: a double click asks once.
        await db.LockPersonsAsync([personId], ct);
        var candidacy = await db.Candidacies.AsNoTracking().SingleAsync(c => c.CandidacyId == candidacyId, ct);
        if (candidacy.Standing is not (Standing.ToBook or Standing.Booked)) return Problem.Refused("R29", "help-not-needed");
        var now = clock.GetCurrentInstant();
        var sessions = await db.Sessions
            .Where(s => s.VacancyId == candidacy.VacancyId && s.CancelledAt == null && (request.SessionId == null ? s.StartsAt > now : s.SessionId == request.SessionId))
            .Select(s => s.StartsAt).ToListAsync(ct);
        if (request.SessionId is not null && sessions.Count == 0) return Problem.Invalid(new FieldError("sessionId", "session-unknown"));
        var lastDay = HelpLimits.LastDay(sessions, closed);
        if (!HelpLimits.MayAsk(lastDay, now)) return Problem.Refused("R29", "help-over", lastDay!.Value);

        var text = request.Text.Trim();
        var open = await db.HelpRequests.Where(h => h.CandidacyId == candidacyId && h.AnsweredAt == null).Select(h => new { h.HelpRequestId, h.Text }).ToListAsync(ct);
        if (open.Find(h => h.Text == text) is { } same) return TypedResults.Created(Address(candidacyId), new Response(same.HelpRequestId));
        if (open.Count >= MostOpen) return Problem.Refused("R29", "help-too-many", MostOpen);

        var asked = new HelpRequestRow
        {
            HelpRequestId = Guid.CreateVersion7(),
            CandidacyId = candidacyId,
            PersonId = personId,
            SessionId = request.SessionId,
            Text = text,
            AskedAt = now,
            Version = 1,
        };
        db.HelpRequests.Add(asked);
        db.Record(new RecordEntry(caller.Subject, "help.asked", "help-request", asked.HelpRequestId, personId, null, new { candidacyId, request.SessionId }), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Created(Address(candidacyId), new Response(asked.HelpRequestId));
    }

    private static string Address(Guid candidacyId) => $"/api/assessment/candidacies/{candidacyId}/help-requests";
}
