using MassTransit;
using Microsoft.EntityFrameworkCore;
using Selection.Assessment.Data;
using Selection.Contracts.Events;

namespace Selection.Assessment.Consumers;

/// <summary>Who a subject of the identity provider is (R56).</summary>
internal sealed class OnPersonChanged(AssessmentDb db) : IConsumer<PersonChanged>
{
    public async Task Consume(ConsumeContext<PersonChanged> context)
    {
        var person = context.Message;
        await db.Database.ExecuteSqlAsync($"""
            insert into persons (person_id, subject, first_name, last_name, version)
            values ({person.PersonId}, {person.Subject}, {person.FirstName}, {person.LastName}, {person.Version})
            on conflict (person_id) do update
            set subject = excluded.subject, first_name = excluded.first_name, last_name = excluded.last_name, version = excluded.version
            where persons.version < excluded.version
            """, context.CancellationToken);
    }
}
