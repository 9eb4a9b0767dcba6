using NodaTime;
using Selection.Results.Data;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.Results.Features;

/// <summary>Every look before the publication instant is refused and logged (R47); the answer is the same whether there will be a result or not.</summary>
internal sealed partial class EarlyLooks(ResultsDb db, ILogger<EarlyLooks> logger)
{
    public async Task<Problem> RefuseAsync(Caller caller, string entityType, Guid entityId, Guid? personId, Instant now, CancellationToken ct)
    {
        db.Record(new RecordEntry(caller.Subject, "result.look-refused", entityType, entityId, personId), now);
        await db.SaveChangesAsync(ct);
        LogRefused(entityType, entityId);
        return Problem.Refused("R47", "results-not-published");
    }

    [LoggerMessage(LogLevel.Warning, "A look at the results of {EntityType} {EntityId} before their publication was refused.")]
    private partial void LogRefused(string entityType, Guid entityId);
}
