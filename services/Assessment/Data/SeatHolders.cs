using Microsoft.EntityFrameworkCore;

namespace Selection.Assessment.Data;

/// <summary>A session with everybody who has a seat in it.</summary>
internal static class SeatHolders
{
    private const string BeforeLocks = "seat_holders";

    /// <summary>
    /// Locks a session and everybody who has a seat in it until the surrounding transaction ends, in the order in which all lock:
    /// persons, the vacancy, candidacies, the session. Who takes a seat in between is found, and locked as well.
    /// </summary>
    public static async Task<SessionRow?> LockWithSeatsAsync(this AssessmentDb db, Guid sessionId, CancellationToken ct)
    {
        var transaction = db.Database.CurrentTransaction ?? throw new InvalidOperationException("Locks need a transaction to hold them.");
        var holders = db.Bookings.Where(b => b.SessionId == sessionId && b.State == BookingState.Booked).Select(b => b.PersonId);
        await transaction.CreateSavepointAsync(BeforeLocks, ct);
        while (true)
        {
            var persons = await holders.Distinct().ToListAsync(ct);
            await db.LockPersonsAsync(persons, ct);
            await db.Database.ExecuteSqlAsync($"""
                select 1 from vacancies where vacancy_id = (select vacancy_id from sessions where session_id = {sessionId}) for share
                """, ct);
            await db.Database.ExecuteSqlAsync($"""
                select 1 from candidacies where candidacy_id in (select candidacy_id from bookings where session_id = {sessionId} and state = 'Booked')
                order by candidacy_id for update
                """, ct);
            var session = (await db.Sessions.FromSql($"select * from sessions where session_id = {sessionId} for update").ToListAsync(ct)).SingleOrDefault();
            // From here on nobody takes or leaves a seat.
            if (session is null || !await holders.AnyAsync(p => !persons.Contains(p), ct)) return session;
            // Going back to before the locks gives them all up.
            await transaction.RollbackToSavepointAsync(BeforeLocks, ct);
            db.ChangeTracker.Clear();
        }
    }
}
