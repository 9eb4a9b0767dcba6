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
/// R43: a member saves lines of their own sheet, as often as they like, until it is submitted; lines that are not sent stay as
/// they are. A save that says when it was made may arrive late and more than once: what is newer is never overwritten by it.
/// </summary>
internal static class SaveSheet
{
    /// <param name="Scores">The lines that changed.</param>
    /// <param name="HearingId">The hearing the lines were written in, so that what arrives late never lands in another one.</param>
    /// <param name="SaveId">The device's name for this save; the same one again has no effect.</param>
    /// <param name="MadeAt">When it was made, by the device's clock; with <paramref name="SaveId"/>, or neither: then it counts as made on arrival.</param>
    public sealed record Request(IReadOnlyList<ScoreLine> Scores, Guid? HearingId = null, Guid? SaveId = null, Instant? MadeAt = null)
    {
        public static Request Example => new(
            [new ScoreLine("change-management", 15m, "Concrete voorbeelden.")],
            new("019a9d15-c3b2-7f68-b7e4-90a1d2c3f4b5"), new("019a9d2e-4f10-7c33-9d58-6b7a8c9d0e1f"), Instant.FromUtc(2025, 12, 11, 10, 27, 31));
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/hearings/{candidacyId:guid}/sheet", HandleAsync)
        .WithSummary("Saves lines of the member's own score sheet; the others stay. If-Match may be left out.")
        .RequireAuthorization(Policies.Committee);

    private static async Task<Results<Ok<SheetSaved>, Problem>> HandleAsync(
        Guid candidacyId, Request request, IfMatch ifMatch, Caller caller, OralTestDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        FieldError[] gaps = [.. LineErrors.Gaps("scores", request.Scores)];
        if (gaps.Length > 0) return Problem.Invalid(gaps);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var bench = await Bench.TakeAsync(db, candidacyId, caller, Bench.For.Scoring, ct);
        if (bench is null) return Problem.NotFound();
        if (OwnSheet.WriteRefusal(bench) is { } refusal) return refusal;
        var (vacancy, hearing) = (bench.Vacancy, bench.Hearing!);
        if (request.HearingId is { } meant && meant != hearing.HearingId) return Problem.Refused("R42", "sheet-of-another-hearing").With("hearingId", hearing.HearingId);
        var sheet = await OwnSheet.LockAsync(db, bench, ct);
        var now = clock.GetCurrentInstant();
        FieldError[] errors = [.. Check(request, vacancy, now)];
        if (errors.Length > 0) return Problem.Invalid(errors);

        var save = request is { SaveId: { } saveId, MadeAt: { } madeAt }
            ? new SheetSave(saveId, madeAt, request.Scores)
            : SheetSave.Arrived(Guid.CreateVersion7(), now, sheet.Scores, request.Scores);
        var merged = SheetMerge.Take(sheet.Scores, save, vacancy.Codes);
        // What changes nothing is a repetition, or came too late: that is no mistake, whatever has happened since.
        if (merged.Taken.Count > 0)
        {
            if (sheet.SubmittedAt is not null) return Problem.Refused("R43", "sheet-submitted");
            if (ifMatch.Version is not null && ifMatch.Check(sheet.Version) is { } stale) return stale.With("sheet", sheet.Contents);
            sheet.Scores = [.. merged.Lines];
            sheet.SavedAt = now;
            sheet.Version++;
            db.Record(new RecordEntry(caller.Subject, "sheet.saved", "hearing", hearing.HearingId, bench.Candidacy.PersonId, vacancy.RuleVersion,
                new { candidacyId, sheet.Version, lines = merged.Taken.Count }), now);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }

        response.SetVersion(sheet.Version);
        return TypedResults.Ok(SheetSaved.Of(sheet, vacancy, merged.Superseded));
    }

    private static IEnumerable<FieldError> Check(Request request, Vacancy vacancy, Instant now)
    {
        foreach (var fault in ScoreSheet.Check(request.Scores, vacancy.Codes, vacancy.Scoring.Scale)) yield return LineErrors.Of("scores", fault, "score", vacancy);
        foreach (var (i, line) in request.Scores.Index())
        {
            foreach (var error in TextCheck.Unkeepable($"scores[{i}].notes", line.Notes, TextLengths.Longest)) yield return error;
        }

        if (request is { MadeAt: not null, SaveId: null }) yield return new FieldError("saveId", "required");
        if (request is { SaveId: not null, MadeAt: null }) yield return new FieldError("madeAt", "required");
        if (request.MadeAt - now > SheetSave.MostAhead) yield return new FieldError("madeAt", "clock-ahead");
    }
}

/// <summary>A sheet's state after saving or submitting.</summary>
/// <param name="Version">Counts its changes.</param>
/// <param name="Submitted">Whether it is final.</param>
/// <param name="Missing">Competencies without a score.</param>
/// <param name="Superseded">Lines this save came too late for, as they stand; to change them, save them again.</param>
public sealed record SheetSaved(long Version, bool Submitted, IReadOnlyList<string> Missing, IReadOnlyList<ScoreLine> Superseded)
{
    public static SheetSaved Example => new(2, false, ["leadership"], []);

    internal static SheetSaved Of(Sheet sheet, Vacancy vacancy, IReadOnlyList<string> superseded) => new(
        sheet.Version, sheet.SubmittedAt is not null, ScoreSheet.Missing(sheet.Contents, vacancy.Codes),
        [.. sheet.Contents.Where(line => superseded.Contains(line.Code))]);
}

/// <summary>The caller's own sheet.</summary>
internal static class OwnSheet
{
    /// <summary>What keeps the caller from having one (R41, R42); null where nothing does.</summary>
    public static Problem? Refusal(Bench bench)
    {
        if (bench.MemberRefusal() is { } refusal) return refusal;
        if (bench.Hearing is not { } hearing) return Problem.Refused("R42", "hearing-not-open");
        return hearing.Throughout.Contains(bench.Self.Subject) ? null : Problem.Forbidden("R42", "not-there-throughout");
    }

    /// <summary>What keeps the caller from writing on it.</summary>
    public static Problem? WriteRefusal(Bench bench) =>
        Refusal(bench) ?? (bench.Hearing!.State == HearingState.Judged ? Problem.Refused("R43", "hearing-judged") : null);

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
    /// <summary>Lines that are null, which no other check could look at.</summary>
    public static IEnumerable<FieldError> Gaps<T>(string list, IReadOnlyList<T?> lines)
        where T : class => lines.Index().Where(line => line.Item is null).Select(line => new FieldError($"{list}[{line.Index}]", "required"));

    public static FieldError Of(string list, (int Line, LineFault Fault) found, string number, Vacancy vacancy) => Of(
        $"{list}[{found.Line}].code", $"{list}[{found.Line}].{number}", found.Fault, $"{number}-too-fine", vacancy);

    public static FieldError Of(string code, string number, LineFault fault, string tooFine, Vacancy vacancy) => fault switch
    {
        LineFault.UnknownCode => new FieldError(code, "one-of", string.Join(", ", vacancy.Codes)),
        LineFault.Twice => new FieldError(code, "twice"),
        LineFault.OutOfScale => new FieldError(number, "between", 0, vacancy.Scoring.Scale),
        LineFault.TooFine => new FieldError(number, tooFine),
    };
}
