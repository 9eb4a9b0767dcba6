using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Selection.ServiceDefaults.Background;
using Selection.ServiceDefaults.Database;

namespace Selection.ServiceDefaults.Persons;

/// <summary>
/// Goes after recent merges once more: a row for the merged person that was being written while the merge was committed
/// saw nothing of it, and was not seen by it.
/// </summary>
internal sealed class MergeSettling(IServiceScopeFactory scopes, ILogger<MergeSettling> logger) : RepeatedWork(TimeSpan.FromSeconds(5), logger)
{
    protected override async Task<bool> RunOnceAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ServiceDbContext>();
        var recent = await db.Database.SqlQuery<Guid>($"""
            select merged_person_id as "Value" from merged_persons where heard_at > clock_timestamp() - interval '15 minutes' order by 1
            """).ToListAsync(ct);
        foreach (var merged in recent)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await db.FollowMergesAsync(merged, ct);
            await transaction.CommitAsync(ct);
        }

        return false;
    }
}

/// <summary>What every service does about persons.</summary>
public static class PersonExtensions
{
    /// <summary>Follows merges (R56): late rows, and accounts that stand for another.</summary>
    public static void AddPersons(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SubjectAliases>();
        builder.Services.AddHostedService<MergeSettling>();
    }
}
