using MassTransit;
using NodaTime;
using Selection.Contracts.Events;
using Selection.Screening.Data;
using Selection.ServiceDefaults.Persons;
using Selection.ServiceDefaults.Record;

namespace Selection.Screening.Consumers;

/// <summary>Two persons are one (R56): everything known of the merged one is the other's.</summary>
internal sealed class OnPersonMerged(ScreeningDb db, IClock clock) : IConsumer<PersonMerged>
{
    public async Task Consume(ConsumeContext<PersonMerged> context)
    {
        var merged = context.Message;
        var personId = await db.MergePersonsAsync(merged.PersonId, merged.MergedPersonId, merged.MergedSubject, context.CancellationToken);
        db.Record(new RecordEntry(RecordEntry.SystemActor, "person.merged", "person", personId, personId, Details: new { merged.MergedPersonId }), clock.GetCurrentInstant());
    }
}
