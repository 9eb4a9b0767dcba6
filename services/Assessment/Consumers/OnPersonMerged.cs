using MassTransit;
using NodaTime;
using Selection.Assessment.Data;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Persons;
using Selection.ServiceDefaults.Record;

namespace Selection.Assessment.Consumers;

/// <summary>
/// Two persons are one (R56): passes, functions and development periods of both count for all their candidacies, as if it
/// had always been one ledger. What was decided before stands; what is open is looked at again.
/// </summary>
internal sealed class OnPersonMerged(AssessmentDb db, IClock clock) : IConsumer<PersonMerged>
{
    public async Task Consume(ConsumeContext<PersonMerged> context)
    {
        var (merged, ct) = (context.Message, context.CancellationToken);
        await db.LockPersonsAsync([merged.PersonId, merged.MergedPersonId], ct);
        var personId = await db.MergePersonsAsync(merged.PersonId, merged.MergedPersonId, merged.MergedSubject, ct);
        var files = await PersonFiles.LockAsync(db, [personId], [], ct);
        var now = clock.GetCurrentInstant();
        db.Record(new RecordEntry(RecordEntry.SystemActor, "person.merged", "person", personId, personId, Details: new { merged.MergedPersonId }), now);
        files.Reassess(personId, now);
        await files.SaveSeatsAsync(ct);
    }
}
