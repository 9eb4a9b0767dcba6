using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Persons;
using Selection.ServiceDefaults.Record;

namespace Selection.Assessment.Consumers;

/// <summary>
/// Forgets a person (R55): the name, the account, what proved an entry of the ledger, what was asked and answered, results by part, and of accommodations and
/// claims the reasons, the texts, the measures and every file. Seats, totals and kinds of entries stay, under a number that
/// names nobody any more.
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
        await ForgetRequestsAsync(persons, ct);
        await db.ForgetTracesAsync(persons, ct);
        db.Record(new RecordEntry(RecordEntry.SystemActor, "person.erased", "person", erased.PersonId, erased.PersonId), clock.GetCurrentInstant());
    }

    private async Task ForgetRequestsAsync(Guid[] persons, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"""
            with gone as (delete from filed_documents where person_id = any({persons}) returning document_id)
            delete from document_chunks c using gone g where c.document_version_id = g.document_id
            """, ct);
        await db.Database.ExecuteSqlAsync($"""
            update accommodations set reason = null, asked = array[]::text[], version = version + 1,
                state = case when state in ('Asked', 'Taken') then 'Withdrawn' else state end
            where person_id = any({persons})
            """, ct);
        await db.Database.ExecuteSqlAsync($"""
            update accommodation_decisions set measures = array[]::text[], motivation = null, revision_reason = null where person_id = any({persons})
            """, ct);
        await db.Database.ExecuteSqlAsync($"""
            delete from measures_in_force where candidacy_id in (select candidacy_id from candidacies where person_id = any({persons}))
            """, ct);
        await db.Database.ExecuteSqlAsync($"""
            update exemption_claims set function = '', service = '', motivation = case when motivation is null then null else '' end, version = version + 1,
                state = case when state = 'Open' then 'Withdrawn' else state end
            where person_id = any({persons})
            """, ct);
    }
}
