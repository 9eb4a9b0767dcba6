using MassTransit;
using Microsoft.EntityFrameworkCore;
using Selection.Contracts.Events;
using Selection.OralTest.Data;

namespace Selection.OralTest.Consumers;

internal sealed class OnPersonChanged(OralTestDb db) : IConsumer<PersonChanged>
{
    public Task Consume(ConsumeContext<PersonChanged> context)
    {
        var person = context.Message;
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into persons (person_id, subject, first_name, last_name, language, seen)
            values ({person.PersonId}, {person.Subject}, {person.FirstName}, {person.LastName}, {person.Language}, {person.Version})
            on conflict (person_id) do update
            set subject = excluded.subject, first_name = excluded.first_name, last_name = excluded.last_name,
                language = excluded.language, seen = excluded.seen
            where persons.seen < excluded.seen
            """, context.CancellationToken);
    }
}
