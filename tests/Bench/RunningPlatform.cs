using System.Text.Json;
using Npgsql;

namespace Selection.Bench;

/// <summary>The platform as its own state file describes it.</summary>
internal sealed class RunningPlatform : IDisposable
{
    private readonly string _folder;

    private RunningPlatform(string folder, State state)
    {
        _folder = folder;
        Candidacy = NpgsqlDataSource.Create(state.ConnectionStrings["candidacy-database"]);
        Screening = NpgsqlDataSource.Create(state.ConnectionStrings["screening-database"]);
        Assessment = NpgsqlDataSource.Create(state.ConnectionStrings["assessment-database"]);
        Results = NpgsqlDataSource.Create(state.ConnectionStrings["results-database"]);
        CandidacyAddress = new NpgsqlConnectionStringBuilder(state.ConnectionStrings["candidacy-database"]);
        Gateway = new Uri(state.Resources.Single(r => r.Name == "gateway").Urls["http"]);
        Grpc = new Uri(state.Resources.Single(r => r.Name == "gateway").Urls["grpc"]);
    }

    /// <summary>Where events come from.</summary>
    public NpgsqlDataSource Candidacy { get; }

    /// <summary>Where they arrive.</summary>
    public NpgsqlDataSource Screening { get; }

    /// <summary>Where the vendor's results go.</summary>
    public NpgsqlDataSource Assessment { get; }

    /// <summary>Where lists are made and published.</summary>
    public NpgsqlDataSource Results { get; }

    public NpgsqlConnectionStringBuilder CandidacyAddress { get; }

    public Uri Gateway { get; }

    public Uri Grpc { get; }

    public IReadOnlyList<Resource> Resources => ReadState(_folder)!.Resources;

    public static RunningPlatform? Read(string folder) => ReadState(folder) is { } state ? new RunningPlatform(folder, state) : null;

    public void Dispose()
    {
        Candidacy.Dispose();
        Screening.Dispose();
        Assessment.Dispose();
        Results.Dispose();
    }

    public static async Task<T> ScalarAsync<T>(NpgsqlDataSource database, string sql, CancellationToken ct, params object[] args)
    {
#pragma warning disable CA2100 // The texts are constants of this program.
        await using var command = database.CreateCommand(sql);
#pragma warning restore CA2100
        foreach (var arg in args) command.Parameters.Add(new() { Value = arg });
        return (T)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Asks every 20 ms until it holds; the wait is part of what is measured.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromMinutes(3));
        while (!await holds()) await Task.Delay(20, patience.Token);
    }

    private static State? ReadState(string folder)
    {
        var path = Path.Combine(folder, "state.json");
        return File.Exists(path) ? JsonSerializer.Deserialize<State>(File.ReadAllText(path), JsonSerializerOptions.Web) : null;
    }

    private sealed record State(IReadOnlyList<Resource> Resources, IReadOnlyDictionary<string, string> ConnectionStrings);

    internal sealed record Resource(string Name, string State, int? Pid, IReadOnlyList<Running> Processes, IReadOnlyDictionary<string, string> Urls);

    internal sealed record Running(int Pid, string Name);
}
