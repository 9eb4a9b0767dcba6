using MassTransit;
using Microsoft.EntityFrameworkCore;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Database;

namespace Selection.ServiceDefaults.Record;

/// <summary>
/// Keeps what another service tells of its record (R54). It leaves no entry in the record itself: one that did would be
/// sealed and told in turn, without end.
/// </summary>
internal sealed class OnRecordSealed(ServiceDbContext db, RecordSettings settings) : IConsumer<RecordSealed>
{
    public async Task Consume(ConsumeContext<RecordSealed> context)
    {
        var told = context.Message;
        // Its own it has kept when it told them.
        if (told.Service == settings.Service) return;
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into record_witnesses (service, number, hash, told_at)
            values ({told.Service}, {told.Version}, {Convert.FromHexString(told.Hash)}, {told.OccurredAt}) on conflict do nothing
            """, context.CancellationToken);
    }
}
