using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts;
using Selection.Contracts.Events;
using Selection.Contracts.Registers;
using Selection.Results.Data;
using Selection.Results.Features.Registers;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Consumers;

/// <summary>A part of a register, in any order and any number of times. With the last one that is missing the register is ready.</summary>
internal sealed class OnRegisterPartCollected(ResultsDb db, IClock clock) : IConsumer<RegisterPartCollected>
{
    public async Task Consume(ConsumeContext<RegisterPartCollected> context)
    {
        var (part, ct) = (context.Message, context.CancellationToken);
        var register = await db.Registers.FromSql($"select * from registers where register_id = {part.RegisterId} for update").SingleOrDefaultAsync(ct);
        if (register is not { State: RegisterState.Collecting } || !RegisterServices.All.Contains(part.Service)) return;
        var added = await db.Database.ExecuteSqlAsync(
            $"insert into register_parts (register_id, service, number, is_last) values ({part.RegisterId}, {part.Service}, {part.Number}, {part.IsLast}) on conflict do nothing", ct);
        if (added == 0) return;
        await InsertAsync(part, ct);
        if (await RegisterServices.MissingAsync(db, register.RegisterId, ct) is { Count: > 0 }) return;

        var now = clock.GetCurrentInstant();
        (register.State, register.ReadyAt) = (RegisterState.Ready, now);
        register.Version++;
        await db.SaveChangesAsync(ct);
        (register.Sha256, register.Bytes) = await RegisterFile.MeasureAsync(db, register, ct);
        db.Record(new RecordEntry(RecordEntry.SystemActor, "register.ready", "vacancy", register.VacancyId, Details: new { register.RegisterId, register.Sha256, register.Bytes }), now);
    }

    private async Task InsertAsync(RegisterPartCollected part, CancellationToken ct)
    {
        RegisterLine[] lines = [.. part.Content.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<RegisterLine>(line, ContractsJson.Options)!)];
        if (lines.Length == 0) return;
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into register_lines (register_id, service, part, line, kind, candidacy_id, person_id, at, content)
            select {part.RegisterId}, {part.Service}, {part.Number}, n, kind, candidacy_id, person_id, at, content
            from unnest({lines.Select(l => KindOf(l).ToString()).ToArray()}, {lines.Select(l => l.Statement?.CandidacyId ?? l.Record?.CandidacyId).ToArray()},
                {lines.Select(l => l.Statement?.PersonId ?? l.Record?.PersonId).ToArray()}, {lines.Select(l => l.Statement?.At ?? l.Record?.At ?? l.Seal!.At).ToArray()},
                {lines.Select(Content).ToArray()}) with ordinality as l (kind, candidacy_id, person_id, at, content, n)
            on conflict do nothing
            """, ct);
    }

    private static RegisterLineKind KindOf(RegisterLine line) => line switch
    {
        { Statement: not null } => RegisterLineKind.Statement,
        { Record: not null } => RegisterLineKind.Record,
        _ => RegisterLineKind.Seal,
    };

    private static string Content(RegisterLine line) => line switch
    {
        { Statement: { } statement } => JsonSerializer.Serialize(statement, ContractsJson.Options),
        { Record: { } record } => JsonSerializer.Serialize(record, ContractsJson.Options),
        _ => JsonSerializer.Serialize(line.Seal, ContractsJson.Options),
    };
}
