using MassTransit;
using Microsoft.EntityFrameworkCore;
using Selection.Contracts.Events;
using Selection.Screening.Data;

namespace Selection.Screening.Consumers;

internal sealed class OnPersonChanged(ScreeningDb db) : IConsumer<PersonChanged>
{
    public Task Consume(ConsumeContext<PersonChanged> context)
    {
        var message = context.Message;
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into persons as p (person_id, version, first_name, last_name)
            values ({message.PersonId}, {message.Version}, {message.FirstName}, {message.LastName})
            on conflict (person_id) do update set version = excluded.version, first_name = excluded.first_name, last_name = excluded.last_name
            where p.version < excluded.version
            """, context.CancellationToken);
    }
}
