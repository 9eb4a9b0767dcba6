using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Screening.Data;
using Selection.Screening.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Screening.Features;

/// <summary>
/// A decision is taken back with a reason, to be taken anew; the old one stays on record (R23), and so do the rulings on
/// experiences, which stand until they are changed. Whoever reopens a case has it from then on.
/// </summary>
internal static class ReopenCase
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/cases/{candidacyId:guid}/reopen", HandleAsync)
        .RequireAuthorization(Policies.SelectionOfficer)
        .WithSummary("Takes a decision back, with a reason; the case is open again, and the caller's to work on. Rulings on experiences stay.");

    internal sealed record ReopenRequest(string Reason)
    {
        public static ReopenRequest Example => new("Een tijdig ingediend diploma was niet aan het dossier toegevoegd.");
    }

    internal sealed record ReopenedCase(Guid CandidacyId, CaseState State, long Version)
    {
        public static ReopenedCase Example => new(new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), CaseState.Open, 3);
    }

    private static async Task<Results<Ok<ReopenedCase>, Problem>> HandleAsync(
        Guid candidacyId, ReopenRequest request, IfMatch ifMatch, Caller caller, ScreeningDb db, ClaimSettings settings, IClock clock, HttpResponse response, CancellationToken ct)
    {
        if (WrittenReason.Check("reason", request.Reason) is { } invalid) return invalid;

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockCaseAsync(candidacyId, ct) is not { } locked) return Problem.NotFound();
        var row = locked.Case;
        if (ifMatch.Check(row.Version) is { } stale) return stale;
        if (locked.WhyStopped() is { } stopped) return stopped;
        if (row.State is CaseState.Open) return Problem.Refused("R23", "case-open");

        var now = clock.GetCurrentInstant();
        var reason = request.Reason.Trim();
        row.Version++;
        row.State = CaseState.Open;
        row.Outcome = null;
        row.Reservation = row.Lifted = row.Confirmed = Reservation.None;
        row.Flags = CaseFlags.KindsOf(row.FlagsOf(locked.Vacancy!, row.Flags.Contains(CaseFlag.RulingsSetAside)));
        row.HoldBy(caller.Subject, now + settings.Lease);
        db.Reopenings.Add(new Reopening { CandidacyId = candidacyId, CaseVersion = row.Version, Reason = reason, ReopenedBy = caller.Subject, ReopenedAt = now });
        db.Publish(new ScreeningReopened(candidacyId, row.VacancyId, row.PersonId, row.Version, reason, now));
        db.Record(new RecordEntry(caller.Subject, "case.reopened", "case", candidacyId, row.PersonId, locked.Vacancy!.RuleVersion, PersonText: reason), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(row.Version);
        return TypedResults.Ok(new ReopenedCase(candidacyId, row.State, row.Version));
    }
}
