using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Data;
using Selection.Results.Features.Registers;
using Selection.ServiceDefaults.Persons;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Consumers;

/// <summary>Forgets a person (R55): the name, the account, every motivation and what was written after the results. Groups, ranks and figures of lists stay, and name nobody.</summary>
internal sealed class OnPersonErased(ResultsDb db, IClock clock) : IConsumer<PersonErased>
{
    public async Task Consume(ConsumeContext<PersonErased> context)
    {
        var (erased, ct) = (context.Message, context.CancellationToken);
        var persons = await db.AllOfAsync(erased.PersonId, ct);
        await EndListsAsync(persons, ct);
        await db.TouchPersonalDataAsync(ct);
        // The highest version there is: no event about the person that comes later brings the name back.
        await db.Database.ExecuteSqlAsync($"""
            insert into persons (person_id, version, subject, first_name, last_name)
            select id, {Person.Erased}, 'erased-' || id, '', '' from unnest({persons}) as id
            on conflict (person_id) do update
            set version = excluded.version, subject = excluded.subject, first_name = '', last_name = ''
            """, ct);
        await db.Database.ExecuteSqlAsync($$"""
            update candidacies set motivation = case when motivation is null then null else '' end,
                results = case when results is null then null
                    else (select coalesce(jsonb_agg(r || '{"motivation": ""}'), '[]') from jsonb_array_elements(results) r) end
            where person_id = any({{persons}})
            """, ct);
        await db.Database.ExecuteSqlAsync($$"""
            update list_entries set motivation = '', act = act || '{"committee": ""}',
                results = (select coalesce(jsonb_agg(r || '{"motivation": ""}'), '[]') from jsonb_array_elements(results) r)
            where person_id = any({{persons}})
            """, ct);
        var now = clock.GetCurrentInstant();
        await db.ForgetAfterResultsAsync(persons, now, ct);
        await db.RemoveRegistersOfAsync(persons, now, ct);
        await db.ForgetTracesAsync(persons, ct);
        db.Record(new RecordEntry(RecordEntry.SystemActor, "person.erased", "person", erased.PersonId, erased.PersonId), now);
    }

    /// <summary>
    /// A list that is not out yet no longer says what its hash was made over: it is proposed anew, before anybody takes it for
    /// altered. One that is being written waits for us, or we for it: none brings back what is forgotten here.
    /// </summary>
    private async Task EndListsAsync(Guid[] persons, CancellationToken ct)
    {
        await db.ShareVacanciesAsync(await db.Candidacies.Where(c => persons.Contains(c.PersonId)).Select(c => c.VacancyId).ToListAsync(ct), ct);
        var vacancies = await (
            from e in db.Entries
            join l in db.Lists on e.ListId equals l.ListId
            where persons.Contains(e.PersonId) && (l.State == ListState.Proposed || l.State == ListState.Approved)
            select l.VacancyId).Distinct().ToListAsync(ct);
        if (vacancies.Count == 0) return;
        var now = clock.GetCurrentInstant();
        foreach (var listId in await db.MarkStaleAsync(vacancies, now, ct))
            db.Record(new RecordEntry(RecordEntry.SystemActor, "list.outdated", "list", listId, Details: new { because = "person.erased" }), now);
    }
}
