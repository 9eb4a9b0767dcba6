using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Features.Appointments;

/// <summary>An officer tells a candidate what is arranged at the place of work, or why something is not (R52).</summary>
internal static class AnswerAdjustments
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/candidacies/{candidacyId:guid}/workplace-adjustments/answer", HandleAsync)
        .RequireAuthorization(Policies.SelectionOfficer).WithTags("appointment")
        .WithSummary("Answers what a candidate asks for at the place of work, as it was read; needs If-Match. The candidate is told.");

    internal sealed record AdjustmentAnswer(string Answer)
    {
        public static AdjustmentAnswer Example => new("Het bureau staat klaar op uw eerste werkdag; de parkeerplaats is aangevraagd.");
    }

    private static async Task<Results<Ok<AskAdjustments.Adjustments>, Problem>> HandleAsync(
        Guid candidacyId, AdjustmentAnswer form, IfMatch ifMatch, Caller caller, ResultsDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        if (TextCheck.Faults("answer", form.Answer, TextLengths.Longest).ToList() is { Count: > 0 } faults) return Problem.Invalid(faults);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var row = await db.WorkplaceAdjustments.FromSql($"select * from workplace_adjustments where candidacy_id = {candidacyId} for update").SingleOrDefaultAsync(ct);
        if (row is null) return Problem.NotFound();
        if (ifMatch.Check(row.Version) is { } stale) return stale;
        if (row.AnsweredAt is not null) return Problem.Refused("R52", "request-answered");

        var now = clock.GetCurrentInstant();
        (row.Answer, row.AnsweredAt, row.AnsweredBy) = (PlainText.TidyOrNone(form.Answer), now, caller.Subject);
        row.Version++;
        var vacancyId = await db.Candidacies.Where(c => c.CandidacyId == candidacyId).Select(c => c.VacancyId).SingleAsync(ct);
        db.Publish(new AdjustmentsAnswered(candidacyId, vacancyId, row.PersonId, await db.NextToldAsync(candidacyId, ct), row.AskedAt, now));
        db.Record(new RecordEntry(caller.Subject, "adjustments.answered", "candidacy", candidacyId, row.PersonId), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(row.Version);
        return TypedResults.Ok(AskAdjustments.Adjustments.Of(row));
    }
}
