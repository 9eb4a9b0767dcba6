using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Screening.Data;
using Selection.ServiceDefaults.Persons;
using Selection.ServiceDefaults.Record;

namespace Selection.Screening.Consumers;

/// <summary>Forgets a person (R55): names, dossiers and everything written about them. That there was a case, and how it was decided, stays.</summary>
internal sealed class OnPersonErased(ScreeningDb db, IClock clock) : IConsumer<PersonErased>
{
    public async Task Consume(ConsumeContext<PersonErased> context)
    {
        var (erased, ct) = (context.Message, context.CancellationToken);
        var persons = await db.AllOfAsync(erased.PersonId, ct);
        await db.TouchPersonalDataAsync(ct);
        // The highest version there is: no event about the person that comes later brings the name back.
        await db.Database.ExecuteSqlAsync($"""
            insert into persons (person_id, version, first_name, last_name)
            select id, {long.MaxValue}, '', '' from unnest({persons}) as id
            on conflict (person_id) do update set version = excluded.version, first_name = '', last_name = ''
            """, ct);
        await db.Database.ExecuteSqlAsync($"""
            update cases set proposal = null, ruled_proposal = null, dossier = null where person_id = any({persons})
            """, ct);
        await db.Database.ExecuteSqlAsync($"""
            update reopenings set reason = '' where candidacy_id in (select candidacy_id from cases where person_id = any({persons}))
            """, ct);
        await db.Database.ExecuteSqlAsync($"""
            update experience_rulings set reason = null where candidacy_id in (select candidacy_id from cases where person_id = any({persons}))
            """, ct);
        await db.Database.ExecuteSqlAsync($"""
            update claim_takeovers set reason = '' where candidacy_id in (select candidacy_id from cases where person_id = any({persons}))
            """, ct);
        await db.Database.ExecuteSqlAsync($"""
            update reservation_decisions set motivation = '', proof_issuer = null, proof_reference = null where candidacy_id in (select candidacy_id from cases where person_id = any({persons}))
            """, ct);
        await db.Database.ExecuteSqlAsync($"""
            update decisions set motivation = '', officer_motivation = null where person_id = any({persons})
            """, ct);
        await db.ForgetTracesAsync(persons, ct);
        db.Record(new RecordEntry(RecordEntry.SystemActor, "person.erased", "person", erased.PersonId, erased.PersonId), clock.GetCurrentInstant());
    }
}
