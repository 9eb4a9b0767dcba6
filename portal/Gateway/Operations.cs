using NodaTime;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Gateway.Operations;

/// <summary>How a service behind the gateway fares.</summary>
public sealed record ServiceHealth(string Status, int Replicas, int Ready, long Milliseconds);

/// <summary>How everything behind the gateway fares.</summary>
public sealed record PlatformHealth(string Status, IReadOnlyDictionary<string, ServiceHealth> Services);

/// <summary>The platform's clock (T4).</summary>
public sealed record ClockReading(Instant Now, long OffsetMilliseconds, long Version);

/// <summary>A message a consumer has given up on.</summary>
public sealed record FailedMessage(Guid? MessageId, string? Type, string? Error, Instant? FailedAt);

/// <summary>A consumer's error queue.</summary>
public sealed record ErrorQueue(string Queue, uint Depth, IReadOnlyList<FailedMessage> Messages);

/// <summary>The error queues of a service.</summary>
public sealed record ErrorList(IReadOnlyList<ErrorQueue> Items);

/// <summary>An event that could not be sent.</summary>
public sealed record FailedEvent(long Id, Guid MessageId, string Type, string Error, Instant CreatedAt, Instant FailedAt);

/// <summary>How many were put back.</summary>
public sealed record Replayed(int Count);

/// <summary>Where an e-mail copy stands.</summary>
public enum MailState { Failed, Waiting, Sent }

/// <summary>An e-mail copy: not whose it is, and not what it says.</summary>
public sealed record MailLine(Guid MessageId, string Kind, int Attempts, string? Error, Instant WaitingSince, Instant? NextAt, Instant? SentAt);

/// <summary>What went wrong in a service.</summary>
public sealed record ServiceFailures(string Service, Reply<ErrorList> Errors, Reply<Page<FailedEvent>> Outbox)
{
    /// <summary>How many queues and events wait.</summary>
    public bool None => Errors.Value is { } errors && errors.Items.All(q => q.Depth == 0) && Outbox.Value is { Total: 0 };
}

/// <summary>The operator's part of the API.</summary>
public static class OperationsCalls
{
    /// <summary>The services that have messages and a record.</summary>
    public static IReadOnlyList<string> Services { get; } = ["candidacy", "screening", "assessment", "oraltest", "results"];

    public static async Task<ServiceFailures> ReadFailuresAsync(this GatewayClient gateway, string service)
    {
        var (errors, outbox) = (gateway.GetAsync<ErrorList>($"/api/{service}/operations/errors"), gateway.GetAsync<Page<FailedEvent>>($"/api/{service}/operations/outbox-failed?pageSize=50"));
        await Task.WhenAll(errors, outbox);
        return new ServiceFailures(service, await errors, await outbox);
    }

    public static Task<Reply<Page<MailLine>>> ListMailsAsync(this GatewayClient gateway, MailState state, int page, int size) =>
        gateway.GetAsync<Page<MailLine>>($"/api/candidacy/operations/mails?state={state.ToString().ToLowerInvariant()}&page={page}&pageSize={size}");

    /// <summary>Sends failed ones again: those named, or all.</summary>
    public static Task<Reply<Replayed>> ResendMailsAsync(this GatewayClient gateway, params Guid[] messageIds) =>
        gateway.PostAsync<Replayed>("/api/candidacy/operations/mails/resend", new { messageIds = messageIds.Length == 0 ? null : messageIds });
}
