using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.OralTest.Features;

/// <summary>
/// R43: a judgement is final. Where it is wrong, its chair says why, before the result is published, and an officer has to
/// agree before the committee deliberates again: see <see cref="ConsentToCorrection"/>.
/// </summary>
internal static class AskCorrection
{
    public sealed record Request(string Reason)
    {
        public static Request Example => new("Bij twee competenties zijn de resultaten verwisseld.");
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/hearings/{candidacyId:guid}/correction", HandleAsync)
        .WithSummary("Asks to correct a judgement, with the reason; an officer must agree.")
        .RequireAuthorization(Policies.Committee);

    private static async Task<Results<Ok<CorrectionView>, Problem>> HandleAsync(
        Guid candidacyId, Request request, Caller caller, OralTestDb db, IClock clock, HttpResponse response, CancellationToken ct)
    {
        FieldError[] errors = [.. TextCheck.Faults("reason", request.Reason, TextLengths.LongestReason)];
        if (errors.Length > 0) return Problem.Invalid(errors);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var bench = await Bench.TakeAsync(db, candidacyId, caller, Bench.For.Chairing, ct);
        if (bench is null) return Problem.NotFound();
        if (bench.ChairRefusal() is { } refusal) return refusal;
        if (bench is not { Candidacy.State: CandidacyState.Judged, Hearing: { State: HearingState.Judged } hearing }) return Problem.Refused("R43", "not-judged");
        if (bench.Candidacy.PublishedAt is not null) return Problem.Refused("R47", "result-published");

        var now = clock.GetCurrentInstant();
        if (hearing.CorrectionReason != request.Reason)
        {
            (hearing.CorrectionReason, hearing.CorrectionAskedBy, hearing.CorrectionAskedAt) = (request.Reason, caller.Subject, now);
            hearing.Version++;
            db.Record(new RecordEntry(caller.Subject, "judgement.correction-asked", "hearing", hearing.HearingId, bench.Candidacy.PersonId, bench.Vacancy.RuleVersion,
                new { candidacyId }, request.Reason), now);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }

        response.SetVersion(hearing.Version);
        return TypedResults.Ok(CorrectionView.Of(hearing)!);
    }
}

/// <summary>A correction of a judgement that is asked for, or under way.</summary>
/// <param name="Reason">Why.</param>
/// <param name="ConsentBy">The officer who agreed; null while nobody has.</param>
public sealed record CorrectionView(string Reason, string AskedBy, Instant AskedAt, string? ConsentBy)
{
    public static CorrectionView Example => new("Bij twee competenties zijn de resultaten verwisseld.", "chair", Instant.FromUtc(2025, 12, 12, 9, 0), null);

    internal static CorrectionView? Of(Hearing hearing) => hearing is { CorrectionAskedBy: { } by, CorrectionAskedAt: { } at }
        ? new CorrectionView(hearing.CorrectionReason ?? "", by, at, hearing.CorrectionConsentBy)
        : null;
}
