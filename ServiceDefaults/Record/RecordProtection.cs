using Microsoft.EntityFrameworkCore.Migrations;

namespace Selection.ServiceDefaults.Record;

/// <summary>Makes tables append-only in the database itself, for migrations.</summary>
public static class RecordProtection
{
    /// <summary>
    /// Refuses every update, delete and truncate of a table (R54), also to the service's own role: what was written stays.
    /// </summary>
    /// <param name="migration">The migration that creates the table.</param>
    /// <param name="table">The table's name; a constant of ours.</param>
    public static void MakeAppendOnly(this MigrationBuilder migration, string table = "record")
    {
        migration.Sql("""
            create or replace function refuse_change() returns trigger language plpgsql as $$
            begin
                raise exception 'Rows of % are never changed or deleted.', tg_table_name using errcode = 'restrict_violation';
            end $$;
            """);
        migration.Sql($"""
            create trigger {table}_is_append_only before update or delete or truncate on {table}
            for each statement execute function refuse_change();
            """);
    }

    /// <summary>
    /// Makes the record ready for sealing (R54): seals and witnesses become append-only, and every entry, from now on and of
    /// before, is queued for its seal in the transaction that writes it. A queue and not a highest number seen: entries
    /// commit in another order than they got their ids.
    /// </summary>
    /// <param name="migration">The migration that creates the tables.</param>
    public static void SealRecord(this MigrationBuilder migration)
    {
        migration.MakeAppendOnly("record_seals");
        migration.MakeAppendOnly("record_witnesses");
        migration.Sql("""
            create or replace function queue_for_sealing() returns trigger language plpgsql as $$
            begin
                insert into record_unsealed (record_id) select id from written;
                return null;
            end $$;
            """);
        migration.Sql("""
            create trigger record_is_queued after insert on record
            referencing new table as written for each statement execute function queue_for_sealing();
            """);
        migration.Sql("insert into record_unsealed (record_id) select id from record;");
    }

    /// <summary>Takes <see cref="SealRecord"/> back, before its tables are dropped.</summary>
    public static void UnsealRecord(this MigrationBuilder migration)
    {
        migration.Sql("drop trigger record_is_queued on record;");
        migration.Sql("drop function queue_for_sealing();");
    }
}
