using Microsoft.AspNetCore.Http.HttpResults;
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

    /// <param name="Scores">As submitted; null where it is not for the caller to see.</param>
    /// <param name="Addenda">Corrections made since, the oldest first.</param>
    /// <param name="Sha256">The hash it was submitted under.</param>
    /// <param name="Intact">Whether the sheet still has that hash; null where it is not for the caller to see.</param>
    public sealed record Item(
        string Subject, string? Name, bool Submitted, Instant? SubmittedAt, IReadOnlyList<ScoreLine>? Scores, IReadOnlyList<AddendumView> Addenda, string? Sha256, bool? Intact)
    {
        public static Item Example => new(
            "member1", "Els Maes", true, Instant.FromUtc(2025, 12, 11, 11, 40), [new ScoreLine("change-management", 4m, "Concrete voorbeelden.")], [AddendumView.Example],
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", true);
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

        var open = await OpenSheets.ReadAsync(db, hearing, caller.Subject, ct);
        response.SetVersion(hearing.Version);
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new Response(
            candidacyId, hearing.State, hearing.Version, open.Sealed, hearing.Throughout.All(open.SubmittedAt.ContainsKey),
            [.. hearing.Throughout.Select(subject => Of(subject, bench.Roster.Find(subject)?.Name, open))]));
    }

    private static Item Of(string subject, string? name, OpenSheets open)
    {
        var sheet = open.Visible.GetValueOrDefault(subject);
        return new Item(
            subject, name, open.SubmittedAt.ContainsKey(subject), open.SubmittedAt.TryGetValue(subject, out var at) ? at : null,
            sheet?.Contents,
            [.. open.AddendaOf(subject).Select(AddendumView.Of)],
            sheet?.Hash is null ? null : Convert.ToHexStringLower(sheet.Hash),
            sheet is { Hash: not null, Salt: not null } ? sheet.Seal()!.AsSpan().SequenceEqual(sheet.Hash) : null);
    }
}
