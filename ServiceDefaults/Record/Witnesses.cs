using System.Text.Json;
using NodaTime;
using Npgsql;
using Selection.Contracts;

namespace Selection.ServiceDefaults.Record;

/// <summary>What one service keeps of another's record: a line of the file that <c>witnesses</c> writes and <c>verify</c> reads.</summary>
/// <param name="KeptBy">Who keeps it.</param>
/// <param name="Service">Whose record.</param>
/// <param name="Number">The number of the entry that was the newest.</param>
/// <param name="Hash">Its hash, 64 hexadecimal digits.</param>
/// <param name="ToldAt">When it was told, on the platform's clock.</param>
public sealed record Witness(string KeptBy, string Service, long Number, string Hash, Instant ToldAt);

/// <summary>Reads witnesses: from a service's own database, and from the files of others.</summary>
internal static class Witnesses
{
    private const string All = "select service, number, hash, told_at from record_witnesses order by service, number, received_at";

    private const string Newest = "select distinct on (service) service, number, hash, told_at from record_witnesses order by service, number desc, received_at desc";

    /// <summary>What a service keeps of the others and has told itself, in order, one by one; or only the newest of each.</summary>
    public static async IAsyncEnumerable<Witness> KeptByAsync(string service, NpgsqlConnection connection, bool newestOnly = false)
    {
#pragma warning disable CA2100 // The questions are those above.
        await using var command = new NpgsqlCommand(newestOnly ? Newest : All, connection);
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            yield return new(service, reader.GetString(0), reader.GetInt64(1), Convert.ToHexStringLower(reader.GetFieldValue<byte[]>(2)), reader.GetFieldValue<Instant>(3));
    }

    /// <summary>What the files hold of one service's record: number to every hash that was told of it, with who keeps it.</summary>
    /// <exception cref="StartupException">A file cannot be read, or a line of it is no witness.</exception>
    public static SortedDictionary<long, List<Witness>> Read(IEnumerable<string> files, string service)
    {
        var all = new SortedDictionary<long, List<Witness>>();
        foreach (var file in files)
        {
            var line = 0;
            try
            {
                foreach (var text in File.ReadLines(file))
                {
                    line++;
                    if (string.IsNullOrWhiteSpace(text)) continue;
                    var witness = JsonSerializer.Deserialize<Witness>(text, ContractsJson.Options);
                    if (witness is not { KeptBy: not null, Service: not null, Hash: not null }) throw new JsonException("a member is missing");
                    if (witness.Service == service) all.Add(witness);
                }
            }
            catch (JsonException e)
            {
                throw new StartupException($"Line {line} of {file} is no witness ({e.Message}). The file is what 'witnesses' of another service wrote.");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new StartupException($"The witnesses cannot be read: {e.Message}");
            }
        }

        return all;
    }

    /// <summary>Adds one; the same hash from several is kept once.</summary>
    public static void Add(this SortedDictionary<long, List<Witness>> all, Witness witness)
    {
        if (!all.TryGetValue(witness.Number, out var told)) all[witness.Number] = told = [];
        if (!told.Exists(known => known.Hash == witness.Hash)) told.Add(witness);
    }
}
