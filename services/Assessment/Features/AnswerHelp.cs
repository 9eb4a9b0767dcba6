using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;

namespace Selection.Assessment.Features;

/// <summary>An officer answers a request for help (R29); the candidate reads the answer here, and is told that it is there.</summary>
internal static class AnswerHelp
{
    private const int LongestAnswer = 4_000;

    internal sealed record Request(string Answer)
    {
        public static Request Example => new("De inschrijving werkt opnieuw; kies gerust een sessie.");
    }

    internal sealed record Response(Guid HelpRequestId, long Version)
    {
        public static Response Example => new(new("0199bc31-4e5f-7a62-b7c8-0d1e2f3a4b5c"), 2);
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPut("/help-requests/{helpRequestId:guid}/answer", HandleAsync)
            .RequireAuthorization(Policies.SelectionOfficer).Produces<Response>().ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Answers a request for help with registering; again, with other words, it corrects the answer (R29). Needs If-Match.");

    private static async Task<IResult> HandleAsync(
        Guid helpRequestId, Request request, IfMatch ifMatch, Caller caller, AssessmentDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        if (TextCheck.Faults("answer", request.Answer, LongestAnswer).ToList() is { Count: > 0 } faults) return Problem.Invalid(faults);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.HelpRequests.AsNoTracking().SingleOrDefaultAsync(h => h.HelpRequestId == helpRequestId, ct) is not { } known) return Problem.NotFound();
        var files = await PersonFiles.LockAsync(db, [known.PersonId], [], ct);
        var asked = await db.HelpRequests.SingleAsync(h => h.HelpRequestId == helpRequestId, ct);
        if (ifMatch.Check(asked.Version) is { } stale) return stale;
        var now = clock.GetCurrentInstant();
        (asked.Answer, asked.AnsweredAt, asked.AnsweredBy) = (request.Answer.Trim(), now, caller.Subject);
        asked.Version++;
        var candidacy = files.Candidacy(asked.CandidacyId)!;
        files.Record("help.answered", candidacy, now, new { helpRequestId }, caller.Subject);
        db.Publish(new AssessmentHelpAnswered(candidacy.CandidacyId, candidacy.VacancyId, candidacy.PersonId, candidacy.Next(), asked.AskedAt, now));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(asked.Version);
        return TypedResults.Ok(new Response(helpRequestId, asked.Version));
    }
}
