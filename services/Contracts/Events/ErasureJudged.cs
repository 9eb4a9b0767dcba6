using NodaTime;

namespace Selection.Contracts.Events;

/// <summary>What still holds a person's data in one service (R55); nothing is left out, so that an empty list lets it go. From every service but Candidacy.</summary>
/// <param name="ErasureId">The request it answers.</param>
/// <param name="PersonId">Who (R56).</param>
/// <param name="Version">The version of the question it answers.</param>
/// <param name="Service">The service's name, e.g. <c>assessment</c>.</param>
/// <param name="Holds">Why it has to wait.</param>
/// <param name="OccurredAt">When, on the platform's clock.</param>
public sealed record ErasureJudged(
    Guid ErasureId,
    Guid PersonId,
    long Version,
    string Service,
    IReadOnlyList<ErasureHold> Holds,
    Instant OccurredAt) : IIntegrationEvent;

/// <summary>One reason for which data is kept.</summary>
/// <param name="Reason">What runs.</param>
/// <param name="Until">The first day it no longer holds; null where no day is known, as with a procedure that is going on.</param>
public sealed record ErasureHold(ErasureReason Reason, LocalDate? Until);

/// <summary>Why a person's data is kept although they ask for its erasure.</summary>
public enum ErasureReason
{
    /// <summary>A procedure the person takes part in is going on.</summary>
    ProcedureRunning,

    /// <summary>A decision about the person can be brought before the Council of State: 60 days (R50).</summary>
    AppealPeriod,

    /// <summary>Feedback on a result can be asked for: two months (R49).</summary>
    FeedbackPeriod,

    /// <summary>An exemption from the assessment runs (R31).</summary>
    Exemption,

    /// <summary>A development period runs (R32).</summary>
    DevelopmentPeriod,

    /// <summary>A complaint or a question for feedback is not answered yet (R49, R50).</summary>
    OpenComplaint,
}
