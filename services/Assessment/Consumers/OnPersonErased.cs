using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Persons;
using Selection.ServiceDefaults.Record;

namespace Selection.Assessment.Consumers;

/// <summary>
/// Forgets a person (R55): the name, the account, what proved an entry of the ledger, what was asked and answered, and results by part. Seats, totals and
/// kinds of entries stay, under a number that names nobody any more.
/// </summary>
internal sealed class OnPersonErased(AssessmentDb db, IClock clock) : IConsumer<PersonErased>
{
    public async Task Consume(ConsumeContext<PersonErased> context)
    {
        var (erased, ct) = (context.Message, context.CancellationToken);
        var persons = await db.AllOfAsync(erased.PersonId, ct);
        await db.LockPersonsAsync(persons, ct);
        await db.TouchPersonalDataAsync(ct);
        // The highest version there is: no event about the person that comes later brings the name back.
        await db.Database.ExecuteSqlAsync($"""
            update persons set subject = null, first_name = null, last_name = null, version = {long.MaxValue} where person_id = any({persons})
            """, ct);
        await db.Database.ExecuteSqlAsync($"update ledger set source = '' where person_id = any({persons})", ct);
        await db.Database.ExecuteSqlAsync($"update bookings set parts = null where person_id = any({persons})", ct);
        await db.Database.ExecuteSqlAsync($"""
            update corrections set motivation = case when motivation is null then null else '' end, parts = null
            where candidacy_id in (select candidacy_id from candidacies where person_id = any({persons}))
            """, ct);
        await db.Database.ExecuteSqlAsync($"""
            update submissions set parts = '[]' where parts <> '[]' and booking_id in (select booking_id from bookings where person_id = any({persons}))
            """, ct);
        await db.Database.ExecuteSqlAsync($"""
            update conflict_settlements set reason = '' where booking_id in (select booking_id from bookings where person_id = any({persons}))
            """, ct);
        await db.Database.ExecuteSqlAsync($"update exemption_reviews set motivation = case when motivation is null then null else '' end where person_id = any({persons})", ct);
        await db.Database.ExecuteSqlAsync($"update help_requests set text = '', answer = case when answer is null then null else '' end where person_id = any({persons})", ct);
        await db.ForgetTracesAsync(persons, ct);
        db.Record(new RecordEntry(RecordEntry.SystemActor, "person.erased", "person", erased.PersonId, erased.PersonId), clock.GetCurrentInstant());
    }
}
