using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Domain;

namespace Selection.Results.Data;

/// <summary>A supplementary interview (R51). One of a candidacy stands at a time; its report's versions are <see cref="InterviewReport"/>.</summary>
public sealed class Interview
{
    public required Guid InterviewId { get; init; }

    public required Guid CandidacyId { get; init; }

    public required Guid VacancyId { get; init; }

    public required Guid PersonId { get; init; }

    public required InterviewState State { get; set; }

    public required Instant StartsAt { get; set; }

    public required int LengthMinutes { get; set; }

    public required string Place { get; set; }

    public required string PlannedBy { get; init; }

    public required Instant PlannedAt { get; init; }

    /// <summary>The report as the authority is writing it; null once it is final.</summary>
    public IReadOnlyList<Finding>? Draft { get; set; }

    public string? CancelReason { get; set; }

    public required long Version { get; set; }
}

/// <summary>A version of a final report. Written once; a correction is the next version, with its reason.</summary>
public sealed class InterviewReport
{
    public required Guid InterviewId { get; init; }

    /// <summary>1 for the first.</summary>
    public required int Number { get; init; }

    public required Guid PersonId { get; init; }

    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Why it was corrected; null for the first.</summary>
    public string? Reason { get; init; }

    public required string WrittenBy { get; init; }

    public required Instant WrittenAt { get; init; }
}

/// <summary>What an officer found of a condition of appointment (R52). Written once; the newest of a condition counts.</summary>
public sealed class ConditionCheck
{
    /// <summary>Order of writing.</summary>
    public long CheckId { get; init; }

    public required Guid CandidacyId { get; init; }

    public required Guid PersonId { get; init; }

    public required AppointmentCondition Condition { get; init; }

    public required bool Holds { get; init; }

    /// <summary>The first day on which it holds.</summary>
    public LocalDate? From { get; init; }

    /// <summary>The last day on which it holds.</summary>
    public LocalDate? Until { get; init; }

    /// <summary>The day of the proof.</summary>
    public required LocalDate ProofOf { get; init; }

    /// <summary>Which proof, and what else there is to say.</summary>
    public required string Remark { get; init; }

    public required string CheckedBy { get; init; }

    public required Instant CheckedAt { get; init; }

    public ConditionFinding Finding() => new(Condition, Holds, From, Until);
}

/// <summary>Somebody suitable who does not stand for the appointment any more (R52): the succession, beside a list that stays as it is.</summary>
public sealed class Departure
{
    public required Guid DepartureId { get; init; }

    public required Guid CandidacyId { get; init; }

    public required Guid VacancyId { get; init; }

    public required Guid PersonId { get; init; }

    public required DropOut Kind { get; init; }

    public required bool ByCandidate { get; init; }

    /// <summary>The day of it.</summary>
    public required LocalDate On { get; init; }

    /// <summary>The proof an officer has, the reasons, or what the candidate said.</summary>
    public string? Remark { get; set; }

    /// <summary>The officer; null where the candidate did it.</summary>
    public string? RecordedBy { get; init; }

    public required Instant RecordedAt { get; init; }

    /// <summary>When it turned out not to be so.</summary>
    public Instant? TakenBackAt { get; set; }

    public string? TakenBackBy { get; set; }

    public string? TakenBackReason { get; set; }
}

/// <summary>An appointment (R52). One of a vacancy is in force at a time.</summary>
public sealed class Appointment
{
    public required Guid AppointmentId { get; init; }

    public required Guid VacancyId { get; init; }

    public required Guid CandidacyId { get; init; }

    public required Guid PersonId { get; init; }

    /// <summary>The list it goes by.</summary>
    public required Guid ListId { get; init; }

    public required int Rank { get; init; }

    public required LocalDate StartsOn { get; init; }

    /// <summary>The mandate's last day (T2).</summary>
    public required LocalDate EndsOn { get; init; }

    public required AppointmentState State { get; set; }

    /// <summary>The act's reasons (Act of 29 July 1991).</summary>
    public required string Motivation { get; set; }

    public required string DecidedBy { get; init; }

    public required Instant DecidedAt { get; init; }

    public Instant? EndedAt { get; set; }

    /// <summary>Why it was revoked.</summary>
    public string? EndReason { get; set; }
}

/// <summary>What a suitable candidate asks for at the place of work (R52); the newest wording counts, and an answer is to one wording.</summary>
public sealed class WorkplaceAdjustment
{
    public required Guid CandidacyId { get; init; }

    public required Guid PersonId { get; init; }

    public required string Wanted { get; set; }

    public required Instant AskedAt { get; set; }

    /// <summary>What is arranged, or why something is not.</summary>
    public string? Answer { get; set; }

    public Instant? AnsweredAt { get; set; }

    public string? AnsweredBy { get; set; }

    /// <summary>Counts the wordings and the answers, so that nobody answers what they have not read.</summary>
    public required long Version { get; set; }
}
