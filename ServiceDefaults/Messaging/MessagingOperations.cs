using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using RabbitMQ.Client.Exceptions;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Database;
using Selection.ServiceDefaults.Lists;
using Selection.ServiceDefaults.Problems;
using Selection.ServiceDefaults.Record;

namespace Selection.ServiceDefaults.Messaging;

/// <summary>
/// What operators do about messages that went wrong: <c>operations/errors</c>, the consumers' error queues, and
/// <c>operations/outbox-failed</c>, the events that could not be sent.
/// </summary>
public static class MessagingOperations
{
    private const int MaxShown = 200;

    /// <summary>Every error queue that holds something.</summary>
    public sealed record ErrorList(IReadOnlyList<ErrorQueue> Items)
    {
        public static ErrorList Example => new([ErrorQueue.Example]);
    }

    /// <summary>Which messages to put back; without a body, or without ids, all.</summary>
    public sealed record ReplayMessages(IReadOnlyList<Guid>? MessageIds = null)
    {
        public static ReplayMessages Example => new([new("0199c07e-3f18-7d9a-85b6-c1e2a3d4f506")]);
    }

    /// <summary>Which events to put back; without a body, or without ids, all.</summary>
    public sealed record ReplayEvents(IReadOnlyList<long>? Ids = null)
    {
        public static ReplayEvents Example => new([4711]);
    }

    /// <summary>How many were put back.</summary>
    public sealed record Replayed(int Count)
    {
        public static Replayed Example => new(1);
    }

    /// <summary>Maps them below <c>/api/&lt;service&gt;</c>, where the process has messaging.</summary>
    internal static void Map(IEndpointRouteBuilder api)
    {
        if (api.ServiceProvider.GetService<ConsumerQueues>() is null) return;
        var operations = api.MapGroup("operations").RequireAuthorization(Policies.Operator);
        operations.MapGet("errors", ListErrorsAsync).WithSummary("The messages each consumer has given up on, by queue, with the error.");
        operations.MapPost("errors/{queue}/replay", ReplayErrorsAsync).WithSummary("Puts messages of an error queue back for their consumer: those named, or all.");
        operations.MapGet("outbox-failed", async (ServiceDbContext db, [AsParameters] Paging paging, CancellationToken ct) =>
            TypedResults.Ok(await FailedEvents.ListAsync(db, paging, ct))).WithSummary("The events that could not be sent, with the error.");
        operations.MapPost("outbox-failed/replay", async (ReplayEvents? body, ServiceDbContext db, Caller caller, IClock clock, CancellationToken ct) =>
            TypedResults.Ok(new Replayed((await FailedEvents.ReplayAsync(db, body?.Ids?.ToArray(), caller.Subject, clock.GetCurrentInstant(), ct)).Count))).WithSummary("Puts events that could not be sent back in the queue to be sent: those named, or all.");
    }

    private static async Task<Results<Ok<ErrorList>, Problem>> ListErrorsAsync(ErrorQueues errors, CancellationToken ct, int limit = 20)
    {
        try
        {
            return TypedResults.Ok(new ErrorList(await errors.ListAsync(Math.Clamp(limit, 0, MaxShown), ct)));
        }
        catch (Exception e) when (IsBrokerAway(e))
        {
            return BrokerAway();
        }
    }

    private static async Task<Results<Ok<Replayed>, Problem>> ReplayErrorsAsync(
        string queue, ReplayMessages? body, ErrorQueues errors, ServiceDbContext db, Caller caller, IClock clock, CancellationToken ct)
    {
        if (!errors.Has(queue)) return Problem.NotFound();
        try
        {
            var back = await errors.ReplayAsync(queue, body?.MessageIds?.ToHashSet(), ct);
            foreach (var id in back.OfType<Guid>())
                db.Record(new RecordEntry(caller.Subject, "message.replayed", "message", id, Details: new { queue }), clock.GetCurrentInstant());
            await db.SaveChangesAsync(ct);
            return TypedResults.Ok(new Replayed(back.Count));
        }
        catch (Exception e) when (IsBrokerAway(e))
        {
            return BrokerAway();
        }
    }

    private static Problem BrokerAway() => Problem.Of("broker-away", StatusCodes.Status503ServiceUnavailable);

    private static bool IsBrokerAway(Exception e) => e is BrokerUnreachableException or AlreadyClosedException or OperationInterruptedException;
}
