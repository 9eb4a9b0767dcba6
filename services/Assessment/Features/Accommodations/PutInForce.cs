using Microsoft.EntityFrameworkCore;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;

namespace Selection.Assessment.Features.Accommodations;

/// <summary>What is in force for a candidacy.</summary>
internal static class PutInForce
{
    /// <summary>
    /// Puts in force what follows from a decision and those on the candidacy's other requests. Where it changes something for a
    /// booked session, whoever follows its registrations is told; last, since sessions are locked last.
    /// </summary>
    public static async Task<IReadOnlyList<string>> PutInForceAsync(this AssessmentDb db, PersonFiles files, AccommodationRow row, AccommodationDecisionRow decision, CancellationToken ct)
    {
        var others = await (
            from r in db.Accommodations
            join d in db.AccommodationDecisions on r.RequestId equals d.RequestId
            where r.CandidacyId == row.CandidacyId && r.RequestId != row.RequestId
                && !db.AccommodationDecisions.Any(later => later.RequestId == d.RequestId && later.Number > d.Number)
            select new StandingDecision(r.AskedAt, r.RequestId, d.Outcome, d.Measures)).ToListAsync(ct);
        var inForce = AccommodationDecisions.InForce([.. others, new StandingDecision(row.AskedAt, row.RequestId, decision.Outcome, decision.Measures)]);

        var before = await db.MeasuresInForce.Where(m => m.CandidacyId == row.CandidacyId).Select(m => m.Measures).SingleOrDefaultAsync(ct) ?? [];
        if (before.SequenceEqual(inForce)) return inForce;
        await db.Database.ExecuteSqlAsync($"""
            insert into measures_in_force (candidacy_id, measures) values ({row.CandidacyId}, {inForce.ToArray()})
            on conflict (candidacy_id) do update set measures = excluded.measures
            """, ct);
        if (files.SeatOf(row.CandidacyId) is { } seat)
            await db.Database.ExecuteSqlAsync($"update sessions set changes = changes + 1 where session_id = {seat.SessionId}", ct);
        return inForce;
    }

    /// <summary>How many minutes longer a session takes a candidacy (R39).</summary>
    public static async Task<int> AddedMinutesAsync(this AssessmentDb db, Guid candidacyId, CancellationToken ct) =>
        AccommodationRequests.AddedMinutes(await db.MeasuresInForce.Where(m => m.CandidacyId == candidacyId).Select(m => m.Measures).SingleOrDefaultAsync(ct) ?? []);
}
