using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Features;

/// <summary>
/// R43: a member submits their sheet, complete; from then on it is never changed nor taken back, the record holds its hash, and
/// it is theirs to compare with the others'.
/// </summary>
internal static class SubmitSheet
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/hearings/{candidacyId:guid}/sheet/submit", HandleAsync)
        .WithSummary("Submits the member's own score sheet; it is then sealed. If-Match may be left out.")
        .RequireAuthorization(Policies.Committee);

    private static async Task<Results<Ok<SheetSaved>, Problem>> HandleAsync(
        Guid candidacyId, IfMatch ifMatch, Caller caller, OralTestDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var bench = await Bench.TakeAsync(db, candidacyId, caller, Bench.For.Scoring, ct);
        if (bench is null) return Problem.NotFound();
        if (OwnSheet.WriteRefusal(bench) is { } refusal) return refusal;
        // Who was there to the end is known at the end (R42).
        if (bench.Hearing!.State == HearingState.Open) return Problem.Refused("R42", "hearing-not-closed");
        var sheet = await OwnSheet.LockAsync(db, bench, ct);
        if (sheet.SubmittedAt is null)
        {
            // Whoever says which sheet they mean submits no other.
            if (ifMatch.Version is not null && ifMatch.Check(sheet.Version) is { } stale) return stale.With("sheet", sheet.Contents);
            var missing = SheetSaved.Of(sheet, bench.Vacancy, []).Missing;
            if (missing.Count > 0) return Problem.Refused("R43", "sheet-incomplete", string.Join(", ", missing)).With("missing", missing);

            var now = clock.GetCurrentInstant();
            sheet.SubmittedAt = now;
            sheet.Salt = RandomNumberGenerator.GetBytes(SheetSeal.SaltLength);
            sheet.Hash = sheet.Seal();
            sheet.Version++;
            db.Record(new RecordEntry(caller.Subject, "sheet.submitted", "hearing", sheet.HearingId, bench.Candidacy.PersonId, bench.Vacancy.RuleVersion,
                new { candidacyId, sha256 = Convert.ToHexStringLower(sheet.Hash!) }), now);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }

        response.SetVersion(sheet.Version);
        return TypedResults.Ok(SheetSaved.Of(sheet, bench.Vacancy, []));
    }
}
