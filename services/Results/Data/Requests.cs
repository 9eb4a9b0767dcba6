using NodaTime;
using Selection.Contracts.Events;
using Selection.Results.Domain;

namespace Selection.Results.Data;

/// <summary>A request for feedback (R49). One of a candidacy waits at a time; answered once.</summary>
public sealed class FeedbackRequest
{
    public required Guid RequestId { get; init; }

    public required Guid CandidacyId { get; init; }

    public required Guid VacancyId { get; init; }

    public required Guid PersonId { get; init; }

    /// <summary>What the candidate wants to know.</summary>
    public required string Question { get; set; }

    public required Instant AskedAt { get; init; }

    /// <summary>When the results were sent that the period was counted from.</summary>
    public required Instant ResultsSentAt { get; init; }

    /// <summary>The last day to answer.</summary>
    public required LocalDate DueOn { get; init; }

    public string? Answer { get; set; }

    public Instant? AnsweredAt { get; set; }

    public string? AnsweredBy { get; set; }
}

/// <summary>A request for access under the Act of 11 April 1994 (R49). Answered once, also late.</summary>
public sealed class AccessRequest
{
    public required Guid RequestId { get; init; }

    public required Guid CandidacyId { get; init; }

    public required Guid VacancyId { get; init; }

    public required Guid PersonId { get; init; }

    /// <summary>Which documents, or what else, the candidate asks to see.</summary>
    public required string Wanted { get; set; }

    public required Instant AskedAt { get; init; }

    /// <summary>The last day to answer; without an answer it counts as refused from the next one on.</summary>
    public required LocalDate DueOn { get; init; }

    public AccessOutcome? Outcome { get; set; }

    /// <summary>What is handed over, and how.</summary>
    public string? HandedOver { get; set; }

    /// <summary>Why something is not.</summary>
    public string? Motivation { get; set; }

    public Instant? AnsweredAt { get; set; }

    public string? AnsweredBy { get; set; }

    /// <summary>When the candidate was told that it counts as refused; the clock had decided it before (T3).</summary>
    public Instant? LapseToldAt { get; set; }

    /// <summary>The state at an instant.</summary>
    public AccessState StateAt(Instant now) => AccessRequests.StateOf(Outcome, DueOn, now);

    /// <summary>Whether it was answered when it had counted as refused already.</summary>
    public bool IsLate() => AnsweredAt is { } at && AnswerDeadline.IsPast(DueOn, at);
}

/// <summary>A complaint (R50).</summary>
public sealed class Complaint
{
    public required Guid ComplaintId { get; init; }

    /// <summary>Counts the complaints, in the order of filing.</summary>
    public required long Ordinal { get; init; }

    /// <summary>Names it towards people: the year of filing and the count, e.g. <c>2026-00042</c>.</summary>
    public required string Number { get; init; }

    public required Guid CandidacyId { get; init; }

    public required Guid VacancyId { get; init; }

    public required Guid PersonId { get; init; }

    public required ComplaintSubject Subject { get; init; }

    public required string Text { get; set; }

    public required Instant FiledAt { get; init; }

    /// <summary>The last day to answer.</summary>
    public required LocalDate DueOn { get; init; }

    public required ComplaintState State { get; set; }

    /// <summary>The officer who deals with it.</summary>
    public string? AssignedTo { get; set; }

    /// <summary>When it was escalated, since its last day was over.</summary>
    public Instant? EscalatedAt { get; set; }

    public ComplaintFinding? Finding { get; set; }

    public string? Answer { get; set; }

    public Instant? AnsweredAt { get; set; }

    public string? AnsweredBy { get; set; }

    public Instant? WithdrawnAt { get; set; }

    /// <summary>Of the assignment, which officers change beside one another.</summary>
    public required long Version { get; set; }
}
