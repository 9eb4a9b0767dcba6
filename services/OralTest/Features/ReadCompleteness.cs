using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Selection.OralTest.Data;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.OralTest.Features;

/// <summary>R43, R46: what a judgement still lacks. It tells no score.</summary>
internal static class ReadCompleteness
{
    /// <param name="FirstName">Of the candidate, for the officer whose consent to a correction is waited for; null with the last name where none is.</param>
    /// <param name="SheetsMissing">Who was there throughout and has not submitted.</param>
    /// <param name="WithoutResult">Competencies without the committee's result.</param>
    /// <param name="WithoutMotivation">Competencies without a motivation.</param>
    /// <param name="MotivationMissing">Whether the whole has no motivation.</param>
    /// <param name="Chair">Who deliberates and judges; null where an officer must first make one of those who were there the chair.</param>
    /// <param name="Ready">Whether nothing is missing any more.</param>
    /// <param name="Correction">A correction of the judgement that is asked for, or under way.</param>
    public sealed record Response(
        Guid CandidacyId, string? FirstName, string? LastName, HearingState State, long Version, IReadOnlyList<string> SheetsMissing, IReadOnlyList<string> WithoutResult, IReadOnlyList<string> WithoutMotivation,
        bool MotivationMissing, string? Chair, bool Ready, CorrectionView? Correction)
    {
        public static Response Example => new(
            new("01997f10-2b9d-7e44-8a3f-0c6b7d9e1f25"), null, null, HearingState.Closed, 5, ["member3"], ["leadership"], ["leadership", "change-management"], true, "chair", false, null);
    }

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/hearings/{candidacyId:guid}/completeness", HandleAsync)
        .WithSummary("What the judgement of a candidate still lacks.")
        .RequireAuthorization(Policies.OfficerOrCommittee);

    private static async Task<Results<Ok<Response>, Problem>> HandleAsync(
        Guid candidacyId, Caller caller, OralTestDb db, HttpResponse response, CancellationToken ct)
    {
        var (seen, refusal) = await Gallery.TakeAsync(db, candidacyId, caller, ct);
        if (seen is null) return refusal!;
        if (seen.Hearing is not { } hearing) return Problem.Refused("R42", "hearing-none");

        var submitted = await db.Sheets.Where(s => s.HearingId == hearing.HearingId && s.SubmittedAt != null).Select(s => s.Subject).ToListAsync(ct);
        string[] sheets = [.. hearing.Throughout.Except(submitted)];
        string[] results = [.. seen.Vacancy.Codes.Except(hearing.Results.Where(r => r.Result is not null).Select(r => r.Code))];
        string[] motivations = [.. seen.Vacancy.Codes.Except(hearing.Results.Where(r => !string.IsNullOrWhiteSpace(r.Motivation)).Select(r => r.Code))];
        var isSilent = string.IsNullOrWhiteSpace(hearing.Motivation);
        var chair = Chairing.Of(seen.Roster, hearing.ChairedBy, hearing.Deputy, hearing.Throughout);
        var isReady = hearing.State == HearingState.Closed && chair is not null && !isSilent && sheets.Length + results.Length + motivations.Length == 0;
        // Whoever is to consent has to know about whom; a list asks this for each of its hearings, and has their names.
        var person = hearing.IsCorrectionAsked ? await db.Persons.AsNoTracking().SingleOrDefaultAsync(p => p.PersonId == seen.Candidacy.PersonId, ct) : null;
        response.SetVersion(hearing.Version);
        return TypedResults.Ok(new Response(
            candidacyId, person?.FirstName, person?.LastName, hearing.State, hearing.Version, sheets, results, motivations, isSilent, chair, isReady, CorrectionView.Of(hearing)));
    }
}
