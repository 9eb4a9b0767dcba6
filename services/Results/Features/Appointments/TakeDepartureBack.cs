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

/// <summary>
/// What an officer recorded turned out not to be so: the candidate stands again (R52), unless somebody is appointed by now. What the
/// candidate did in the account is never taken back. The entry stays, with the reason.
/// </summary>
internal static class TakeDepartureBack
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/candidacies/{candidacyId:guid}/departure/take-back", HandleAsync)
        .RequireAuthorization(Policies.SelectionOfficer).WithTags("appointment")
        .WithSummary("Takes back what an officer recorded as a departure, with the reason; the candidate is told and stands again.");

    internal sealed record TakingBack(string Reason)
    {
        public static TakingBack Example => new("De brief bleek van een naamgenoot te komen.");
    }

    private static async Task<Results<NoContent, Problem>> HandleAsync(
        Guid candidacyId, TakingBack form, Caller caller, ResultsDb db, IClock clock, CancellationToken ct)
    {
        if (TextCheck.Faults("reason", form.Reason, TextLengths.Longest).ToList() is { Count: > 0 } faults) return Problem.Invalid(faults);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (suitable, refusal) = await db.LockSuitableAsync(candidacyId, "R52", clock, ct);
        if (suitable is null) return refusal!;
        var departure = await db.Departures.SingleOrDefaultAsync(d => d.CandidacyId == candidacyId && d.TakenBackAt == null, ct);
        if (departure is null) return Problem.Refused("R52", "departure-none");
        if (departure.ByCandidate) return Problem.Refused("R52", "departure-own");
        if (await db.AppointmentInForceAsync(suitable.VacancyId, ct) is not null) return Problem.Refused("R52", "appointed-already");

        var reason = PlainText.TidyOrNone(form.Reason)!;
        (departure.TakenBackAt, departure.TakenBackBy, departure.TakenBackReason) = (suitable.Now, caller.Subject, reason);
        var version = await db.NextToldAsync(candidacyId, ct);
        db.Publish(new CandidateReinstated(candidacyId, suitable.VacancyId, departure.PersonId, version, reason, suitable.Now));
        db.Record(
            new RecordEntry(caller.Subject, "candidate.reinstated", "candidacy", candidacyId, departure.PersonId, suitable.Vacancy.RuleVersion, new { departure.Kind }, reason), suitable.Now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }
}
