using System.Collections.Concurrent;
using NodaTime;
using Npgsql;
using Selection.ServiceDefaults.Background;

namespace Selection.Assessment.Vendor;

/// <summary>How a session stands: what those who follow its registrations look at.</summary>
/// <param name="StartsAt">When it starts; it may be moved.</param>
/// <param name="Changes">Counts the changes of its registrations.</param>
internal readonly record struct SessionState(Instant StartsAt, long Changes);

/// <summary>
/// Asks twice a second how the sessions stand that somebody follows, all in one query, so that it does not matter on which
/// replica a candidate books, nor how many follow. While the database is away, those who follow wait.
/// </summary>
internal sealed class SessionPulse(NpgsqlDataSource database, ILogger<SessionPulse> logger) : RepeatedWork(TimeSpan.FromMilliseconds(500), logger)
{
    private readonly ConcurrentDictionary<Guid, int> _followers = new();
    private TaskCompletionSource<IReadOnlyDictionary<Guid, SessionState>> _beat = NewBeat();

    /// <summary>Has a session asked for, until what is returned is disposed of.</summary>
    public IDisposable Follow(Guid sessionId)
    {
        _followers.AddOrUpdate(sessionId, 1, (_, followers) => followers + 1);
        return new Following(() =>
        {
            _followers.AddOrUpdate(sessionId, 0, (_, followers) => followers - 1);
            _followers.TryRemove(KeyValuePair.Create(sessionId, 0));
        });
    }

    /// <summary>The sessions that are followed, as they stand at the next beat; one that was followed only just now may be missing.</summary>
    public Task<IReadOnlyDictionary<Guid, SessionState>> NextAsync(CancellationToken ct) => Volatile.Read(ref _beat).Task.WaitAsync(ct);

    protected override async Task<bool> RunOnceAsync(CancellationToken ct)
    {
        if (_followers.IsEmpty) return false;
        var states = await ReadAsync([.. _followers.Keys], ct);
        Interlocked.Exchange(ref _beat, NewBeat()).SetResult(states);
        return false;
    }

    private async Task<IReadOnlyDictionary<Guid, SessionState>> ReadAsync(Guid[] sessions, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select session_id, starts_at, changes from sessions where session_id = any($1)");
        command.Parameters.Add(new() { Value = sessions });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var states = new Dictionary<Guid, SessionState>();
        while (await reader.ReadAsync(ct)) states.Add(reader.GetGuid(0), new SessionState(reader.GetFieldValue<Instant>(1), reader.GetInt64(2)));
        return states;
    }

    private static TaskCompletionSource<IReadOnlyDictionary<Guid, SessionState>> NewBeat() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Following(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
