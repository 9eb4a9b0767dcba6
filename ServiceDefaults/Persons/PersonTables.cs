using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Migrations;
using Selection.ServiceDefaults.Database;

namespace Selection.ServiceDefaults.Persons;

/// <summary>Tables that name persons, and what merging and erasing (R55, R56) may do to them.</summary>
public static class PersonTables
{
    private const string AsWritten = "Selection:PersonAsWritten";

    /// <summary>Rows of this table keep the person they were written with, also after a merge: they are sealed as a whole.</summary>
    public static void KeepsPersonAsWritten(this EntityTypeBuilder table) => table.HasAnnotation(AsWritten, true);

    /// <summary>
    /// From the migration on, rows written for a merged person are the other's: whatever is heard of somebody after the merge
    /// counts for the one who is left, however late it comes and whoever writes it.
    /// </summary>
    /// <param name="migration">The migration.</param>
    /// <param name="tables">Tables with a column <c>person_id</c>; constants of ours.</param>
    public static void FollowMerges(this MigrationBuilder migration, params string[] tables)
    {
        migration.Sql("""
            create or replace function follow_merge() returns trigger language plpgsql as $$
            begin
                new.person_id := coalesce((select m.person_id from merged_persons m where m.merged_person_id = new.person_id), new.person_id);
                return new;
            end $$;
            """);
        foreach (var table in tables)
            migration.Sql($"create trigger {table}_follow_merges before insert on {table} for each row execute function follow_merge();");
    }

    /// <summary>
    /// Opens the one narrow way by which an append-only table lets go of what is personal (R55): a transaction that says it is
    /// erasing or merging may change the named columns of a row, and nothing else of it. Deleting stays refused.
    /// </summary>
    /// <param name="migration">The migration.</param>
    /// <param name="table">A table made append-only before; a constant of ours.</param>
    /// <param name="columns">What is personal in it.</param>
    public static void LetPersonalDataGo(this MigrationBuilder migration, string table, params string[] columns)
    {
        migration.Sql("""
            create or replace function refuse_change_but_personal() returns trigger language plpgsql as $$
            begin
                if current_setting('selection.personal_data', true) = 'on' and to_jsonb(new) - tg_argv = to_jsonb(old) - tg_argv then
                    return new;
                end if;
                raise exception 'Rows of % are never changed or deleted.', tg_table_name using errcode = 'restrict_violation';
            end $$;
            """);
        migration.Sql($"""
            drop trigger {table}_is_append_only on {table};
            create trigger {table}_is_append_only before delete or truncate on {table} for each statement execute function refuse_change();
            create trigger {table}_keeps_what_was_written before update on {table}
            for each row execute function refuse_change_but_personal({string.Join(", ", columns.Select(c => $"'{c}'"))});
            """);
    }

    /// <summary>Says that the running transaction erases or merges a person, for <see cref="LetPersonalDataGo"/>; it ends with the transaction.</summary>
    public static Task TouchPersonalDataAsync(this ServiceDbContext db, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select set_config('selection.personal_data', 'on', true)", ct);

    /// <summary>
    /// Makes two persons one in this service, in the surrounding transaction: every row of the merged one becomes the other's.
    /// It may be heard in any order and any number of times.
    /// </summary>
    /// <param name="db">The service's database.</param>
    /// <param name="personId">Who stays.</param>
    /// <param name="mergedPersonId">Who is no more.</param>
    /// <param name="subject">The account the merged person signed in with.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>Who is left in the end: the one that stays, or the one that one was itself merged into.</returns>
    public static async Task<Guid> MergePersonsAsync(this ServiceDbContext db, Guid personId, Guid mergedPersonId, string? subject, CancellationToken ct)
    {
        // One merge after the other, so that chains are always followed to their end.
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended('merged_persons', 0))", ct);
        await db.Database.ExecuteSqlAsync($"""
            insert into merged_persons (merged_person_id, person_id, subject)
            select {mergedPersonId}, coalesce((select m.person_id from merged_persons m where m.merged_person_id = {personId}), {personId}), {subject}
            on conflict (merged_person_id) do nothing
            """, ct);
        await db.Database.ExecuteSqlAsync($"""
            update merged_persons m set person_id = further.person_id
            from merged_persons further where further.merged_person_id = m.person_id
            """, ct);
        await db.FollowMergesAsync(mergedPersonId, ct);
        return await db.MergedPersons.Where(m => m.MergedPersonId == mergedPersonId).Select(m => m.PersonId).SingleAsync(ct);
    }

    /// <summary>Who somebody is today: the person, or the one they were merged into.</summary>
    public static async Task<Guid> WhoIsAsync(this ServiceDbContext db, Guid personId, CancellationToken ct) =>
        await db.MergedPersons.Where(m => m.MergedPersonId == personId).Select(m => (Guid?)m.PersonId).SingleOrDefaultAsync(ct) ?? personId;

    /// <summary>A person and all who were merged into them.</summary>
    public static async Task<Guid[]> AllOfAsync(this ServiceDbContext db, Guid personId, CancellationToken ct) =>
        [personId, .. await db.MergedPersons.Where(m => m.PersonId == personId).Select(m => m.MergedPersonId).ToListAsync(ct)];

    /// <summary>Moves the rows of a merged person, and of those merged into them before, to the one who is left.</summary>
    internal static async Task FollowMergesAsync(this ServiceDbContext db, Guid mergedPersonId, CancellationToken ct)
    {
        await db.TouchPersonalDataAsync(ct);
        foreach (var table in TablesOf(db))
        {
#pragma warning disable EF1002 // The names are those of our own tables.
            await db.Database.ExecuteSqlRawAsync(
                $"update {table} t set person_id = m.person_id from merged_persons m where m.merged_person_id = {{0}} and t.person_id = m.merged_person_id",
                [mergedPersonId], ct);
#pragma warning restore EF1002
        }
    }

    /// <summary>Tables whose rows are about a person, without being the person.</summary>
    private static IEnumerable<string> TablesOf(ServiceDbContext db) =>
        from table in db.Model.GetEntityTypes()
        where table.FindProperty("PersonId") is { } person && !person.IsPrimaryKey()
            && table.ClrType != typeof(MergedPersonRow) && table.ClrType != typeof(Record.RecordRow) && table.FindAnnotation(AsWritten) is null
        orderby table.GetTableName()
        select table.GetTableName();
}
