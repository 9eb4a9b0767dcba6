using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Features;

/// <summary>
/// R43: a submitted sheet is never taken back; until the judgement its member corrects a score by an addendum with the reason,
/// which stands beside the original for all to see.
/// </summary>
internal static class CorrectSheet
{
    public sealed record Request(string Code, decimal Score, string Reason)
    {
        public static Request Example => new("change-management", 14m, "Tikfout: 4 in plaats van 14.");
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/hearings/{candidacyId:guid}/sheet/addenda", HandleAsync)
        .WithSummary("Corrects a score of the member's own submitted sheet, with the reason; the original stays.")
        .RequireAuthorization(Policies.Committee);

    private static async Task<Results<Ok<AddendumView>, Problem>> HandleAsync(
        Guid candidacyId, Request request, Caller caller, OralTestDb db, IClock clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var bench = await Bench.TakeAsync(db, candidacyId, caller, Bench.For.Scoring, ct);
        if (bench is null) return Problem.NotFound();
        if (OwnSheet.WriteRefusal(bench) is { } refusal) return refusal;
        var sheet = await OwnSheet.LockAsync(db, bench, ct);
        if (sheet.SubmittedAt is null) return Problem.Refused("R43", "sheet-not-submitted");
        FieldError[] errors =
        [
            .. ScoreSheet.Check([new ScoreLine(request.Code, request.Score)], bench.Vacancy.Codes, bench.Vacancy.Scoring.Scale)
                .Select(found => LineErrors.Of("code", "score", found.Fault, "score-too-fine", bench.Vacancy)),
            .. TextCheck.Faults("reason", request.Reason, TextLengths.LongestReason),
        ];
        if (errors.Length > 0) return Problem.Invalid(errors);

        var last = await db.Addenda.AsNoTracking().Where(a => a.HearingId == sheet.HearingId && a.Subject == sheet.Subject && a.Code == request.Code)
            .OrderByDescending(a => a.Id).FirstOrDefaultAsync(ct);
        // A double click makes one.
        if (last is not null && last.Score == request.Score && last.Reason == request.Reason) return TypedResults.Ok(AddendumView.Of(last));

        var now = clock.GetCurrentInstant();
        var addendum = new SheetAddendum
        {
            HearingId = sheet.HearingId,
            Subject = sheet.Subject,
            Code = request.Code,
            Score = request.Score,
            Reason = request.Reason,
            MadeAt = now,
        };
        db.Addenda.Add(addendum);
        db.Record(new RecordEntry(caller.Subject, "sheet.corrected", "hearing", sheet.HearingId, bench.Candidacy.PersonId, bench.Vacancy.RuleVersion,
            new { candidacyId, request.Code }, request.Reason), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(AddendumView.Of(addendum));
    }
}

/// <summary>A correction of a submitted sheet.</summary>
/// <param name="Score">The score that counts instead of the submitted one.</param>
/// <param name="Reason">Why.</param>
public sealed record AddendumView(string Code, decimal Score, string Reason, Instant MadeAt)
{
    public static AddendumView Example => new("change-management", 14m, "Tikfout: 4 in plaats van 14.", Instant.FromUtc(2025, 12, 11, 11, 50));

    internal static AddendumView Of(SheetAddendum addendum) => new(addendum.Code, addendum.Score, addendum.Reason, addendum.MadeAt);
}
