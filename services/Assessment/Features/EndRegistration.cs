using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Background;
using Selection.ServiceDefaults.Record;

namespace Selection.Assessment.Features;

/// <summary>
/// Carries out what the clock has decided (T3): when a registration period has ended, whoever has no seat is stopped
/// (R28, R32). Each period is ended once, however many replicas look.
/// </summary>
internal sealed partial class EndRegistration(IServiceScopeFactory scopes, IClock clock, ILogger<EndRegistration> logger) : RepeatedWork(TimeSpan.FromMilliseconds(500), logger)
{
    /// <summary>Ends one period whose time has come; false when there is none.</summary>
    public async Task<bool> EndNextAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AssessmentDb>();
        var now = clock.GetCurrentInstant();
        // Most of the time there is nothing to do: no transaction for that.
        if (!await db.RegistrationPeriods.AnyAsync(p => p.EndedAt == null && p.ClosesAt <= now, ct)) return false;

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var period = (await db.RegistrationPeriods.FromSql($"""
            select * from registration_periods where ended_at is null and closes_at <= {now} order by closes_at limit 1 for update skip locked
            """).ToListAsync(ct)).SingleOrDefault();
        if (period is null) return false;
        var vacancy = (await db.Vacancies.FromSql($"select * from vacancies where vacancy_id = {period.VacancyId} for share").AsNoTracking().ToListAsync(ct)).Single();
        period.EndedAt = now;
        period.Version++;
        db.Record(new RecordEntry(RecordEntry.SystemActor, "registration.ended", "registration-period", period.RegistrationPeriodId, null, vacancy.RuleVersion), now);
        // While another period is open or to come, nobody is too late; it is told of now that its turn comes.
        var stopped = 0;
        if (await db.CurrentPeriodAsync(period.VacancyId, now, ct) is { } next) await db.InviteAllAsync(next, extended: false, now, ct);
        else stopped = await StopAsync(db, period, vacancy, now, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        LogEnded(period.RegistrationPeriodId, stopped);
        return true;
    }

    protected override Task<bool> RunOnceAsync(CancellationToken ct) => EndNextAsync(ct);

    private static async Task<int> StopAsync(AssessmentDb db, RegistrationPeriodRow period, VacancyRow vacancy, Instant now, CancellationToken ct)
    {
        // Who booked in time and waits for the same row is Booked by the time it is read.
        var left = await db.Candidacies.FromSql($"""
            select * from candidacies
            where vacancy_id = {period.VacancyId} and standing = 'ToBook' and (new_sitting_since is null or new_sitting_since < {period.CreatedAt})
            order by candidacy_id for update
            """).ToListAsync(ct);
        var persons = left.Select(c => c.PersonId).ToArray();
        var days = await db.Sessions.Where(s => s.VacancyId == period.VacancyId && s.CancelledAt == null && s.StartsAt > period.OpensAt).Select(s => s.Day).Distinct().ToListAsync(ct);
        var ledgers = (await db.Ledger.AsNoTracking().Where(e => persons.Contains(e.PersonId)).ToListAsync(ct)).ToLookup(e => e.PersonId, e => e.Entry());
        var stopped = 0;
        foreach (var candidacy in left)
        {
            var end = DevelopmentPeriods.AtTheEnd(Ledger.InForce([.. ledgers[candidacy.PersonId]]), vacancy.LevelGroup, days);
            if (end is EndOfRegistration.NothingOffered) continue;
            var until = (end as EndOfRegistration.Barred)?.Until;
            var stop = until is null ? AssessmentStop.NotRegistered : AssessmentStop.Barred;
            stopped++;
            (candidacy.Standing, candidacy.StopReason, candidacy.BarredUntil) = (Standing.Stopped, stop, until);
            db.Record(new RecordEntry(RecordEntry.SystemActor, "candidacy.stopped", "candidacy", candidacy.CandidacyId, candidacy.PersonId, vacancy.RuleVersion, new { reason = stop, barredUntil = until }), now);
            db.Publish(new AssessmentStopped(candidacy.CandidacyId, candidacy.VacancyId, candidacy.PersonId, candidacy.Next(), stop, until, now));
        }

        return stopped;
    }

    [LoggerMessage(LogLevel.Information, "Registration period {RegistrationPeriodId} has ended; {Stopped} candidacies had no seat.")]
    private partial void LogEnded(Guid registrationPeriodId, int stopped);
}
