using System.Data;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Npgsql;
using Selection.Contracts;

namespace Selection.ServiceDefaults.Record;

/// <summary>
/// What a service's binary does about its record beside serving it (R54). <c>verify [--witnesses file-or-folder …]</c> checks
/// it, and says in one sentence what it found: exit code 0, it is intact; 2, it is broken; 1, it could not be checked.
/// <c>witnesses</c> prints what the service keeps of the others' records, a line of JSON each, for their <c>verify</c>. Both
/// need the database alone, and only read it.
/// </summary>
internal static class RecordCommands
{
    private const int Intact = 0;
    private const int Broken = 2;

    /// <summary>Whether the command line asks for one of them.</summary>
    public static bool Asks(string[] args) => args is ["verify" or "witnesses", ..];

    /// <summary>Does it.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="StartupException">It cannot be checked.</exception>
    public static async Task<int> RunAsync(string[] args, string service, IConfiguration configuration)
    {
        try
        {
            var source = new NpgsqlDataSourceBuilder(RequiredSettings.ConnectionString(configuration, service));
            source.UseNodaTime();
            await using var database = source.Build();
            await using var connection = await database.OpenConnectionAsync();
            return args[0] == "verify" ? await VerifyAsync(connection, service, FilesOf(args)) : await PrintAsync(connection, service);
        }
        catch (Exception e) when (e is NpgsqlException or ArgumentException or InvalidCastException or OverflowException)
        {
            throw new StartupException($"The record cannot be checked: {e.Message}");
        }
    }

    private static async Task<int> VerifyAsync(NpgsqlConnection connection, string service, IReadOnlyList<string> files)
    {
        var witnesses = Witnesses.Read(files, service);
        var keepers = witnesses.Values.SelectMany(told => told).Select(witness => witness.KeptBy).Distinct().Count();
        // One snapshot, so that what is written and sealed meanwhile is not half seen.
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);
        var found = await new RecordVerification(connection, service, witnesses).RunAsync();
        if (found.Broken is { } what)
        {
            Console.WriteLine($"{service}: the record is broken: {what}.");
            return Broken;
        }

        var checkedBy = keepers > 0 ? "agrees with what the other services keep" : "was not compared with what other services keep";
        var waiting = found.Waiting > 0 ? $"; {found.Waiting} entries wait for their seal" : "";
        var backdated = found.Backdated is { } number ? $"; number {number} is dated more than a day before an entry sealed earlier" : "";
        Console.WriteLine($"{service}: the record is intact: {found.Sealed} entries in an unbroken chain, which {checkedBy}{waiting}{backdated}.");
        return Intact;
    }

    private static async Task<int> PrintAsync(NpgsqlConnection connection, string service)
    {
        await foreach (var witness in Witnesses.KeptByAsync(service, connection))
            Console.WriteLine(JsonSerializer.Serialize(witness, ContractsJson.Options));
        return Intact;
    }

    /// <summary>The files named after <c>--witnesses</c>; a folder stands for all files in it.</summary>
    private static IReadOnlyList<string> FilesOf(string[] args)
    {
        var named = args.SkipWhile(arg => arg != "--witnesses").Skip(1).TakeWhile(arg => !arg.StartsWith("--", StringComparison.Ordinal));
        return [.. named.SelectMany<string, string>(path => Directory.Exists(path) ? Directory.EnumerateFiles(path).Order(StringComparer.Ordinal) : [path])];
    }
}
