using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Features.Complaints;

/// <summary>A candidate files a complaint about a step or a decision; it is acknowledged at once, by this answer and by a message (R50).</summary>
internal static class FileComplaint
{
    private const int MostOpen = 10;

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/candidacies/{candidacyId:guid}/complaints", HandleAsync)
        .RequireAuthorization(Policies.Candidate).WithTags("complaints")
        .WithSummary("Files a complaint; the answer is the receipt, with number, date and the last day for an answer (R50).");

    /// <param name="Subject">What it is about.</param>
    /// <param name="Text">The complaint, in any language.</param>
    internal sealed record ComplaintForm(ComplaintSubject Subject, string Text)
    {
        public static ComplaintForm Example => new(ComplaintSubject.OralTest, "De voorbereidingstijd begon een kwartier te laat en werd niet ingehaald.");
    }

    /// <summary>The receipt.</summary>
    internal sealed record Receipt(Guid ComplaintId, string Number, ComplaintSubject Subject, Instant FiledAt, LocalDate DueOn)
    {
        public static Receipt Example => new(new("019b9f03-8a4b-7c15-9d26-e7f8a9b0c1d2"), "2026-00042", ComplaintSubject.OralTest, Instant.FromUtc(2026, 1, 9, 19, 5), new LocalDate(2026, 2, 8));
    }

    private static async Task<Results<Created<Receipt>, Problem>> HandleAsync(
        Guid candidacyId, ComplaintForm form, Caller caller, ResultsDb db, IClock clock, CancellationToken ct)
    {
        if (TextCheck.Faults("text", form.Text, TextLengths.Longest).ToList() is { Count: > 0 } faults) return Problem.Invalid(faults);
        var text = PlainText.TidyOrNone(form.Text)!;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockOwnAsync(candidacyId, caller.Subject, ct) is not { } candidacy) return Problem.NotFound();
        var open = await db.Complaints.Where(c => c.CandidacyId == candidacyId && c.State == ComplaintState.Open)
            .Select(c => new { c.ComplaintId, c.Number, c.Subject, c.Text }).ToListAsync(ct);
        if (open.Find(c => c.Subject == form.Subject && c.Text == text) is { } same)
            return Problem.Refused("R50", "complaint-filed-before", same.Number).With("complaintId", same.ComplaintId);
        if (open.Count >= MostOpen) return Problem.Refused("R50", "complaints-too-many", MostOpen);

        var now = clock.GetCurrentInstant();
        var ordinal = await NextOrdinalAsync(db, ct);
        var complaint = new Complaint
        {
            ComplaintId = Guid.CreateVersion7(),
            Ordinal = ordinal,
            Number = string.Create(CultureInfo.InvariantCulture, $"{BrusselsTime.DateIn(now).Year}-{ordinal:00000}"),
            CandidacyId = candidacyId,
            VacancyId = candidacy.VacancyId,
            PersonId = candidacy.PersonId,
            Subject = form.Subject,
            Text = text,
            FiledAt = now,
            DueOn = AnswerDeadline.For(now),
            State = ComplaintState.Open,
            Version = 1,
        };
        db.Complaints.Add(complaint);
        var version = await db.NextToldAsync(candidacyId, ct);
        db.Publish(new ComplaintReceived(candidacyId, complaint.VacancyId, complaint.PersonId, version, complaint.Number, now, complaint.DueOn, now));
        db.Record(
            new RecordEntry(caller.Subject, "complaint.filed", "complaint", complaint.ComplaintId, complaint.PersonId, Details: new { candidacyId, complaint.Number, complaint.Subject, complaint.DueOn }),
            now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Created(
            $"/api/results/candidacies/{candidacyId}/complaints", new Receipt(complaint.ComplaintId, complaint.Number, complaint.Subject, now, complaint.DueOn));
    }

    private static async Task<long> NextOrdinalAsync(ResultsDb db, CancellationToken ct) =>
        (await db.Database.SqlQuery<long>($"select nextval('complaint_numbers') as \"Value\"").ToListAsync(ct))[0];
}
