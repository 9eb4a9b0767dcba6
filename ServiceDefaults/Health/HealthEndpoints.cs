using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace Selection.ServiceDefaults.Health;

/// <summary><c>/alive</c>: the process answers. <c>/ready</c>: it can work; that includes the database, not the broker, since events wait in the outbox.</summary>
public static class HealthEndpoints
{
    /// <summary>Maps both, for anybody.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/alive", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous().DisableRateLimiting();
        app.MapHealthChecks("/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") }).AllowAnonymous().DisableRateLimiting();
    }
}
