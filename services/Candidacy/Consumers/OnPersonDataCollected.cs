using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using Selection.Candidacies.Data;
using Selection.Candidacies.Features.PersonalData;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Record;

namespace Selection.Candidacies.Consumers;

/// <summary>A service's part of an export (R55). With the last one, whenever it comes, the export is ready and the person is told.</summary>
internal sealed class OnPersonDataCollected(CandidacyDb db, NumberVault vault, IOptions<PersonalDataRules> rules, IClock clock) : IConsumer<PersonDataCollected>
{
    public async Task Consume(ConsumeContext<PersonDataCollected> context)
    {
        var (part, ct) = (context.Message, context.CancellationToken);
        var export = await db.Exports.FromSql($"select * from exports where export_id = {part.ExportId} for update").SingleOrDefaultAsync(ct);
        if (export is not { State: ExportState.Collecting } || !OtherServices.All.Contains(part.Service)) return;
        await AddAsync(export.ExportId, part.Service, part.Content, ct);
        if (await db.ExportParts.CountAsync(p => p.ExportId == export.ExportId, ct) < OtherServices.All.Length) return;

        var now = clock.GetCurrentInstant();
        await AddAsync(export.ExportId, "candidacy", await OwnData.CollectAsync(db, vault, export.PersonId, ct), ct);
        (export.State, export.ReadyAt, export.ExpiresAt) = (ExportState.Ready, now, now + Duration.FromDays(rules.Value.ExportDays));
        export.Version++;
        db.Messages.Add(Message.About(export.PersonId, export.ExportId, 1, "export-ready", now, new { export.ExpiresAt }));
        db.Record(new(RecordEntry.SystemActor, "export.ready", "export", export.ExportId, export.PersonId), now);
    }

    private Task AddAsync(Guid exportId, string service, string content, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""
        insert into export_parts (export_id, service, content) values ({exportId}, {service}, {content})
        on conflict (export_id, service) do update set content = excluded.content
        """, ct);
}
