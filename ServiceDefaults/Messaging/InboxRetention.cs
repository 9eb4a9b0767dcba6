using Microsoft.Extensions.Logging;
using Npgsql;
using Selection.ServiceDefaults.Background;

namespace Selection.ServiceDefaults.Messaging;

/// <summary>Forgets inbox rows long after any replay of their messages could still come.</summary>
internal sealed class InboxRetention(NpgsqlDataSource database, ILogger<InboxRetention> logger) : RepeatedWork(TimeSpan.FromHours(6), logger)
{
    private const string Forget = "delete from inbox where received_at < clock_timestamp() - interval '90 days'";

    protected override async Task<bool> RunOnceAsync(CancellationToken ct)
    {
        await using var command = database.CreateCommand(Forget);
        await command.ExecuteNonQueryAsync(ct);
        return false;
    }
}
