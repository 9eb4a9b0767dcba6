using Microsoft.EntityFrameworkCore;

namespace Selection.Testing;

/// <summary>Looks for what ought to have been forgotten (R55).</summary>
public static class Traces
{
    /// <summary>
    /// Where any of the words stands, in any column of text, JSON or bytes of any table. Who acted stays in the record: it is
    /// the account's number at the identity provider, and the record is never changed (R54).
    /// </summary>
    public static async Task<IReadOnlyList<string>> OfAsync(DbContext db, params string[] words)
    {
        var columns = await db.Database.SqlQuery<Column>($"""
            select quote_ident(c.table_name) as "Table", quote_ident(c.column_name) as "Name", c.data_type::text as "Type"
            from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
            where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.table_name not like '\_\_%'
              and c.data_type in ('text', 'jsonb', 'json', 'character varying', 'ARRAY', 'bytea') and not (c.table_name = 'record' and c.column_name = 'actor')
            """).ToListAsync();
        Xunit.Assert.Contains(columns, c => c is { Table: "persons", Name: "last_name" });
        var found = new List<string>();
        foreach (var (table, column, type) in columns)
        {
            var text = type == "bytea" ? $"encode({column}, 'escape')" : $"{column}::text";
            foreach (var word in words)
            {
#pragma warning disable EF1002 // The names are the database's own.
                var rows = await db.Database.SqlQueryRaw<int>($"select count(*)::int as \"Value\" from {table} where {text} ilike {{0}}", $"%{word}%").SingleAsync();
#pragma warning restore EF1002
                if (rows > 0) found.Add($"{table}.{column}: {word}");
            }
        }

        return found;
    }

    private sealed record Column(string Table, string Name, string Type);
}
