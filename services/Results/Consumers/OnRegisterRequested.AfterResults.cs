using Microsoft.EntityFrameworkCore;
using Selection.Contracts.Registers;

namespace Selection.Results.Consumers;

/// <summary>What is stated of a candidacy after its results. What a candidate asks for at the place of work is no ground of any decision, and not among it (R52).</summary>
internal sealed partial class OnRegisterRequested
{
    private async Task<IReadOnlyList<RegisterStatement>> OfRequestsAsync(Guid[] candidacyIds, CancellationToken ct)
    {
        var feedback = await db.FeedbackRequests.AsNoTracking().Where(r => candidacyIds.Contains(r.CandidacyId)).ToListAsync(ct);
        var access = await db.AccessRequests.AsNoTracking().Where(r => candidacyIds.Contains(r.CandidacyId)).ToListAsync(ct);
        var asked = await ActsAsync([.. feedback.Select(r => r.RequestId), .. access.Select(r => r.RequestId)], ["feedback.asked", "access.asked"], ct);
        return
        [
            .. feedback.Select(r => RegisterStatement.Of(
                RegisterTopics.FeedbackRequest, r.AskedAt, asked[r.RequestId].First().Actor, new { r.ResultsSentAt, r.DueOn }, r.CandidacyId, r.PersonId, text: r.Question)),
            .. feedback.Where(r => r.AnsweredAt is not null).Select(r => RegisterStatement.Of(
                RegisterTopics.FeedbackAnswer, r.AnsweredAt!.Value, r.AnsweredBy!, new { }, r.CandidacyId, r.PersonId, text: r.Answer)),
            .. access.Select(r => RegisterStatement.Of(
                RegisterTopics.AccessRequest, r.AskedAt, asked[r.RequestId].First().Actor, new { r.DueOn }, r.CandidacyId, r.PersonId, text: r.Wanted)),
            .. access.Where(r => r.AnsweredAt is not null).Select(r => RegisterStatement.Of(
                RegisterTopics.AccessAnswer, r.AnsweredAt!.Value, r.AnsweredBy!, new { r.Outcome, late = r.IsLate(), r.HandedOver }, r.CandidacyId, r.PersonId, text: r.Motivation)),
        ];
    }

    private async Task<IReadOnlyList<RegisterStatement>> OfComplaintsAsync(Guid[] candidacyIds, CancellationToken ct)
    {
        var complaints = await db.Complaints.AsNoTracking().Where(c => candidacyIds.Contains(c.CandidacyId)).ToListAsync(ct);
        var filed = await ActsAsync([.. complaints.Select(c => c.ComplaintId)], ["complaint.filed"], ct);
        return
        [
            .. complaints.Select(c => RegisterStatement.Of(
                RegisterTopics.Complaint, c.FiledAt, filed[c.ComplaintId].First().Actor,
                new { c.Number, c.Subject, c.State, c.DueOn, c.AssignedTo, c.EscalatedAt, c.WithdrawnAt }, c.CandidacyId, c.PersonId, text: c.Text)),
            .. complaints.Where(c => c.AnsweredAt is not null).Select(c => RegisterStatement.Of(
                RegisterTopics.ComplaintAnswer, c.AnsweredAt!.Value, c.AnsweredBy!, new { c.Number, c.Finding }, c.CandidacyId, c.PersonId, text: c.Answer)),
        ];
    }

    private async Task<IReadOnlyList<RegisterStatement>> OfInterviewsAsync(Guid[] candidacyIds, CancellationToken ct)
    {
        var interviews = await db.Interviews.AsNoTracking().Where(i => candidacyIds.Contains(i.CandidacyId)).ToListAsync(ct);
        var ids = interviews.ConvertAll(i => i.InterviewId);
        var reports = await db.InterviewReports.AsNoTracking().Where(r => ids.Contains(r.InterviewId)).ToListAsync(ct);
        var candidacyOf = interviews.ToDictionary(i => i.InterviewId, i => i.CandidacyId);
        return
        [
            .. interviews.Select(i => RegisterStatement.Of(
                RegisterTopics.Interview, i.PlannedAt, i.PlannedBy, new { i.State, i.StartsAt, i.LengthMinutes, i.Place }, i.CandidacyId, i.PersonId, text: i.CancelReason)),
            .. reports.Select(r => RegisterStatement.Of(
                RegisterTopics.InterviewReport, r.WrittenAt, r.WrittenBy, new { version = r.Number, r.Findings }, candidacyOf[r.InterviewId], r.PersonId, text: r.Reason)),
        ];
    }

    private async Task<IReadOnlyList<RegisterStatement>> OfAppointmentsAsync(Guid[] candidacyIds, CancellationToken ct)
    {
        var checks = await db.ConditionChecks.AsNoTracking().Where(c => candidacyIds.Contains(c.CandidacyId)).ToListAsync(ct);
        var departures = await db.Departures.AsNoTracking().Where(d => candidacyIds.Contains(d.CandidacyId)).ToListAsync(ct);
        var dropped = await ActsAsync([.. departures.Select(d => d.CandidacyId)], ["candidate.dropped-out"], ct);
        var appointments = await (
            from a in db.Appointments.AsNoTracking()
            join l in db.Lists on a.ListId equals l.ListId
            where candidacyIds.Contains(a.CandidacyId)
            select new { Act = a, List = l.Version, l.RuleVersion }).ToListAsync(ct);
        return
        [
            .. checks.Select(c => RegisterStatement.Of(
                RegisterTopics.Condition, c.CheckedAt, c.CheckedBy, new { c.Condition, c.Holds, firstDay = c.From, lastDay = c.Until, c.ProofOf }, c.CandidacyId, c.PersonId, text: c.Remark)),
            .. departures.Select(d => RegisterStatement.Of(
                RegisterTopics.Departure, d.RecordedAt, d.RecordedBy ?? dropped[d.CandidacyId].First().Actor,
                new { d.Kind, d.ByCandidate, d.On, d.TakenBackAt, d.TakenBackBy, d.TakenBackReason }, d.CandidacyId, d.PersonId, text: d.Remark)),
            .. appointments.Select(a => RegisterStatement.Of(
                RegisterTopics.Appointment, a.Act.DecidedAt, a.Act.DecidedBy,
                new { list = a.List, a.Act.Rank, a.Act.State, a.Act.StartsOn, a.Act.EndsOn, a.Act.EndedAt, reason = a.Act.EndReason }, a.Act.CandidacyId, a.Act.PersonId, a.RuleVersion, a.Act.Motivation)),
        ];
    }
}
