using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;

namespace Selection.Assessment.Features;

/// <summary>What the vendors have sent, as received, with what became of it (R35). Scores are for officers and auditors only.</summary>
internal static class ListSubmissions
{
    private const int MaxLength = 100;
    private static readonly string[] Sorts = ["receivedAt", "resultId", "candidateNumber"];

    /// <param name="Id">Order of arrival.</param>
    /// <param name="Vendor">Who sent it.</param>
    /// <param name="ResultId">The vendor's id of the result, as received.</param>
    /// <param name="Revision">1 for the first, higher for a correction.</param>
    /// <param name="SessionId">The session it names, as received.</param>
    /// <param name="CandidateNumber">The candidate number, as received.</param>
    /// <param name="Outcome">Taken, Absent or Incident; anything else as received.</param>
    /// <param name="Score">As received; not shown to operators.</param>
    /// <param name="Disposition">What became of it.</param>
    /// <param name="Reason">Why, as the vendor was told.</param>
    /// <param name="ReceivedAt">When.</param>
    internal sealed record Item(
        long Id, string Vendor, string ResultId, int Revision, string SessionId, string CandidateNumber, string Outcome, string? Score, Verdict Disposition, string Reason, Instant ReceivedAt)
    {
        public static Item Example => new(
            4711, "vendor", "R-2025-0815", 2, "0199b1c4-0d5e-7f21-9b8a-6e4d3c2b1a09", "7KQ2M9XWTB4C", "Taken", "61.25", Verdict.Conflict,
            "this result and revision were received before with other content", Instant.FromUtc(2025, 11, 20, 11, 5));
    }

    internal sealed record Filter(string? Vendor, Guid? SessionId, string? CandidateNumber, string? ResultId, Verdict? Disposition, string? Since, string? Sort);

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/submissions", HandleAsync)
        .RequireAuthorization(Policies.OfficerOperatorOrAuditor)
        .WithSummary("What the vendors sent, with what became of it (R35); by vendor, session, candidate number, result id, disposition, or since a moment; sort=receivedAt|resultId|candidateNumber, with - for descending.");

    private static async Task<Results<Ok<Page<Item>>, Problem>> HandleAsync([AsParameters] Filter filter, [AsParameters] Paging paging, Caller caller, AssessmentDb db, CancellationToken ct)
    {
        var sort = filter.Sort ?? "-receivedAt";
        var since = filter.Since is null ? null : InstantPattern.ExtendedIso.Parse(filter.Since);
        var errors = new List<FieldError>();
        if (!Sorts.Contains(sort.TrimStart('-'))) errors.Add(new FieldError("sort", "one-of", string.Join(", ", Sorts)));
        if (since is { Success: false }) errors.Add(new FieldError("since", "json-instant"));
        if (filter.CandidateNumber?.Length > MaxLength) errors.Add(new FieldError("candidateNumber", "too-long", MaxLength));
        if (filter.ResultId?.Length > MaxLength) errors.Add(new FieldError("resultId", "too-long", MaxLength));
        if (errors.Count > 0) return Problem.Invalid(errors);

        var rows = db.Submissions.AsNoTracking();
        if (filter.Vendor is { } vendor) rows = rows.Where(s => s.Vendor == vendor);
        // The lengths are those of the indexes.
        if (filter.SessionId?.ToString() is { } session) rows = rows.Where(s => s.SessionId == session && s.SessionId.Length <= MaxLength);
        if (filter.CandidateNumber is { } number) rows = rows.Where(s => s.CandidateNumber == number && s.CandidateNumber.Length <= MaxLength);
        if (filter.ResultId is { } result) rows = rows.Where(s => s.ResultId == result && s.ResultId.Length <= MaxLength);
        if (filter.Disposition is { } disposition) rows = rows.Where(s => s.Verdict == disposition);
        if (since is { Value: var from }) rows = rows.Where(s => s.ReceivedAt >= from);
        var items = await Sorted(rows, sort).Skip(paging.Skip).Take(paging.Size).ItemsFor(caller).ToListAsync(ct);
        return TypedResults.Ok(new Page<Item>(items, await rows.CountAsync(ct), paging.Number, paging.Size));
    }

    /// <summary>Submissions as a caller may see them: who looks after the platform sees no scores.</summary>
    internal static IQueryable<Item> ItemsFor(this IQueryable<SubmissionRow> rows, Caller caller)
    {
        var seesScores = SeesScores(caller);
        return rows.Select(s => new Item(s.Id, s.Vendor, s.ResultId, s.Revision, s.SessionId, s.CandidateNumber, s.Outcome, seesScores ? s.Score : null, s.Verdict, s.Reason, s.ReceivedAt));
    }

    internal static bool SeesScores(Caller caller) => caller.Is(Roles.SelectionOfficer) || caller.Is(Roles.Auditor);

    private static IQueryable<SubmissionRow> Sorted(IQueryable<SubmissionRow> rows, string sort) => sort switch
    {
        "receivedAt" => rows.OrderBy(s => s.Id),
        "resultId" => rows.OrderBy(s => s.ResultId).ThenBy(s => s.Id),
        "-resultId" => rows.OrderByDescending(s => s.ResultId).ThenByDescending(s => s.Id),
        "candidateNumber" => rows.OrderBy(s => s.CandidateNumber).ThenBy(s => s.Id),
        "-candidateNumber" => rows.OrderByDescending(s => s.CandidateNumber).ThenByDescending(s => s.Id),
        _ => rows.OrderByDescending(s => s.Id),
    };
}
