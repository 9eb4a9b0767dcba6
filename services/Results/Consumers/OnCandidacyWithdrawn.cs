using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.Results.Features.Appointments;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Consumers;

/// <summary>After closing a withdrawal is final (R19), whatever else is heard of the candidacy, before or after.</summary>
internal sealed class OnCandidacyWithdrawn(ResultsDb db, IClock clock) : IConsumer<CandidacyWithdrawn>
{
    public async Task Consume(ConsumeContext<CandidacyWithdrawn> context)
    {
        var message = context.Message;
        var ct = context.CancellationToken;
        await db.ShareVacanciesAsync([message.VacancyId], ct);
        var changed = await db.Database.ExecuteSqlAsync(
            $"""
            insert into candidacies as c (candidacy_id, vacancy_id, person_id, withdrawn_at)
            values ({message.CandidacyId}, {message.VacancyId}, {message.PersonId}, {message.OccurredAt})
            on conflict (candidacy_id) do update set withdrawn_at = excluded.withdrawn_at
            where c.withdrawn_at is null
            """, ct);
        if (changed == 0) return;

        var now = clock.GetCurrentInstant();
        db.Record(new RecordEntry(RecordEntry.SystemActor, "candidacy.withdrawn", "candidacy", message.CandidacyId, message.PersonId), now);
        foreach (var appointmentId in await db.FallAwayAsync(message.CandidacyId, BrusselsTime.DateIn(now), now, ct))
            db.Record(new RecordEntry(RecordEntry.SystemActor, "appointment.declined", "appointment", appointmentId, message.PersonId), now);
        // Somebody who was not in a list does not change it by leaving.
        var listed = await db.Entries.AnyAsync(e => e.CandidacyId == message.CandidacyId, ct);
        if (listed) await db.OutdateListsAsync([message.VacancyId], "withdrawn", clock, ct);
    }
}
