using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.OralTest.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Features;

/// <summary>R42, R43: the minutes of a hearing, as facts and as a document to sign; before the judgement a draft. Each download is on record.</summary>
internal static class ReadMinutes
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/hearings/{candidacyId:guid}/minutes", ReadAsync)
            .WithSummary("The minutes of a hearing as facts, in the language of the procedure.")
            .RequireAuthorization(Policies.CommitteeOfficerOrAuditor);
        api.MapGet("/hearings/{candidacyId:guid}/minutes.pdf", PrintAsync)
            .WithSummary("The minutes of a hearing as a PDF, in the language of the procedure; a draft before the judgement.")
            .Produces(StatusCodes.Status200OK, contentType: "application/pdf")
            .RequireAuthorization(Policies.CommitteeOfficerOrAuditor);
    }

    private static async Task<Results<Ok<Minutes>, Problem>> ReadAsync(
        Guid candidacyId, Caller caller, OralTestDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        var (minutes, refusal) = await TakeAsync(candidacyId, "json", caller, db, clock, response, ct);
        return minutes is null ? refusal! : TypedResults.Ok(minutes);
    }

    private static async Task<Results<FileContentHttpResult, Problem>> PrintAsync(
        Guid candidacyId, Caller caller, OralTestDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        var (minutes, refusal) = await TakeAsync(candidacyId, "pdf", caller, db, clock, response, ct);
        if (minutes is null) return refusal!;
        return TypedResults.File(MinutesDocument.Write(minutes), "application/pdf", $"{minutes.SelectionCode}-{candidacyId:N}-v{minutes.Version}.pdf");
    }

    private static async Task<(Minutes? Minutes, Problem? Refusal)> TakeAsync(
        Guid candidacyId, string format, Caller caller, OralTestDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        // One moment of all the tables it is put together from.
        await using var transaction = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        var (seen, refusal) = await Gallery.TakeAsync(db, candidacyId, caller, ct);
        if (seen is null) return (null, refusal);
        if (seen.Hearing is not { } hearing) return (null, Problem.Refused("R42", "hearing-none"));
        var minutes = await Minutes.ReadAsync(db, seen, ct);
        db.Record(new RecordEntry(caller.Subject, "minutes.read", "hearing", hearing.HearingId, seen.Candidacy.PersonId, minutes.RuleVersion,
            new { candidacyId, format, minutes.Version, minutes.Draft }), clock.GetCurrentInstant());
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        response.SetVersion(minutes.Version);
        response.Headers.CacheControl = "private, no-store";
        return (minutes, null);
    }
}
