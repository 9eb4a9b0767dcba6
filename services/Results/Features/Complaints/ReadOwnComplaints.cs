using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Results.Features.Complaints;

/// <summary>A complaint as its candidate sees it: without who deals with it.</summary>
/// <param name="ComplaintId">Which.</param>
/// <param name="Number">What people call it by.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Text">The complaint.</param>
/// <param name="FiledAt">When it was filed.</param>
/// <param name="DueOn">The last day for an answer.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Overdue">Whether that day is over without an answer.</param>
/// <param name="Finding">What was found of it.</param>
/// <param name="Answer">The answer, with its reasons.</param>
/// <param name="AnsweredAt">When it was answered.</param>
/// <param name="WithdrawnAt">When it was taken back.</param>
/// <param name="Remedies">What can be done after the answer.</param>
internal sealed record OwnComplaint(
    Guid ComplaintId, string Number, ComplaintSubject Subject, string Text, Instant FiledAt, LocalDate DueOn, ComplaintState State, bool Overdue,
    ComplaintFinding? Finding, string? Answer, Instant? AnsweredAt, Instant? WithdrawnAt, string? Remedies)
{
    public static OwnComplaint Example => new(
        new("019b9f03-8a4b-7c15-9d26-e7f8a9b0c1d2"), "2026-00042", ComplaintSubject.OralTest, "De voorbereidingstijd begon een kwartier te laat.", Instant.FromUtc(2026, 1, 9, 19, 5),
        new LocalDate(2026, 2, 8), ComplaintState.Answered, false, ComplaintFinding.Founded, "De klacht is gegrond: het kwartier werd niet ingehaald.", Instant.FromUtc(2026, 1, 30, 13, 0), null,
        "You can ask for annulment before the Council of State, up to and including 31 March 2026.");

    public static OwnComplaint Of(Complaint c, Instant now) => new(
        c.ComplaintId, c.Number, c.Subject, c.Text, c.FiledAt, c.DueOn, c.State, c.State is ComplaintState.Open && AnswerDeadline.IsPast(c.DueOn, now),
        c.Finding, c.Answer, c.AnsweredAt, c.WithdrawnAt, c.AnsweredAt is { } at ? RequestRemedies.OfComplaint(at) : null);
}

/// <summary>The candidate's complaints with their answers (R50).</summary>
internal static class ReadOwnComplaints
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/candidacies/{candidacyId:guid}/complaints", HandleAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("complaints")
        .WithSummary("The own complaints, the newest first, with their answers and what can be done after them (R50).");

    internal sealed record OwnComplaints(IReadOnlyList<OwnComplaint> Complaints)
    {
        public static OwnComplaints Example => new([OwnComplaint.Example]);
    }

    private static async Task<Results<Ok<OwnComplaints>, Problem>> HandleAsync(Guid candidacyId, Caller caller, ResultsDb db, IClock clock, CancellationToken ct)
    {
        if (await db.FindOwnAsync(candidacyId, caller.Subject, ct) is null) return Problem.NotFound();
        var now = clock.GetCurrentInstant();
        var complaints = await db.Complaints.AsNoTracking().Where(c => c.CandidacyId == candidacyId).OrderByDescending(c => c.Ordinal).ToListAsync(ct);
        return TypedResults.Ok(new OwnComplaints(complaints.ConvertAll(c => OwnComplaint.Of(c, now))));
    }
}
