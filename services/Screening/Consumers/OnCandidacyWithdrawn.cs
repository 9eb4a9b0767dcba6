using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Screening.Data;
using Selection.ServiceDefaults.Record;

namespace Selection.Screening.Consumers;

/// <summary>After closing a withdrawal is final (R19). One that overtakes its lodging makes the row the lodging will find.</summary>
internal sealed class OnCandidacyWithdrawn(ScreeningDb db, IClock clock) : IConsumer<CandidacyWithdrawn>
{
    public async Task Consume(ConsumeContext<CandidacyWithdrawn> context)
    {
        var message = context.Message;
        var changed = await db.Database.ExecuteSqlAsync(
            $"""
            insert into cases as c (candidacy_id, vacancy_id, person_id, version, state, lodged_version, withdrawn_at,
                proposed_reservation, reservation, lifted, confirmed)
            values ({message.CandidacyId}, {message.VacancyId}, {message.PersonId}, 1, 'Withdrawn', 0, {message.OccurredAt}, 'None', 'None', 'None', 'None')
            on conflict (candidacy_id) do update set state = 'Withdrawn', withdrawn_at = excluded.withdrawn_at, version = c.version + 1,
                claimed_by = null, claimed_until = null
            where c.withdrawn_at is null
            """, context.CancellationToken);
        if (changed == 0) return;

        db.Record(
            new RecordEntry(RecordEntry.SystemActor, "case.withdrawn", "case", message.CandidacyId, message.PersonId),
            clock.GetCurrentInstant());
    }
}
