using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.OralTest.Features;

/// <summary>R43: the sheets side by side, for those who have submitted theirs; until then one's own alone.</summary>
internal static class ReadSheets
{
    /// <param name="Sealed">Whether the others' scores are still closed to the caller.</param>
    /// <param name="AllSubmitted">Whether the committee may deliberate.</param>
    public sealed record Response(Guid CandidacyId, HearingState State, long Version, bool Sealed, bool AllSubmitted, IReadOnlyList<Item> Sheets)
    {
        public static Response Example => new(new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), HearingState.Closed, 3, false, true, [Item.Example]);
    }

    /// <param name="Scores">Null where it is not for the caller to see.</param>
    public sealed record Item(string Subject, string? Name, bool Submitted, Instant? SubmittedAt, IReadOnlyList<ScoreLine>? Scores)
    {
        public static Item Example => new("member1", "Els Maes", true, Instant.FromUtc(2025, 12, 11, 11, 40), [new ScoreLine("change-management", 15m, "Concrete voorbeelden.")]);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/hearings/{candidacyId:guid}/sheets", HandleAsync)
        .WithSummary("The score sheets, as far as the caller may see them.")
        .RequireAuthorization(Policies.Committee);

    private static async Task<Results<Ok<Response>, Problem>> HandleAsync(
        Guid candidacyId, Caller caller, OralTestDb db, HttpResponse response, CancellationToken ct)
    {
        var bench = await Bench.TakeAsync(db, candidacyId, caller, Bench.For.Reading, ct);
        if (bench is null) return Problem.NotFound();
        if (bench.MemberRefusal() is { } refusal) return refusal;
        if (bench.Hearing is not { } hearing) return Problem.Refused("R42", "hearing-not-open");

        var hasSubmitted = hearing.Throughout.Contains(caller.Subject)
            && await db.Sheets.AnyAsync(s => s.HearingId == hearing.HearingId && s.Subject == caller.Subject && s.SubmittedAt != null, ct);
        // What is sealed is not even read.
        var visible = await db.Sheets.AsNoTracking()
            .Where(s => s.HearingId == hearing.HearingId && (s.Subject == caller.Subject || (hasSubmitted && s.SubmittedAt != null)))
            .ToDictionaryAsync(s => s.Subject, ct);
        var submitted = await db.Sheets.Where(s => s.HearingId == hearing.HearingId && s.SubmittedAt != null)
            .ToDictionaryAsync(s => s.Subject, s => s.SubmittedAt, ct);
        response.SetVersion(hearing.Version);
        return TypedResults.Ok(new Response(
            candidacyId, hearing.State, hearing.Version, !hasSubmitted, hearing.Throughout.All(submitted.ContainsKey),
            [.. hearing.Throughout.Select(subject => new Item(
                subject, bench.Roster.Find(subject)?.Name, submitted.ContainsKey(subject), submitted.GetValueOrDefault(subject), visible.GetValueOrDefault(subject)?.Scores))]));
    }
}
