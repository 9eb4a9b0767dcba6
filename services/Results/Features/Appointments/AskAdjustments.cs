using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Features.Appointments;

/// <summary>
/// At hiring a suitable candidate can ask for adjustments of the place of work (R52). It is no ground for or against the
/// appointment: the authority does not see it, only the officers who pass it on.
/// </summary>
internal static class AskAdjustments
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPut("/candidacies/{candidacyId:guid}/workplace-adjustments", AskAsync)
            .RequireAuthorization(Policies.Candidate).WithTags("appointment")
            .WithSummary("Asks for adjustments of the place of work, or says it anew (R52).");
        api.MapGet("/candidacies/{candidacyId:guid}/workplace-adjustments", ReadAsync)
            .RequireAuthorization(Policies.SelectionOfficer).WithTags("appointment")
            .WithSummary("The adjustments a candidate asks for, and the answer; the look goes on record.");
    }

    /// <param name="Wanted">What is needed; no reason has to be given.</param>
    internal sealed record AdjustmentForm(string Wanted)
    {
        public static AdjustmentForm Example => new("Een in hoogte verstelbaar bureau en een parkeerplaats bij de ingang.");
    }

    internal sealed record Adjustments(Guid CandidacyId, string Wanted, Instant AskedAt, string? Answer, Instant? AnsweredAt, long Version)
    {
        public static Adjustments Example => new(new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), AdjustmentForm.Example.Wanted, Instant.FromUtc(2026, 2, 20, 8, 15), null, null, 1);

        public static Adjustments Of(WorkplaceAdjustment row) => new(row.CandidacyId, row.Wanted, row.AskedAt, row.Answer, row.AnsweredAt, row.Version);
    }

    private static async Task<Results<Ok<Adjustments>, Problem>> AskAsync(
        Guid candidacyId, AdjustmentForm form, Caller caller, ResultsDb db, IClock clock, CancellationToken ct)
    {
        if (TextCheck.Faults("wanted", form.Wanted, TextLengths.Longest).ToList() is { Count: > 0 } faults) return Problem.Invalid(faults);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (suitable, refusal) = await db.LockSuitableAsync(candidacyId, "R52", clock, ct, caller.Subject);
        if (suitable is null) return refusal!;
        if (suitable.IsOut) return Problem.Refused("R52", "candidate-out");

        var wanted = PlainText.TidyOrNone(form.Wanted)!;
        var row = await db.WorkplaceAdjustments.SingleOrDefaultAsync(a => a.CandidacyId == candidacyId, ct);
        if (row is null)
        {
            row = new WorkplaceAdjustment { CandidacyId = candidacyId, PersonId = suitable.Candidacy.PersonId, Wanted = wanted, AskedAt = suitable.Now, Version = 1 };
            db.WorkplaceAdjustments.Add(row);
        }
        else
        {
            (row.Wanted, row.AskedAt, row.Answer, row.AnsweredAt, row.AnsweredBy) = (wanted, suitable.Now, null, null, null);
            row.Version++;
        }

        db.Record(new RecordEntry(caller.Subject, "adjustments.asked", "candidacy", candidacyId, suitable.Candidacy.PersonId), suitable.Now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(Adjustments.Of(row));
    }

    private static async Task<Results<Ok<Adjustments>, Problem>> ReadAsync(
        Guid candidacyId, Caller caller, ResultsDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        var row = await db.WorkplaceAdjustments.AsNoTracking().SingleOrDefaultAsync(a => a.CandidacyId == candidacyId, ct);
        if (row is null) return Problem.NotFound();
        db.Record(new RecordEntry(caller.Subject, "adjustments.read", "candidacy", candidacyId, row.PersonId), clock.GetCurrentInstant());
        await db.SaveChangesAsync(ct);
        response.SetVersion(row.Version);
        return TypedResults.Ok(Adjustments.Of(row));
    }
}
