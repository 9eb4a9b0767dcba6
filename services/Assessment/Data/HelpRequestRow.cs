using NodaTime;
using Selection.ServiceDefaults.Database;

namespace Selection.Assessment.Data;

/// <summary>A candidate who has trouble registering (R29), with the answer.</summary>
public sealed class HelpRequestRow : IVersioned
{
    public required Guid HelpRequestId { get; init; }

    public required Guid CandidacyId { get; init; }

    public required Guid PersonId { get; init; }

    /// <summary>The session it is about, where it is about one.</summary>
    public Guid? SessionId { get; init; }

    public required string Text { get; init; }

    public required Instant AskedAt { get; init; }

    public string? Answer { get; set; }

    public Instant? AnsweredAt { get; set; }

    public string? AnsweredBy { get; set; }

    public long Version { get; set; }
}
