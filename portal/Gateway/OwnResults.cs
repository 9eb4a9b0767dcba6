using NodaTime;
using Selection.Portal.Gateway.Appointments;

namespace Selection.Portal.Gateway;

/// <summary>The two final groups (R46).</summary>
public enum OwnGroup { Suitable, NotSuitable }

/// <summary>A part of a decision.</summary>
public sealed record OwnDecisionSection(string Kind, string Heading, IReadOnlyList<string> Paragraphs);

/// <summary>A competency with its result and its reasons.</summary>
public sealed record OwnCompetency(string Code, string Name, decimal Result, int Scale, string Motivation);

/// <summary>The final decision, in the language it was taken in, with headings in the page's.</summary>
public sealed record OwnDecision(
    string? FirstName, string? LastName, string Title, string Reference, string Language, OwnGroup Group, int? Rank, int SuitableCount, decimal TotalPercent, decimal ThresholdPercent,
    IReadOnlyList<OwnDecisionSection> Sections, IReadOnlyList<OwnCompetency> Competencies, string Motivation, IReadOnlyList<OwnRemedyOfDecision> Remedies, Instant PublishedAt, bool Stands,
    int Version, IReadOnlyList<OwnDecisionVersion> Versions);

/// <summary>A decision there is or was, and why another took its place.</summary>
public sealed record OwnDecisionVersion(int Version, Instant PublishedAt, Instant? ReplacedAt, string? ReplacedBecause);

/// <summary>What can be done against the decision.</summary>
public sealed record OwnRemedyOfDecision(string Kind, LocalDate? Until);

/// <summary>One's own requests for feedback, and until when one may ask (R49).</summary>
public sealed record OwnFeedback(LocalDate? Until, bool CanAsk, IReadOnlyList<OwnFeedbackRequest> Requests);

/// <summary>A request for feedback.</summary>
public sealed record OwnFeedbackRequest(Guid RequestId, string Question, Instant AskedAt, LocalDate DueOn, string? Answer, Instant? AnsweredAt);

/// <summary>One's own requests for access to documents.</summary>
public sealed record OwnAccess(IReadOnlyList<OwnAccessRequest> Requests);

/// <summary>A request for access.</summary>
public sealed record OwnAccessRequest(
    Guid RequestId, string Wanted, Instant AskedAt, LocalDate DueOn, OwnAccessState State, string? HandedOver, string? Motivation, Instant? AnsweredAt, string? Remedies);

/// <summary>Where a request for access stands; without an answer in time it counts as refused.</summary>
public enum OwnAccessState { Open, Granted, PartlyGranted, Refused, CountsAsRefused }

/// <summary>What a complaint is about.</summary>
public enum OwnComplaintSubject { Application, Screening, Assessment, OralTest, Result, Requests, Appointment, Treatment, Other }

/// <summary>One's own complaints (R50).</summary>
public sealed record OwnComplaints(IReadOnlyList<OwnComplaint> Complaints);

/// <summary>A complaint with its number.</summary>
public sealed record OwnComplaint(
    Guid ComplaintId, string Number, OwnComplaintSubject Subject, string Text, Instant FiledAt, LocalDate DueOn, ComplaintVerdict? Finding, string? Answer, Instant? AnsweredAt,
    Instant? WithdrawnAt, string? Remedies)
{
    /// <summary>Whether it waits for its answer, and can be taken back.</summary>
    public bool IsOpen => AnsweredAt is null && WithdrawnAt is null;
}

/// <summary>A suitable candidate's interview, appointment and departure (R51, R52).</summary>
public sealed record OwnStanding(
    int Rank, bool Stands, OwnInterview? Interview, IReadOnlyList<OwnAppointment> Appointments, Instant? AnotherAppointedAt, OwnDeparture? Departure,
    string? Adjustments, string? AdjustmentsAnswer, string? Remedies, LocalDate? AnnulmentUntil)
{
    /// <summary>Whether one may still be appointed: adjustments can be asked for.</summary>
    public bool MayBeAppointed => Stands && Departure is null && AnotherAppointedAt is null;

    /// <summary>Whether one can decline: as long as the own mandate has not begun (R52).</summary>
    public bool MayDecline(LocalDate today) => MayBeAppointed && !Appointments.Any(a => a.EndedAt is null && a.StartsOn <= today);
}

/// <summary>The supplementary interview.</summary>
public sealed record OwnInterview(Instant StartsAt, int LengthMinutes, string Place, IReadOnlyList<Finding>? Report);

/// <summary>An appointment.</summary>
public sealed record OwnAppointment(LocalDate StartsOn, LocalDate EndsOn, string Motivation, Instant DecidedAt, Instant? EndedAt, string? EndReason);

/// <summary>That somebody no longer stands for the appointment.</summary>
public sealed record OwnDeparture(LocalDate On, string? Remark);

/// <summary>A candidate's own results, and what can be asked after them.</summary>
public static class OwnResultCalls
{
    private static string Api(Guid id) => $"/api/results/candidacies/{id}";

    /// <summary>The newest decision, or the one of an earlier list.</summary>
    public static Task<Reply<OwnDecision>> ReadOwnDecisionAsync(this GatewayClient gateway, Guid id, int? version = null) =>
        gateway.GetAsync<OwnDecision>($"{Api(id)}{(version is null ? null : $"?version={version}")}");

    public static Task<Reply<OwnStanding>> ReadOwnStandingAsync(this GatewayClient gateway, Guid id) => gateway.GetAsync<OwnStanding>($"{Api(id)}/appointment");

    public static Task<Reply<OwnFeedback>> ReadOwnFeedbackAsync(this GatewayClient gateway, Guid id) => gateway.GetAsync<OwnFeedback>($"{Api(id)}/feedback");

    public static Task<Reply<OwnAccess>> ReadOwnAccessAsync(this GatewayClient gateway, Guid id) => gateway.GetAsync<OwnAccess>($"{Api(id)}/access-requests");

    public static Task<Reply<OwnComplaints>> ReadOwnComplaintsAsync(this GatewayClient gateway, Guid id) => gateway.GetAsync<OwnComplaints>($"{Api(id)}/complaints");

    public static Task<Reply<Nothing>> AskFeedbackAsync(this GatewayClient gateway, Guid id, string question) => gateway.PostAsync($"{Api(id)}/feedback", new { question });

    public static Task<Reply<Nothing>> AskAccessAsync(this GatewayClient gateway, Guid id, string wanted) => gateway.PostAsync($"{Api(id)}/access-requests", new { wanted });

    public static Task<Reply<Nothing>> FileComplaintAsync(this GatewayClient gateway, Guid id, OwnComplaintSubject subject, string text) =>
        gateway.PostAsync($"{Api(id)}/complaints", new { subject, text });

    public static Task<Reply<Nothing>> WithdrawComplaintAsync(this GatewayClient gateway, Guid id, Guid complaintId) => gateway.PostAsync($"{Api(id)}/complaints/{complaintId}/withdraw");

    public static Task<Reply<Nothing>> DeclineAsync(this GatewayClient gateway, Guid id, string? remark) => gateway.PostAsync($"{Api(id)}/decline", new { remark });

    public static Task<Reply<Nothing>> AskAdjustmentsAsync(this GatewayClient gateway, Guid id, string wanted) =>
        gateway.PutAsync<Nothing>($"{Api(id)}/workplace-adjustments", new { wanted });
}
