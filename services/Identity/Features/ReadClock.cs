using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Identity.Data;

namespace Selection.Identity.Features;

/// <summary>What time it is on the platform (T4), for whoever plays or shows a procedure.</summary>
public static class ReadClock
{
    /// <param name="Now">The platform's time.</param>
    /// <param name="OffsetMilliseconds">What that adds to real time.</param>
    /// <param name="Version">Grows with every move.</param>
    public sealed record Response(Instant Now, long OffsetMilliseconds, long Version)
    {
        public static Response Example => new(Instant.FromUtc(2025, 10, 22, 22, 0), 93_600_000, 3);
    }

    public static void MapReadClock(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/clock", HandleAsync).AllowAnonymous().Produces<Response>()
            .WithSummary("What time it is on the platform (T4).");

    private static async Task<IResult> HandleAsync(IdentityDb db, IClock clock, CancellationToken cancellation)
    {
        var row = await db.Clocks.AsNoTracking().SingleAsync(cancellation);
        var now = clock.GetCurrentInstant() + Duration.FromMilliseconds(row.OffsetMilliseconds);
        return Results.Ok(new Response(now, row.OffsetMilliseconds, row.Version));
    }
}
