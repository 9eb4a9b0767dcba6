using MassTransit;
using Microsoft.EntityFrameworkCore;
using Selection.Contracts.Events;
using Selection.Results.Data;

namespace Selection.Results.Consumers;

internal sealed class OnPersonChanged(ResultsDb db) : IConsumer<PersonChanged>
{
    public Task Consume(ConsumeContext<PersonChanged> context)
    {
        var message = context.Message;
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into persons as p (person_id, version, subject, first_name, last_name)
            values ({message.PersonId}, {message.Version}, {message.Subject}, {message.FirstName}, {message.LastName})
            on conflict (person_id) do update set version = excluded.version, subject = excluded.subject,
                first_name = excluded.first_name, last_name = excluded.last_name
            where p.version < excluded.version
            """, context.CancellationToken);
    }
}
