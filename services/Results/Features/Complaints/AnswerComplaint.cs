using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Features.Complaints;

/// <summary>An officer answers a complaint with reasons (R50): one who took no part in what it is about, and says so.</summary>
internal static class AnswerComplaint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/complaints/{complaintId:guid}/answer", HandleAsync)
        .RequireAuthorization(Policies.SelectionOfficer).WithTags("complaints")
        .WithSummary("Answers a complaint with reasons, never by who took the decision complained of; the candidate is told.");

    /// <param name="Finding">Founded, PartlyFounded, Unfounded or Inadmissible.</param>
    /// <param name="Answer">The answer with its reasons.</param>
    /// <param name="TookNoPart">The officer's declaration to have taken no part in what is complained of; it goes on record.</param>
    internal sealed record ComplaintAnswer(ComplaintFinding Finding, string Answer, bool TookNoPart)
    {
        public static ComplaintAnswer Example => new(
            ComplaintFinding.Founded, "De klacht is gegrond: uit het verslag blijkt dat het kwartier niet werd ingehaald. De commissie houdt er rekening mee.", true);
    }

    internal sealed record AnsweredComplaint(Guid ComplaintId, string Number, ComplaintFinding Finding, Instant AnsweredAt, bool Late)
    {
        public static AnsweredComplaint Example => new(new("019b9f03-8a4b-7c15-9d26-e7f8a9b0c1d2"), "2026-00042", ComplaintFinding.Founded, Instant.FromUtc(2026, 1, 30, 13, 0), false);
    }

    private static async Task<Results<Ok<AnsweredComplaint>, Problem>> HandleAsync(
        Guid complaintId, ComplaintAnswer form, Caller caller, ResultsDb db, IClock clock, CancellationToken ct)
    {
        if (Faults(form).ToList() is { Count: > 0 } faults) return Problem.Invalid(faults);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockComplaintAsync(complaintId, ct) is not { } complaint) return Problem.NotFound();
        if (Openness.ProblemOf(complaint) is { } closed) return closed;
        if (await db.TookDecisionAsync(complaint, caller.Subject, ct)) return Problem.Forbidden("R50", "complaint-own-decision");

        var now = clock.GetCurrentInstant();
        var late = AnswerDeadline.IsPast(complaint.DueOn, now);
        (complaint.State, complaint.Finding, complaint.Answer) = (ComplaintState.Answered, form.Finding, PlainText.TidyOrNone(form.Answer));
        (complaint.AnsweredAt, complaint.AnsweredBy) = (now, caller.Subject);
        complaint.Version++;
        var version = await db.NextToldAsync(complaint.CandidacyId, ct);
        db.Publish(new ComplaintAnswered(complaint.CandidacyId, complaint.VacancyId, complaint.PersonId, version, complaint.Number, complaint.FiledAt, now));
        db.Record(
            new RecordEntry(
                caller.Subject, "complaint.answered", "complaint", complaintId, complaint.PersonId,
                Details: new { complaint.Number, form.Finding, late, form.TookNoPart }, PersonText: complaint.Answer),
            now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(new AnsweredComplaint(complaintId, complaint.Number, form.Finding, now, late));
    }

    private static IEnumerable<FieldError> Faults(ComplaintAnswer form) =>
        [.. TextCheck.Faults("answer", form.Answer, TextLengths.Longest), .. form.TookNoPart ? [] : (FieldError[])[new("tookNoPart", "took-no-part")]];
}
