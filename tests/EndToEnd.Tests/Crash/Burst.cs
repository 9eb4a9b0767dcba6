using System.Text.Json;
using Npgsql;
using Selection.Contracts;
using Selection.Demo.People;

namespace Selection.EndToEnd.Tests.Crash;

/// <summary>A crowd of validated candidacies, written into Candidacy's database at once: what counts here is what becomes of them.</summary>
internal static class Burst
{
    public const int Size = 2000;

    public static async Task LodgeAsync(NpgsqlDataSource candidacy, Guid vacancyId)
    {
        await using var command = candidacy.CreateCommand("""
            with people as (
                insert into persons (person_id, subject, first_name, last_name, email, language, opened_at, version)
                select gen_random_uuid(), 'burst-' || $1 || '-' || i, 'Burst', 'Nummer ' || i, 'burst' || i || '@example.org', (array['nl', 'fr', 'de', 'en'])[1 + i % 4], now(), 1
                from generate_series(1, $4) i
                returning person_id),
            filed as (
                insert into documents (document_id, person_id, kind, version) select gen_random_uuid(), person_id, 'Diploma', 1 from people
                returning document_id),
            contents as (
                insert into document_versions (document_version_id, document_id, number, file_name, format, size, sha256, diploma, uploaded_at)
                select gen_random_uuid(), document_id, 1, 'diploma.pdf', 'Pdf', 1, repeat('0', 64), $3::jsonb, '2020-01-01' from filed)
            insert into candidacies (candidacy_id, vacancy_id, person_id, state, rubric, applied_at, applied_on, validated_at, step, step_stage, version)
            select gen_random_uuid(), $1, person_id, 'Validated', $2::jsonb, now(), current_date, now(), 'Validated', 0, 2 from people
            """);
        command.Parameters.Add(new() { Value = vacancyId });
        command.Parameters.Add(new() { Value = JsonSerializer.Serialize(new { experiences = Rubrics.SevenYears }, ContractsJson.Options) });
        command.Parameters.Add(new() { Value = JsonSerializer.Serialize(Diplomas.Master, ContractsJson.Options) });
        command.Parameters.Add(new() { Value = Size });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A count; null while the database is away.</summary>
    public static async Task<long?> CountAsync(NpgsqlDataSource database, string sql, Guid? vacancyId = null)
    {
        try
        {
#pragma warning disable CA2100 // The texts are constants of these tests.
            await using var command = database.CreateCommand(sql);
#pragma warning restore CA2100
            if (vacancyId is { } id) command.Parameters.Add(new() { Value = id });
            return (long)(await command.ExecuteScalarAsync())!;
        }
        catch (NpgsqlException)
        {
            return null;
        }
    }
}
