using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Features;

/// <summary>R43: a member saves their own sheet, as often as they like and as far as they have come, until it is submitted.</summary>
internal static class SaveSheet
{
    public sealed record Request(IReadOnlyList<ScoreLine> Scores)
    {
        public static Request Example => new([new ScoreLine("change-management", 15m, "Concrete voorbeelden.")]);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/hearings/{candidacyId:guid}/sheet", HandleAsync)
        .WithSummary("Saves the member's own score sheet.")
        .RequireAuthorization(Policies.Committee);

    private static async Task<Results<Ok<SheetSaved>, Problem>> HandleAsync(
        Guid candidacyId, Request request, Caller caller, OralTestDb db, IClock clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var bench = await Bench.TakeAsync(db, candidacyId, caller, Bench.For.Scoring, ct);
        if (bench is null) return Problem.NotFound();
        if (OwnSheet.Refusal(bench) is { } refusal) return refusal;
        var sheet = await OwnSheet.LockAsync(db, bench, ct);
        if (sheet.SubmittedAt is not null) return Problem.Refused("R43", "sheet-submitted");

        FieldError[] errors =
        [
            .. ScoreSheet.Check(request.Scores, bench.Vacancy.Codes, bench.Vacancy.Scoring.Scale)
                .Select(fault => LineErrors.Of("scores", fault, "score", bench.Vacancy)),
            .. request.Scores.Index().Where(line => line.Item.Notes?.Length > LineErrors.MostText)
                .Select(line => new FieldError($"scores[{line.Index}].notes", "too-long", LineErrors.MostText)),
        ];
        if (errors.Length > 0) return Problem.Invalid(errors);

        sheet.Scores = [.. request.Scores];
        sheet.SavedAt = clock.GetCurrentInstant();
        sheet.Version++;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(new SheetSaved(sheet.Version, false, ScoreSheet.Missing(sheet.Scores, bench.Vacancy.Codes)));
    }
}

/// <summary>R43: a member submits their sheet, complete; from then on it is never changed, and theirs to compare with the others'.</summary>
internal static class SubmitSheet
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/hearings/{candidacyId:guid}/sheet/submit", HandleAsync)
        .WithSummary("Submits the member's own score sheet; it is then sealed.")
        .RequireAuthorization(Policies.Committee);

    private static async Task<Results<Ok<SheetSaved>, Problem>> HandleAsync(
        Guid candidacyId, Caller caller, OralTestDb db, IClock clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var bench = await Bench.TakeAsync(db, candidacyId, caller, Bench.For.Scoring, ct);
        if (bench is null) return Problem.NotFound();
        if (OwnSheet.Refusal(bench) is { } refusal) return refusal;
        // Who was there to the end is known at the end (R42).
        if (bench.Hearing!.State == HearingState.Open) return Problem.Refused("R42", "hearing-not-closed");
        var sheet = await OwnSheet.LockAsync(db, bench, ct);
        if (sheet.SubmittedAt is not null) return TypedResults.Ok(new SheetSaved(sheet.Version, true, []));
        var missing = ScoreSheet.Missing(sheet.Scores, bench.Vacancy.Codes);
        if (missing.Count > 0) return Problem.Refused("R43", "sheet-incomplete", string.Join(", ", missing)).With("missing", missing);

        var now = clock.GetCurrentInstant();
        sheet.SubmittedAt = now;
        sheet.Version++;
        db.Record(new RecordEntry(caller.Subject, "sheet.submitted", "hearing", bench.Hearing.HearingId, bench.Candidacy.PersonId, bench.Vacancy.RuleVersion,
            new { candidacyId }), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(new SheetSaved(sheet.Version, true, []));
    }
}

/// <summary>A sheet's state after saving or submitting.</summary>
/// <param name="Version">Counts its changes.</param>
/// <param name="Submitted">Whether it is final.</param>
/// <param name="Missing">Competencies without a score.</param>
public sealed record SheetSaved(long Version, bool Submitted, IReadOnlyList<string> Missing)
{
    public static SheetSaved Example => new(2, false, ["leadership"]);
}

/// <summary>The caller's own sheet.</summary>
internal static class OwnSheet
{
    /// <summary>What keeps the caller from scoring (R41, R42); null where nothing does.</summary>
    public static Problem? Refusal(Bench bench)
    {
        if (bench.MemberRefusal() is { } refusal) return refusal;
        if (bench.Hearing is not { } hearing) return Problem.Refused("R42", "hearing-not-open");
        if (hearing.State == HearingState.Judged) return Problem.Refused("R43", "hearing-judged");
        return hearing.Throughout.Contains(bench.Self.Subject) ? null : Problem.Forbidden("R42", "not-there-throughout");
    }

    /// <summary>The sheet, alone: two tabs of one member follow each other, also at the first save.</summary>
    public static async Task<Sheet> LockAsync(OralTestDb db, Bench bench, CancellationToken ct)
    {
        var (hearingId, subject) = (bench.Hearing!.HearingId, bench.Self.Subject);
        await db.Database.ExecuteSqlAsync(
            $"insert into sheets (hearing_id, subject, version, scores) values ({hearingId}, {subject}, 0, '[]'::jsonb) on conflict do nothing", ct);
        return (await db.Sheets.FromSql($"select * from sheets where hearing_id = {hearingId} and subject = {subject} for update").ToListAsync(ct)).Single();
    }
}

/// <summary>Faults of lines as the problem's fields.</summary>
internal static class LineErrors
{
    /// <summary>The most characters of a note or a motivation.</summary>
    public const int MostText = 8000;

    public static FieldError Of(string list, (int Line, LineFault Fault) found, string number, Vacancy vacancy) => found.Fault switch
    {
        LineFault.UnknownCode => new FieldError($"{list}[{found.Line}].code", "one-of", string.Join(", ", vacancy.Codes)),
        LineFault.Twice => new FieldError($"{list}[{found.Line}].code", "twice"),
        LineFault.OutOfScale => new FieldError($"{list}[{found.Line}].{number}", "between", 0, vacancy.Scoring.Scale),
        LineFault.TooFine => new FieldError($"{list}[{found.Line}].{number}", $"{number}-too-fine"),
    };
}
