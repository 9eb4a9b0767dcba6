using NodaTime;
using Selection.Candidacies.Domain;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Database;

namespace Selection.Candidacies.Data;

/// <summary>How far an export is.</summary>
public enum ExportState
{
    /// <summary>Services are still answering.</summary>
    Collecting,

    /// <summary>To be downloaded until it expires.</summary>
    Ready,

    /// <summary>Its content is gone; another can be asked for.</summary>
    Expired,
}

/// <summary>What a person asked to have of what is held about them (R55). Documents are added when it is downloaded.</summary>
public sealed class Export : IVersioned
{
    public required Guid ExportId { get; init; }

    public required Guid PersonId { get; init; }

    public required ExportState State { get; set; }

    public required Instant RequestedAt { get; init; }

    public Instant? ReadyAt { get; set; }

    public Instant? ExpiresAt { get; set; }

    public long Version { get; set; }
}

/// <summary>One service's part of an export.</summary>
public sealed class ExportPart
{
    public required Guid ExportId { get; init; }

    /// <summary>The service's name.</summary>
    public required string Service { get; init; }

    /// <summary>A JSON document.</summary>
    public required string Content { get; init; }
}

/// <summary>How far an erasure is.</summary>
public enum ErasureState
{
    /// <summary>Every service is being asked what still holds the data.</summary>
    Asking,

    /// <summary>Something holds it; it is asked again at <see cref="Erasure.NextAt"/>.</summary>
    Waiting,

    /// <summary>The person changed their mind.</summary>
    TakenBack,

    /// <summary>Carried out, everywhere.</summary>
    Done,
}

/// <summary>Who wants an erasure.</summary>
public enum ErasureOrigin
{
    Person,

    /// <summary>The account has not been used for as long as it is kept.</summary>
    Retention,
}

/// <summary>A person's data is to be erased (R55), as soon as nothing holds it any more.</summary>
public sealed class Erasure : IVersioned
{
    public required Guid ErasureId { get; init; }

    public required Guid PersonId { get; init; }

    public required ErasureOrigin Origin { get; init; }

    public required ErasureState State { get; set; }

    public required Instant AskedAt { get; init; }

    /// <summary>Which time the services are being asked, from 1.</summary>
    public required int Round { get; set; }

    public required Instant RoundAt { get; set; }

    /// <summary>Why it waits, by service.</summary>
    public IReadOnlyList<HeldBy> Reasons { get; set; } = [];

    /// <summary>When it is looked at again; null unless it waits.</summary>
    public Instant? NextAt { get; set; }

    public Instant? EndedAt { get; set; }

    public long Version { get; set; }
}

/// <summary>What one service said in the last round it answered.</summary>
public sealed class ErasureAnswer
{
    public required Guid ErasureId { get; init; }

    public required string Service { get; init; }

    public required int Round { get; set; }

    public required IReadOnlyList<ErasureHold> Holds { get; set; }
}

/// <summary>For how long personal data is kept (R55): section <c>PersonalData</c> of the configuration.</summary>
public sealed class PersonalDataRules
{
    /// <summary>For how many days an export can be downloaded.</summary>
    public int ExportDays { get; set; } = 14;

    /// <summary>After how many hours a service that has not answered is called late; its answer still counts.</summary>
    public int LateAfterHours { get; set; } = 24;

    /// <summary>After how many hours it is asked again whether a procedure that holds an erasure is over.</summary>
    public int AskAgainAfterHours { get; set; } = 24;

    /// <summary>After how many years without anything on record an account is erased; 0 keeps it.</summary>
    public int UnusedAccountYears { get; set; } = 5;

    /// <summary>After how many months the rubric of a candidacy that lapsed at closing is emptied; 0 keeps it.</summary>
    public int LapsedRubricMonths { get; set; } = 12;

    /// <summary>Whether these are periods.</summary>
    public bool AreSane() => ExportDays is >= 1 and <= 365 && LateAfterHours >= 1 && AskAgainAfterHours >= 1 && UnusedAccountYears >= 0 && LapsedRubricMonths >= 0;
}

/// <summary>The services whose answer is needed before a person's data is complete, or gone.</summary>
internal static class OtherServices
{
    public static readonly string[] All = ["screening", "assessment", "oraltest", "results"];
}
