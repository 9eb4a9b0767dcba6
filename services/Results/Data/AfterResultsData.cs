using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Domain;
using Selection.ServiceDefaults.Clock;

namespace Selection.Results.Data;

/// <summary>What a person's data after the results holds an erasure for, what is forgotten, and what the person may have of it (R55).</summary>
internal static class AfterResultsData
{
    private const int AppealDays = 60;

    /// <summary>
    /// What holds an erasure: a request or a complaint without an answer, an interview to come, an appointment that has not begun,
    /// and the sixty days against what was answered or decided.
    /// </summary>
    public static async Task<IReadOnlyList<ErasureHold>> HoldsAfterResultsAsync(this ResultsDb db, Guid[] persons, Instant now, CancellationToken ct)
    {
        var today = BrusselsTime.DateIn(now);
        var holds = new List<ErasureHold>();
        var isOpen = await db.FeedbackRequests.AnyAsync(r => persons.Contains(r.PersonId) && r.AnsweredAt == null, ct)
            || await db.AccessRequests.AnyAsync(r => persons.Contains(r.PersonId) && r.AnsweredAt == null && r.DueOn >= today, ct)
            || await db.Complaints.AnyAsync(c => persons.Contains(c.PersonId) && c.State == ComplaintState.Open, ct);
        if (isOpen) holds.Add(new ErasureHold(ErasureReason.OpenComplaint, null));
        if (await db.Interviews.AnyAsync(i => persons.Contains(i.PersonId) && i.State == InterviewState.Planned, ct)) holds.Add(new ErasureHold(ErasureReason.ProcedureRunning, null));
        var appointments = await db.Appointments.Where(a => persons.Contains(a.PersonId)).Select(a => new { a.State, a.StartsOn, a.DecidedAt, a.EndedAt }).ToListAsync(ct);
        foreach (var appointment in appointments.Where(a => a.State is AppointmentState.InForce && a.StartsOn > today))
            holds.Add(new ErasureHold(ErasureReason.ProcedureRunning, appointment.StartsOn));

        var answered = await db.AccessRequests.Where(r => persons.Contains(r.PersonId)).Select(r => new { r.AnsweredAt, r.DueOn }).ToListAsync(ct);
        var complained = await db.Complaints.Where(c => persons.Contains(c.PersonId)).MaxAsync(c => c.AnsweredAt, ct);
        var decidedOn = new LocalDate?[]
        {
            // What was not answered counts as refused on the day after its last one.
            answered.Max(r => r.AnsweredAt is { } at ? BrusselsTime.DateIn(at) : r.DueOn < today ? r.DueOn.PlusDays(1) : (LocalDate?)null),
            complained is { } complaint ? BrusselsTime.DateIn(complaint) : null,
            appointments.Max(a => (LocalDate?)BrusselsTime.DateIn(a.EndedAt ?? a.DecidedAt)),
        }.Max();
        if (decidedOn is { } day && BrusselsTime.LastOfDays(day, AppealDays).PlusDays(1) is var until && until > today) holds.Add(new ErasureHold(ErasureReason.AppealPeriod, until));
        return holds;
    }

    /// <summary>
    /// Forgets every text, in the surrounding transaction, which has said that it erases. Dates, numbers and outcomes stay, and name
    /// nobody; whoever still stood for an appointment does not any more.
    /// </summary>
    public static async Task ForgetAfterResultsAsync(this ResultsDb db, Guid[] persons, Instant now, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync(
            $"""
            update feedback_requests set question = '', answer = case when answer is null then null else '' end where person_id = any({persons})
            """, ct);
        await db.Database.ExecuteSqlAsync(
            $"""
            update access_requests set wanted = '', handed_over = case when handed_over is null then null else '' end,
                motivation = case when motivation is null then null else '' end
            where person_id = any({persons})
            """, ct);
        await db.Database.ExecuteSqlAsync(
            $"""
            update complaints set text = '', answer = case when answer is null then null else '' end where person_id = any({persons})
            """, ct);
        await db.Database.ExecuteSqlAsync($"update interviews set draft = null, cancel_reason = null where person_id = any({persons})", ct);
        await db.Database.ExecuteSqlAsync(
            $$"""
            update interview_reports set reason = case when reason is null then null else '' end,
                findings = (select coalesce(jsonb_agg(f || '{"text": ""}'), '[]') from jsonb_array_elements(findings) f)
            where person_id = any({{persons}})
            """, ct);
        await db.Database.ExecuteSqlAsync($"update condition_checks set remark = '' where person_id = any({persons})", ct);
        await db.Database.ExecuteSqlAsync(
            $"""
            update appointments set motivation = '', end_reason = case when end_reason is null then null else '' end where person_id = any({persons})
            """, ct);
        await db.Database.ExecuteSqlAsync($"delete from workplace_adjustments where person_id = any({persons})", ct);
        await db.Database.ExecuteSqlAsync($"update departures set remark = null, taken_back_reason = null where person_id = any({persons})", ct);
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into departures (departure_id, candidacy_id, vacancy_id, person_id, kind, by_candidate, "on", recorded_by, recorded_at)
            select gen_random_uuid(), c.candidacy_id, c.vacancy_id, c.person_id, 'Left', false, {BrusselsTime.DateIn(now)}, 'system', {now}
            from candidacies c
            where c.person_id = any({persons})
              and exists (select from list_entries e join lists l using (list_id)
                where e.candidacy_id = c.candidacy_id and e."group" = 'Suitable' and l.state in ('Approved', 'Published'))
            on conflict (candidacy_id) where taken_back_at is null do nothing
            """, ct);
    }

    /// <summary>What the person may have: nothing of who dealt with it, and of a report only what an appointment has opened.</summary>
    public static async Task<object> CollectAfterResultsAsync(this ResultsDb db, Guid[] persons, CancellationToken ct)
    {
        var feedback = await db.FeedbackRequests.AsNoTracking().Where(r => persons.Contains(r.PersonId)).OrderBy(r => r.AskedAt)
            .Select(r => new { r.CandidacyId, r.AskedAt, r.Question, r.DueOn, r.AnsweredAt, r.Answer }).ToListAsync(ct);
        var access = await db.AccessRequests.AsNoTracking().Where(r => persons.Contains(r.PersonId)).OrderBy(r => r.AskedAt)
            .Select(r => new { r.CandidacyId, r.AskedAt, r.Wanted, r.DueOn, r.Outcome, r.AnsweredAt, r.HandedOver, r.Motivation }).ToListAsync(ct);
        var complaints = await db.Complaints.AsNoTracking().Where(c => persons.Contains(c.PersonId)).OrderBy(c => c.Ordinal)
            .Select(c => new { c.Number, c.CandidacyId, c.Subject, c.Text, c.FiledAt, c.DueOn, c.State, c.Finding, c.Answer, c.AnsweredAt, c.WithdrawnAt }).ToListAsync(ct);
        var interviews = await db.Interviews.AsNoTracking().Where(i => persons.Contains(i.PersonId)).OrderBy(i => i.PlannedAt)
            .Select(i => new { i.InterviewId, i.CandidacyId, i.State, i.StartsAt, i.LengthMinutes, i.Place, i.CancelReason }).ToListAsync(ct);
        var reports = await db.InterviewReports.AsNoTracking()
            .Where(r => persons.Contains(r.PersonId) && db.Interviews.Any(i => i.InterviewId == r.InterviewId && db.Appointments.Any(a => a.VacancyId == i.VacancyId)))
            .OrderBy(r => r.InterviewId).ThenBy(r => r.Number).Select(r => new { r.InterviewId, r.Number, r.Findings, r.Reason, r.WrittenAt }).ToListAsync(ct);
        var conditions = await db.ConditionChecks.AsNoTracking().Where(c => persons.Contains(c.PersonId)).OrderBy(c => c.CheckId)
            .Select(c => new { c.CandidacyId, c.Condition, c.Holds, c.From, c.Until, c.ProofOf, c.Remark, c.CheckedAt }).ToListAsync(ct);
        var appointments = await db.Appointments.AsNoTracking().Where(a => persons.Contains(a.PersonId)).OrderBy(a => a.DecidedAt)
            .Select(a => new { a.CandidacyId, a.Rank, a.StartsOn, a.EndsOn, a.State, a.Motivation, a.DecidedAt, a.EndedAt, a.EndReason }).ToListAsync(ct);
        var departures = await db.Departures.AsNoTracking().Where(d => persons.Contains(d.PersonId)).OrderBy(d => d.RecordedAt)
            .Select(d => new { d.CandidacyId, d.Kind, d.ByCandidate, d.On, d.Remark, d.TakenBackAt, d.TakenBackReason }).ToListAsync(ct);
        var adjustments = await db.WorkplaceAdjustments.AsNoTracking().Where(a => persons.Contains(a.PersonId))
            .Select(a => new { a.CandidacyId, a.Wanted, a.AskedAt, a.Answer, a.AnsweredAt }).ToListAsync(ct);
        return new { feedback, access, complaints, interviews, reports, conditions, appointments, departures, adjustments };
    }
}
