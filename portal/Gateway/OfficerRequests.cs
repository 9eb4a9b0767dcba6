using NodaTime;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Gateway;

/// <summary>How close the last day to answer is.</summary>
public enum RequestUrgency { OnTime, DueSoon, Overdue }

/// <summary>What becomes of a request for access.</summary>
public enum AccessDecision { Granted, PartlyGranted, Refused }

/// <summary>What becomes of a complaint.</summary>
public enum ComplaintVerdict { Founded, PartlyFounded, Unfounded, Inadmissible }

/// <summary>What a complaint is about.</summary>
public enum ComplaintAbout { Application, Screening, Assessment, OralTest, Result, Requests, Appointment, Treatment, Other }

/// <summary>Where a request for access stands: after its last day it counts as refused, and can still be answered.</summary>
public enum AccessStanding { Open, CountsAsRefused, Granted, PartlyGranted, Refused }

/// <summary>Where a complaint stands.</summary>
public enum ComplaintStanding { Open, Answered, Withdrawn }

/// <summary>A request for feedback (R49).</summary>
public sealed record FeedbackRequest(Guid RequestId, string? SelectionCode, string? FirstName, string? LastName, string Question, Instant AskedAt, LocalDate DueOn, RequestUrgency? Urgency, string? Answer, Instant? AnsweredAt);

/// <summary>A request for access to documents.</summary>
public sealed record AccessRequest(Guid RequestId, string? SelectionCode, string? FirstName, string? LastName, string Wanted, Instant AskedAt, LocalDate DueOn, AccessStanding State, RequestUrgency? Urgency,
    string? HandedOver, string? Motivation, Instant? AnsweredAt, bool Late);

/// <summary>A complaint (R50).</summary>
public sealed record ComplaintLine(
    Guid ComplaintId, string Number, string? SelectionCode, string? FirstName, string? LastName, ComplaintAbout Subject, Instant FiledAt, LocalDate DueOn, ComplaintStanding State, RequestUrgency? Urgency,
    string? AssignedTo, Instant? EscalatedAt, ComplaintVerdict? Finding, Instant? AnsweredAt, Instant? WithdrawnAt);

/// <summary>A complaint with its text.</summary>
public sealed record ComplaintText(ComplaintLine Complaint, string Text, string? Answer);

/// <summary>What waits for an answer after the results.</summary>
public static class OfficerRequestCalls
{
    public static Task<Reply<Page<FeedbackRequest>>> ListFeedbackAsync(this GatewayClient gateway, string query) => gateway.GetAsync<Page<FeedbackRequest>>($"/api/results/feedback{query}");

    public static Task<Reply<Page<AccessRequest>>> ListAccessAsync(this GatewayClient gateway, string query) => gateway.GetAsync<Page<AccessRequest>>($"/api/results/access-requests{query}");

    public static Task<Reply<Page<ComplaintLine>>> ListComplaintsAsync(this GatewayClient gateway, string query) => gateway.GetAsync<Page<ComplaintLine>>($"/api/results/complaints{query}");

    public static Task<Reply<ComplaintText>> ReadComplaintAsync(this GatewayClient gateway, Guid complaintId) => gateway.GetAsync<ComplaintText>($"/api/results/complaints/{complaintId}");
}
