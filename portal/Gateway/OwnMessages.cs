using NodaTime;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Gateway;

/// <summary>Whether a task is still to be done.</summary>
public enum OwnTaskStatus { Open, Done, Expired, Dropped }

/// <summary>What a message asks for.</summary>
public sealed record OwnTask(OwnTaskStatus Status, Instant DueAt);

/// <summary>A message, in the language of the account (R20).</summary>
public sealed record OwnMessage(
    Guid MessageId, Guid? CandidacyId, Guid? VacancyId, string? SelectionCode, string Subject, string Body, string Link, OwnTask? Task, Instant CreatedAt, Instant? ReadAt);

/// <summary>How many messages are unread and how many tasks are open.</summary>
public sealed record OwnMessageCounts(int Unread, int OpenTasks);

/// <summary>How many were marked.</summary>
public sealed record MessagesRead(int Count);

/// <summary>A candidate's messages and tasks.</summary>
public static class OwnMessageCalls
{
    private const string Api = "/api/candidacy/messages";

    public static Task<Reply<Page<OwnMessage>>> ListOwnMessagesAsync(this GatewayClient gateway, int page, int size, bool unread = false, Guid? candidacyId = null) =>
        gateway.GetAsync<Page<OwnMessage>>($"{Api}?page={page}&pageSize={size}{(unread ? "&unread=true" : null)}{(candidacyId is { } id ? $"&candidacyId={id}" : null)}");

    /// <summary>The tasks that are open, the most urgent first.</summary>
    public static Task<Reply<Page<OwnMessage>>> ListOwnTasksAsync(this GatewayClient gateway, Guid? candidacyId = null) =>
        gateway.GetAsync<Page<OwnMessage>>($"{Api}?task=open&pageSize=100{(candidacyId is { } id ? $"&candidacyId={id}" : null)}");

    public static Task<Reply<OwnMessageCounts>> CountOwnMessagesAsync(this GatewayClient gateway) => gateway.GetAsync<OwnMessageCounts>($"{Api}/counts");

    public static Task<Reply<OwnMessage>> ReadOwnMessageAsync(this GatewayClient gateway, Guid id) => gateway.GetAsync<OwnMessage>($"{Api}/{id}");

    public static Task<Reply<Nothing>> MarkMessageReadAsync(this GatewayClient gateway, Guid id) => gateway.PostAsync($"{Api}/{id}/read");

    public static Task<Reply<MessagesRead>> MarkMessagesReadAsync(this GatewayClient gateway, Instant upTo) => gateway.PostAsync<MessagesRead>($"{Api}/read", new { upTo });
}
