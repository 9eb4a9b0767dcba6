using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using Selection.ServiceDefaults.Record;

namespace Selection.ServiceDefaults.Database;

/// <summary>
/// Saves a batch of changes with one statement a table, all of them in one round trip, where SaveChanges sends a statement a
/// row: the rules work on tracked rows as ever, and the database does not notice how many there are.
/// </summary>
public static class SetBasedSave
{
    /// <summary>
    /// Writes what was changed, then what was added, in the order it was added, and forgets all it tracks. Changes go first, so
    /// that a unique value one row gives up is free for another.
    /// </summary>
    /// <param name="db">The context, with a transaction of its own.</param>
    /// <param name="ct">Stops it.</param>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else has changed one of the rows.</exception>
    /// <exception cref="NotSupportedException">A row was removed.</exception>
    public static async Task SaveManyAsync(this ServiceDbContext db, CancellationToken ct)
    {
        var entries = db.ChangeTracker.Entries().ToList();
        if (entries.Exists(e => e.State == EntityState.Deleted)) throw new NotSupportedException("Rows are added and changed in bulk, never removed.");
        var added = entries.FindAll(e => e.State == EntityState.Added);
        await db.EncryptTextsAsync(added.Select(e => e.Entity).OfType<RecordRow>(), ct);

        await using var batch = new NpgsqlBatch((NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction());
        var expected = new List<int>();
        foreach (var table in entries.Where(e => e.State == EntityState.Modified).GroupBy(e => e.Metadata))
        {
            batch.BatchCommands.Add(Update(table.Key, [.. table]));
            expected.Add(table.Count());
        }

        foreach (var table in added.GroupBy(e => e.Metadata)) batch.BatchCommands.Add(Insert(table.Key, [.. table.Select(e => e.Entity)]));
        if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(ct);
        for (var i = 0; i < expected.Count; i++)
        {
            if (batch.BatchCommands[i].RecordsAffected != expected[i]) throw new DbUpdateConcurrencyException("Somebody else has changed one of the rows.");
        }

        db.ChangeTracker.Clear();
    }

    private static NpgsqlBatchCommand Insert(IEntityType type, IReadOnlyList<object> rows)
    {
        var columns = type.GetProperties().Where(p => !IsGivenByTheDatabase(p)).Select(p => new Column(p, type)).ToList();
        var names = string.Join(", ", columns.Select(c => c.Name));
        var command = new NpgsqlBatchCommand($"insert into {TableOf(type)} ({names}) select {names} from unnest({Placeholders(columns.Count)}) with ordinality as r ({names}, ordinal_) order by ordinal_");
        foreach (var column in columns) command.Parameters.Add(column.Parameter(rows.Count, i => column.ValueIn(rows[i])));
        return command;
    }

    private static NpgsqlBatchCommand Update(IEntityType type, List<EntityEntry> rows)
    {
        var columns = type.GetProperties().Where(p => rows.Exists(row => row.Property(p).IsModified)).Select(p => new Column(p, type)).ToList();
        var keys = type.FindPrimaryKey()!.Properties.Select(p => new Column(p, type)).ToList();
        var tokens = type.GetProperties().Where(p => p.IsConcurrencyToken).Select(p => new Column(p, type)).ToList();
        List<(string Name, NpgsqlParameter Values)> given =
        [
            .. columns.Select((c, n) => (At("new", n), c.Parameter(rows.Count, i => c.ValueIn(rows[i].Entity)))),
            .. keys.Select((c, n) => (At("key", n), c.Parameter(rows.Count, i => c.ValueIn(rows[i].Entity)))),
            .. tokens.Select((c, n) => (At("old", n), c.Parameter(rows.Count, i => c.ToDatabase(rows[i].Property(c.Property).OriginalValue)))),
        ];
        var command = new NpgsqlBatchCommand($"""
            update {TableOf(type)} as t set {string.Join(", ", columns.Select((c, n) => $"{c.Name} = r.{At("new", n)}"))}
            from unnest({Placeholders(given.Count)}) as r ({string.Join(", ", given.Select(g => g.Name))})
            where {string.Join(" and ", [.. keys.Select((c, n) => $"t.{c.Name} = r.{At("key", n)}"), .. tokens.Select((c, n) => $"t.{c.Name} = r.{At("old", n)}")])}
            """);
        foreach (var (_, values) in given) command.Parameters.Add(values);
        return command;
    }

    /// <summary>An identity, or a default of the column's own.</summary>
    private static bool IsGivenByTheDatabase(IProperty property) =>
        property.GetValueGenerationStrategy() != NpgsqlValueGenerationStrategy.None || property.GetDefaultValueSql() is not null;

    private static string At(string name, int n) => string.Create(CultureInfo.InvariantCulture, $"{name}_{n}");

    private static string Placeholders(int count) => string.Join(", ", Enumerable.Range(1, count).Select(n => string.Create(CultureInfo.InvariantCulture, $"${n}")));

    private static string TableOf(IEntityType type) => Quoted(type.GetTableName()!);

    private static string Quoted(string name) => $"\"{name}\"";

    /// <summary>A column, and how its values go to the database.</summary>
    private sealed class Column(IProperty property, IEntityType type)
    {
        private readonly RelationalTypeMapping _mapping = property.GetRelationalTypeMapping();

        public IProperty Property => property;

        public string Name { get; } = Quoted(property.GetColumnName(StoreObjectIdentifier.Table(type.GetTableName()!, type.GetSchema()))!);

        public object? ValueIn(object row) => ToDatabase(property.GetGetter().GetClrValue(row));

        public object? ToDatabase(object? value) => value is null || _mapping.Converter is not { } converter ? value : converter.ConvertToProvider(value);

        /// <summary>The values of all rows, as an array of the column's type.</summary>
        public NpgsqlParameter Parameter(int count, Func<int, object?> value)
        {
            var element = _mapping.Converter?.ProviderClrType ?? property.ClrType;
            if (property.IsNullable && element.IsValueType && Nullable.GetUnderlyingType(element) is null) element = typeof(Nullable<>).MakeGenericType(element);
            var values = Array.CreateInstance(element, count);
            for (var i = 0; i < count; i++) values.SetValue(value(i), i);
            return new NpgsqlParameter { Value = values, DataTypeName = _mapping.StoreTypeNameBase + "[]" };
        }
    }
}
