using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.Results.Features.Registers;
using Selection.ServiceDefaults.Persons;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Consumers;

/// <summary>Forgets a person (R55): the name, the account and every motivation. Groups, ranks and figures of lists stay, and name nobody.</summary>
internal sealed class OnPersonErased(ResultsDb db, IClock clock) : IConsumer<PersonErased>
{
    public async Task Consume(ConsumeContext<PersonErased> context)
    {
        var (erased, ct) = (context.Message, context.CancellationToken);
        var persons = await db.AllOfAsync(erased.PersonId, ct);
        await db.TouchPersonalDataAsync(ct);
        // The highest version there is: no event about the person that comes later brings the name back.
        await db.Database.ExecuteSqlAsync($"""
            insert into persons (person_id, version, subject, first_name, last_name, language)
            select id, {long.MaxValue}, 'erased-' || id, '', '', '' from unnest({persons}) as id
            on conflict (person_id) do update
            set version = excluded.version, subject = excluded.subject, first_name = '', last_name = '', language = ''
            """, ct);
        await db.Database.ExecuteSqlAsync($$"""
            update candidacies set motivation = case when motivation is null then null else '' end,
                results = case when results is null then null
                    else (select coalesce(jsonb_agg(r || '{"motivation": ""}'), '[]') from jsonb_array_elements(results) r) end
            where person_id = any({{persons}})
            """, ct);
        await db.Database.ExecuteSqlAsync($$"""
            update list_entries set motivation = '',
                results = (select coalesce(jsonb_agg(r || '{"motivation": ""}'), '[]') from jsonb_array_elements(results) r)
            where person_id = any({{persons}})
            """, ct);
        var now = clock.GetCurrentInstant();
        await db.RemoveRegistersOfAsync(persons, now, ct);
        await db.ForgetTracesAsync(persons, ct);
        db.Record(new RecordEntry(RecordEntry.SystemActor, "person.erased", "person", erased.PersonId, erased.PersonId), now);
    }
}
