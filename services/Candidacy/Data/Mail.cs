using NodaTime;

namespace Selection.Candidacies.Data;

/// <summary>
/// The e-mail copy of a message (R20). The database writes it in the same statement as the message, whoever writes that
/// (a trigger on <c>messages</c>): no message can forget its copy. What it says is put together when it is sent. Its times
/// are real ones.
/// </summary>
public sealed class Mail
{
    public required Guid MessageId { get; init; }

    public MailState State { get; set; }

    /// <summary>How often sending it was begun.</summary>
    public int Attempts { get; set; }

    /// <summary>When it may be tried (again); while a replica sends it, when that one is taken for dead.</summary>
    public Instant DueAt { get; set; }

    /// <summary>Since when it waits, as far as giving up is concerned.</summary>
    public Instant WaitingSince { get; set; }

    public Instant? SentAt { get; set; }

    /// <summary>What kept it from being sent; in our words, since a server's answer names people.</summary>
    public string? Error { get; set; }
}

/// <summary>What became of a copy.</summary>
public enum MailState
{
    /// <summary>To be sent, perhaps again.</summary>
    Waiting,

    /// <summary>Handed over.</summary>
    Sent,

    /// <summary>Refused for good, or given up: an operator's to look at.</summary>
    Failed,
}
