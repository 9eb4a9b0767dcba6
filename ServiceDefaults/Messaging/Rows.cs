using NodaTime;

namespace Selection.ServiceDefaults.Messaging;

/// <summary>An event waiting for the broker's confirmation.</summary>
public sealed class OutboxRow
{
    /// <summary>Order of writing, for the dispatcher's batches; not an order of arrival.</summary>
    public long Id { get; init; }

    /// <summary>The message id consumers recognise a repetition by.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>The event's name in <see cref="Selection.Contracts.Events.EventTypes"/>.</summary>
    public required string Type { get; init; }

    /// <summary>The event as JSON.</summary>
    public required string Body { get; init; }

    /// <summary>The W3C trace context of the change that wrote it.</summary>
    public string? Traceparent { get; init; }

    /// <summary>When it was written, real time: its age is a measure of health.</summary>
    public Instant CreatedAt { get; init; }
}

/// <summary>An event that failed although it was sent alone.</summary>
public sealed class OutboxFailedRow
{
    /// <summary>The number it had in the outbox.</summary>
    public required long Id { get; init; }

    /// <inheritdoc cref="OutboxRow.MessageId" />
    public required Guid MessageId { get; init; }

    /// <inheritdoc cref="OutboxRow.Type" />
    public required string Type { get; init; }

    /// <inheritdoc cref="OutboxRow.Body" />
    public required string Body { get; init; }

    /// <inheritdoc cref="OutboxRow.Traceparent" />
    public string? Traceparent { get; init; }

    /// <inheritdoc cref="OutboxRow.CreatedAt" />
    public required Instant CreatedAt { get; init; }

    /// <summary>When it was set aside, real time.</summary>
    public required Instant FailedAt { get; init; }

    /// <summary>What the serializer or the broker said.</summary>
    public required string Error { get; init; }
}

/// <summary>A message a consumer has had: written in the transaction of its effect.</summary>
public sealed class InboxRow
{
    /// <summary>The message.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>The consumer's queue.</summary>
    public required string Consumer { get; init; }

    /// <summary>When, real time.</summary>
    public Instant ReceivedAt { get; init; }
}
