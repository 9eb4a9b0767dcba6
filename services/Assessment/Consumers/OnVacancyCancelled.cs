using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Assessment.Domain;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Record;

namespace Selection.Assessment.Consumers;

/// <summary>The procedure is over for everybody: candidacies end, seats are free, registration is closed.</summary>
internal sealed class OnVacancyCancelled(AssessmentDb db, IClock clock) : IConsumer<VacancyCancelled>
{
    public async Task Consume(ConsumeContext<VacancyCancelled> context)
    {
        var ct = context.CancellationToken;
        var id = context.Message.VacancyId;
        await db.LockUnknownVacanciesAsync([id], ct);
        await db.Database.ExecuteSqlAsync($"select 1 from vacancies where vacancy_id = {id} for update", ct);
        var now = clock.GetCurrentInstant();
        if (await db.Database.ExecuteSqlAsync($"insert into cancelled_vacancies (vacancy_id, at) values ({id}, {now}) on conflict do nothing", ct) == 0) return;
        db.Record(new RecordEntry(RecordEntry.SystemActor, "vacancy.cancelled", "vacancy", id), now);

        string[] over = [nameof(Standing.Ended), nameof(Standing.Stopped), nameof(Standing.Failed)];
        await db.Database.ExecuteSqlAsync($"""
            update candidacies set standing = 'Ended', end_reason = 'VacancyCancelled', version = version + 1
            where vacancy_id = {id} and standing <> all({over})
            """, ct);
        await db.Database.ExecuteSqlAsync($"""
            update bookings b set state = 'Released', closed_at = {now}
            from sessions s where b.session_id = s.session_id and s.vacancy_id = {id} and b.state = 'Booked' and s.starts_at > {now}
            """, ct);
        await db.Database.ExecuteSqlAsync($"update sessions set booked = 0, changes = changes + 1 where vacancy_id = {id} and starts_at > {now}", ct);
        await db.Database.ExecuteSqlAsync($"update registration_periods set ended_at = {now} where vacancy_id = {id} and ended_at is null", ct);
    }
}
