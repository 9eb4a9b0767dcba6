using NodaTime;

namespace Selection.ServiceDefaults.Persons;

/// <summary>A person who was found to be another one (R56). It always points to the one who is left, however long the chain was.</summary>
public sealed class MergedPersonRow
{
    /// <summary>The person who is no more.</summary>
    public required Guid MergedPersonId { get; init; }

    /// <summary>The one that stays.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>The account the merged person signed in with: from now on it stands for the one that stays.</summary>
    public string? Subject { get; init; }

    /// <summary>When this service heard of it, real time.</summary>
    public Instant HeardAt { get; init; }
}
