using Microsoft.EntityFrameworkCore;
using Selection.Results.Data;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Problems;

namespace Selection.Results.Features.Complaints;

/// <summary>Whether something can still be done on a complaint, and by whom.</summary>
internal static class Openness
{
    /// <summary>The complaint, to the end of the transaction.</summary>
    public static Task<Complaint?> LockComplaintAsync(this ResultsDb db, Guid complaintId, CancellationToken ct) =>
        db.Complaints.FromSql($"select * from complaints where complaint_id = {complaintId} for update").SingleOrDefaultAsync(ct);

    /// <summary>Why nothing can be done any more; null while it is open.</summary>
    public static Problem? ProblemOf(Complaint complaint) => complaint.State switch
    {
        ComplaintState.Open => null,
        ComplaintState.Answered => Problem.Refused("R50", "complaint-answered"),
        ComplaintState.Withdrawn => Problem.Refused("R50", "complaint-withdrawn"),
    };

    /// <summary>
    /// Whether an officer took the decision that is complained of, as far as this service knows: who proposed or approved a list
    /// the candidate stands in, who answered the candidate's requests, who checked or recorded something for the appointment.
    /// Nobody answers a complaint about their own decision (four eyes, as R47).
    /// </summary>
    public static Task<bool> TookDecisionAsync(this ResultsDb db, Complaint complaint, string officer, CancellationToken ct)
    {
        var (candidacyId, complaintId) = (complaint.CandidacyId, complaint.ComplaintId);
        return complaint.Subject switch
        {
            ComplaintSubject.Result => db.Lists.AnyAsync(
                l => l.ApprovedBy != null && (l.ProposedBy == officer || l.ApprovedBy == officer) && db.Entries.Any(e => e.ListId == l.ListId && e.CandidacyId == candidacyId), ct),
            ComplaintSubject.Requests => db.Candidacies.AnyAsync(
                c => c.CandidacyId == candidacyId
                    && (db.FeedbackRequests.Any(r => r.CandidacyId == candidacyId && r.AnsweredBy == officer)
                        || db.AccessRequests.Any(r => r.CandidacyId == candidacyId && r.AnsweredBy == officer)
                        || db.Complaints.Any(o => o.CandidacyId == candidacyId && o.ComplaintId != complaintId && o.AnsweredBy == officer)), ct),
            ComplaintSubject.Appointment => db.Candidacies.AnyAsync(
                c => c.CandidacyId == candidacyId
                    && (db.ConditionChecks.Any(k => k.CandidacyId == candidacyId && k.CheckedBy == officer)
                        || db.Departures.Any(d => d.CandidacyId == candidacyId && d.RecordedBy == officer)), ct),
            // Taken in other services, or no decision: here the officer's own word counts.
            ComplaintSubject.Application or ComplaintSubject.Screening or ComplaintSubject.Assessment or ComplaintSubject.OralTest
                or ComplaintSubject.Treatment or ComplaintSubject.Other => Task.FromResult(false),
        };
    }
}
