using System.Text;
using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts;
using Selection.Contracts.Events;
using Selection.Contracts.Registers;
using Selection.ServiceDefaults.Database;
using Selection.ServiceDefaults.Record;

namespace Selection.ServiceDefaults.Registers;

/// <summary>
/// A service's answer to <see cref="RegisterRequested"/>: what it states of a procedure, its record about it, and how far that is
/// sealed; in parts of bounded size, a few hundred candidacies at a time, so that the largest procedure needs no more memory
/// than a small one. A service says what it knows in four methods.
/// </summary>
/// <param name="db">The service's database.</param>
/// <param name="service">Its name.</param>
/// <param name="clock">The platform's clock.</param>
public abstract class RegisterAnswer(ServiceDbContext db, string service, IClock clock) : IConsumer<RegisterRequested>
{
    /// <summary>The platform's clock.</summary>
    protected IClock Clock { get; } = clock;

    private const int CandidaciesAtATime = 200, EntriesAtATime = 500;

    /// <summary>What of the record belongs to a procedure.</summary>
    /// <param name="vacancyId">Which procedure.</param>
    /// <returns>SQL that gives <c>entity_type</c>, <c>entity_id</c> and, where it belongs to one, <c>candidacy_id</c>.</returns>
    protected abstract FormattableString Entities(Guid vacancyId);

    /// <summary>The candidacies of a procedure, as far as the service knows them.</summary>
    protected abstract IQueryable<Guid> Candidacies(Guid vacancyId);

    /// <summary>What concerns the procedure as a whole, in any order.</summary>
    protected abstract Task<IReadOnlyList<RegisterStatement>> OfProcedureAsync(Guid vacancyId, CancellationToken ct);

    /// <summary>What concerns some of its candidacies, in any order.</summary>
    protected abstract Task<IReadOnlyList<RegisterStatement>> OfCandidaciesAsync(Guid vacancyId, Guid[] candidacyIds, CancellationToken ct);

    /// <summary>Who did something, as the record has it: for what a service's own tables keep without a name.</summary>
    /// <param name="entityIds">To what.</param>
    /// <param name="actions">Which actions count.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The acts on each of them, the newest first.</returns>
    protected async Task<ILookup<Guid, RegisterAct>> ActsAsync(Guid[] entityIds, string[] actions, CancellationToken ct) =>
        (await db.Records.AsNoTracking().Where(r => entityIds.Contains(r.EntityId) && actions.Contains(r.Action)).OrderByDescending(r => r.Id)
            .Select(r => new RegisterAct(r.EntityId, r.Action, r.Actor, r.At, r.RuleVersion)).ToListAsync(ct)).ToLookup(act => act.EntityId);

    /// <inheritdoc/>
    public async Task Consume(ConsumeContext<RegisterRequested> context)
    {
        var (request, ct) = (context.Message, context.CancellationToken);
        var now = Clock.GetCurrentInstant();
        var parts = new RegisterParts(db, request, service, now);
        // What is written from now on, its own entry among it, belongs to the next register.
        var last = await db.Records.MaxAsync(r => (long?)r.Id, ct) ?? 0;

        var newest = await db.Set<SealRow>().AsNoTracking().OrderByDescending(s => s.Number).FirstOrDefaultAsync(ct);
        await parts.AddAsync(new RegisterLine(Seal: new RegisterSeal(newest?.Number ?? 0, newest is null ? "" : Convert.ToHexStringLower(newest.Hash), now)), ct);
        foreach (var statement in await OfProcedureAsync(request.VacancyId, ct)) await parts.AddAsync(new RegisterLine(Statement: statement), ct);
        for (Guid? after = Guid.Empty; after is { } from;)
        {
            var ids = await Candidacies(request.VacancyId).Where(id => id > from).OrderBy(id => id).Take(CandidaciesAtATime).ToArrayAsync(ct);
            if (ids.Length > 0)
                foreach (var statement in await OfCandidaciesAsync(request.VacancyId, ids, ct)) await parts.AddAsync(new RegisterLine(Statement: statement), ct);
            after = ids.Length == CandidaciesAtATime ? ids[^1] : null;
        }

        var entries = await AddRecordAsync(parts, request.VacancyId, last, ct);
        await parts.CompleteAsync(ct);
        db.Record(new RecordEntry(RecordEntry.SystemActor, "register.answered", "vacancy", request.VacancyId, Details: new { request.RegisterId, entries }), now);
    }

    private async Task<int> AddRecordAsync(RegisterParts parts, Guid vacancyId, long last, CancellationToken ct)
    {
        var count = 0;
        for (long? after = 0; after is { } from;)
        {
            var found = await FindAsync(Entities(vacancyId), from, last, ct);
            var ids = found.ConvertAll(f => f.Id);
            var rows = await db.Records.AsNoTracking().Where(r => ids.Contains(r.Id)).OrderBy(r => r.Id).ToListAsync(ct);
            var texts = await db.ReadTextsAsync(rows, ct);
            foreach (var (row, belongs) in rows.Zip(found))
                await parts.AddAsync(new RegisterLine(Record: EntryOf(row, belongs, texts.GetValueOrDefault(row.Id))), ct);
            count += rows.Count;
            after = found.Count == EntriesAtATime ? found[^1].Id : null;
        }

        return count;
    }

    private Task<List<Found>> FindAsync(FormattableString entities, long after, long last, CancellationToken ct)
    {
        // The service's own SQL keeps its parameters; those of the frame come behind them.
        var n = entities.ArgumentCount;
        var sql = $$"""
            select r.id, s.number, s.hash, (array_agg(e.candidacy_id) filter (where e.candidacy_id is not null))[1] as candidacy_id
            from ({{entities.Format}}) e
            join record r on r.entity_type = e.entity_type and r.entity_id = e.entity_id
            left join record_seals s on s.record_id = r.id
            where r.id > {{{n}}} and r.id <= {{{n + 1}}}
            group by r.id, s.number, s.hash
            order by r.id limit {{{n + 2}}}
            """;
        return db.Database.SqlQueryRaw<Found>(sql, [.. entities.GetArguments()!, after, last, EntriesAtATime]).ToListAsync(ct);
    }

    private static RegisterRecordEntry EntryOf(RecordRow row, Found belongs, string? text) => new(
        row.Id, belongs.Number, belongs.Hash is null ? null : Convert.ToHexStringLower(belongs.Hash), row.At, row.Actor, row.Action, row.EntityType, row.EntityId,
        belongs.CandidacyId, row.PersonId, row.RuleVersion,
        row.Details is null ? null : JsonSerializer.Deserialize<JsonElement>(row.Details, ContractsJson.Options), text);

    private sealed record Found(long Id, long? Number, byte[]? Hash, Guid? CandidacyId);
}

/// <summary>Who did something to something, as the record has it.</summary>
/// <param name="EntityId">To what.</param>
/// <param name="Action">What.</param>
/// <param name="Actor">Who.</param>
/// <param name="At">When.</param>
/// <param name="RuleVersion">Under which version of the rules.</param>
public sealed record RegisterAct(Guid EntityId, string Action, string Actor, Instant At, int? RuleVersion);

/// <summary>Whose act it was.</summary>
public static class RegisterActs
{
    /// <summary>The actor of the newest act that fits; an empty text where the record has none.</summary>
    public static string Who(this IEnumerable<RegisterAct> acts, Func<RegisterAct, bool>? which = null) => acts.FirstOrDefault(act => which?.Invoke(act) ?? true)?.Actor ?? "";
}

/// <summary>Gathers lines into parts and puts each full one into the outbox.</summary>
internal sealed class RegisterParts(ServiceDbContext db, RegisterRequested request, string service, Instant now)
{
    /// <summary>In characters; a single line may be longer.</summary>
    public const int MostOfAPart = 256 * 1024;

    private readonly StringBuilder _content = new();
    private int _number;

    public async Task AddAsync(RegisterLine line, CancellationToken ct)
    {
        var text = JsonSerializer.Serialize(line, ContractsJson.Options);
        if (_content.Length > 0 && _content.Length + text.Length > MostOfAPart) await SendAsync(isLast: false, ct);
        _content.Append(text).Append('\n');
    }

    public Task CompleteAsync(CancellationToken ct) => SendAsync(isLast: true, ct);

    private async Task SendAsync(bool isLast, CancellationToken ct)
    {
        await db.PublishManyAsync([new RegisterPartCollected(request.RegisterId, request.VacancyId, request.Version, service, ++_number, isLast, _content.ToString(), now)], ct);
        _content.Clear();
    }
}
