using NodaTime;

namespace Selection.Portal.Gateway;

/// <summary>How close the last day to answer is.</summary>
public enum RequestUrgency { OnTime, DueSoon, Overdue }

/// <summary>What becomes of a request for access.</summary>
public enum AccessDecision { Granted, PartlyGranted, Refused }

/// <summary>What becomes of a complaint.</summary>
public enum ComplaintVerdict { Founded, PartlyFounded, Unfounded, Inadmissible }

/// <summary>What a complaint is about.</summary>
public enum ComplaintAbout { Application, Screening, Assessment, OralTest, Result, Requests, Appointment }

/// <summary>A request for feedback (R49).</summary>
public sealed record FeedbackRequest(Guid RequestId, string? SelectionCode, string? FirstName, string? LastName, string Question, Instant AskedAt, LocalDate DueOn, RequestUrgency? Urgency);

/// <summary>A request for access to documents.</summary>
public sealed record AccessRequest(Guid RequestId, string? SelectionCode, string? FirstName, string? LastName, string Wanted, Instant AskedAt, LocalDate DueOn, RequestUrgency? Urgency);

/// <summary>A complaint (R50).</summary>
public sealed record ComplaintLine(
    Guid ComplaintId, string Number, string? SelectionCode, string? FirstName, string? LastName, ComplaintAbout Subject, Instant FiledAt, LocalDate DueOn, RequestUrgency? Urgency,
    ComplaintVerdict? Finding, Instant? AnsweredAt);

/// <summary>A complaint with its text.</summary>
public sealed record ComplaintText(ComplaintLine Complaint, string Text, string? Answer);
