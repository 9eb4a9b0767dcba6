using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Selection.Identity.Data;
using Selection.Identity.Domain;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Problems;

namespace Selection.Identity.Features;

/// <summary>T4: an operator moves the clock of the whole platform forward; the answer comes when every replica has applied it.</summary>
public static class MoveClock
{
    /// <summary>One of the two.</summary>
    /// <param name="To">An instant, e.g. <c>2026-03-01T08:00:00Z</c>.</param>
    /// <param name="By">An ISO 8601 period, e.g. <c>P6M</c> or <c>P1DT2H</c>, counted on the calendar of Brussels.</param>
    public sealed record Request(Instant? To = null, string? By = null)
    {
        public static Request Example => new(By: "P1DT2H");
    }

    /// <param name="Now">The platform's time after the move.</param>
    /// <param name="OffsetMilliseconds">What that adds to real time.</param>
    /// <param name="Version">Grows with every move.</param>
    /// <param name="Replicas">Who has applied it.</param>
    public sealed record Response(Instant Now, long OffsetMilliseconds, long Version, IReadOnlyList<string> Replicas)
    {
        public static Response Example => new(Instant.FromUtc(2025, 10, 22, 22, 0), 93_600_000, 3, ["candidacy-1", "screening-1"]);
    }

    public static readonly Duration Patience = Duration.FromSeconds(20);

    public static void MapMoveClock(this IEndpointRouteBuilder app) =>
        app.MapPost("/api/clock", HandleAsync).RequireAuthorization(Policies.Operator).Produces<Response>().ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Moves the clock of the whole platform forward; answers when every replica has applied it (T4).");

    private static async Task<IResult> HandleAsync(Request request, IdentityDb db, ClockSignal signal, ClockReplicas replicas, IClock clock, CancellationToken cancellation)
    {
        var by = request.By is null ? null : PeriodPattern.NormalizingIso.Parse(request.By);
        if (by is { Success: false })
            return Problem.Invalid(new FieldError("by", "clock-neither-or-both"));

        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        // Locked, so that two moves at once add up instead of one being lost.
        var row = await db.Clocks.FromSql($"select * from clock for update").SingleAsync(cancellation);
        var move = ClockMoves.Decide(clock.GetCurrentInstant(), row.OffsetMilliseconds, request.To, by?.Value);
        return await move.Match<Task<IResult>>(
            async accepted =>
            {
                row.OffsetMilliseconds = accepted.OffsetMilliseconds;
                row.Version++;
                await db.SaveChangesAsync(cancellation);
                await transaction.CommitAsync(cancellation);
                signal.Moved();
                return await WaitAsync(row, replicas, clock, cancellation);
            },
            backward => Refuse(Problem.Refused("T4", "clock-backward", backward.Now)),
            _ => Refuse(Problem.Invalid(new FieldError("to", "clock-neither-or-both"))),
            tooFar => Refuse(Problem.Invalid(new FieldError("to", "clock-too-far", tooFar.Latest))));

        static Task<IResult> Refuse(Problem problem) => Task.FromResult<IResult>(problem);
    }

    private static async Task<IResult> WaitAsync(ClockRow row, ClockReplicas replicas, IClock clock, CancellationToken cancellation)
    {
        var deadline = clock.GetCurrentInstant() + Patience;
        while (true)
        {
            var living = await replicas.LivingAsync(cancellation);
            var missing = living.Where(r => r.Version < row.Version).Select(r => r.Instance).ToList();
            if (missing.Count == 0)
            {
                await replicas.ForgetAsync(cancellation);
                var now = clock.GetCurrentInstant() + Duration.FromMilliseconds(row.OffsetMilliseconds);
                return Results.Ok(new Response(now, row.OffsetMilliseconds, row.Version, [.. living.Select(r => r.Instance)]));
            }

            if (clock.GetCurrentInstant() >= deadline)
            {
                return Problem.Of("clock-replicas-missing", StatusCodes.Status504GatewayTimeout, string.Join(", ", missing)).With("missing", missing);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation);
        }
    }
}
