using NodaTime;

namespace Selection.Portal.Gateway;

/// <summary>The two final groups (R46).</summary>
public enum OwnGroup { Suitable, NotSuitable }

/// <summary>A part of a decision.</summary>
public sealed record OwnDecisionSection(string Kind, string Heading, IReadOnlyList<string> Paragraphs);

/// <summary>A competency with its result and its reasons.</summary>
public sealed record OwnCompetency(string Code, string Name, decimal Result, int Scale, string Motivation);

/// <summary>The final decision, in the language it was taken in, with headings in the reader's.</summary>
public sealed record OwnDecision(
    string Title, string Reference, string Language, OwnGroup Group, int? Rank, int SuitableCount, decimal TotalPercent, decimal ThresholdPercent,
    IReadOnlyList<OwnDecisionSection> Sections, IReadOnlyList<OwnCompetency> Competencies, string Motivation, IReadOnlyList<OwnRemedyOfDecision> Remedies, Instant PublishedAt, bool Stands);

/// <summary>What can be done against the decision.</summary>
public sealed record OwnRemedyOfDecision(string Kind, LocalDate? Until, string Text);

/// <summary>One's own requests for feedback, and until when one may ask (R49).</summary>
public sealed record OwnFeedback(LocalDate? Until, bool CanAsk, IReadOnlyList<OwnFeedbackRequest> Requests);

/// <summary>A request for feedback.</summary>
public sealed record OwnFeedbackRequest(Guid RequestId, string Question, Instant AskedAt, LocalDate DueOn, string? Answer, Instant? AnsweredAt);

/// <summary>One's own requests for access to documents.</summary>
public sealed record OwnAccess(IReadOnlyList<OwnAccessRequest> Requests);

/// <summary>A request for access.</summary>
public sealed record OwnAccessRequest(Guid RequestId, string Wanted, Instant AskedAt, LocalDate DueOn, string? HandedOver, string? Motivation, Instant? AnsweredAt, string? Remedies);

/// <summary>What a complaint is about.</summary>
public enum OwnComplaintSubject { Application, Screening, Assessment, OralTest, Result, Requests, Appointment, Treatment, Other }

/// <summary>One's own complaints (R50).</summary>
public sealed record OwnComplaints(IReadOnlyList<OwnComplaint> Complaints);

/// <summary>A complaint with its number.</summary>
public sealed record OwnComplaint(Guid ComplaintId, string Number, string Text, Instant FiledAt, LocalDate DueOn, string? Answer, Instant? AnsweredAt, Instant? WithdrawnAt, string? Remedies);

/// <summary>A suitable candidate's interview, appointment and departure (R51, R52).</summary>
public sealed record OwnStanding(
    int Rank, bool Stands, OwnInterview? Interview, IReadOnlyList<OwnAppointment> Appointments, Instant? AnotherAppointedAt, OwnDeparture? Departure,
    string? Adjustments, string? AdjustmentsAnswer, string? Remedies);

/// <summary>The supplementary interview.</summary>
public sealed record OwnInterview(Instant StartsAt, int LengthMinutes, string Place);

/// <summary>An appointment.</summary>
public sealed record OwnAppointment(LocalDate StartsOn, LocalDate EndsOn, string Motivation, Instant DecidedAt, Instant? EndedAt);

/// <summary>That somebody no longer stands for the appointment.</summary>
public sealed record OwnDeparture(LocalDate On, string? Remark);

/// <summary>A candidate's own results, and what can be asked after them.</summary>
public static class OwnResultCalls
{
    private static string Api(Guid id) => $"/api/results/candidacies/{id}";

    public static Task<Reply<OwnDecision>> ReadOwnDecisionAsync(this GatewayClient gateway, Guid id) => gateway.GetAsync<OwnDecision>(Api(id));

    public static Task<Reply<OwnStanding>> ReadOwnStandingAsync(this GatewayClient gateway, Guid id) => gateway.GetAsync<OwnStanding>($"{Api(id)}/appointment");

    public static Task<Reply<OwnFeedback>> ReadOwnFeedbackAsync(this GatewayClient gateway, Guid id) => gateway.GetAsync<OwnFeedback>($"{Api(id)}/feedback");

    public static Task<Reply<OwnAccess>> ReadOwnAccessAsync(this GatewayClient gateway, Guid id) => gateway.GetAsync<OwnAccess>($"{Api(id)}/access-requests");

    public static Task<Reply<OwnComplaints>> ReadOwnComplaintsAsync(this GatewayClient gateway, Guid id) => gateway.GetAsync<OwnComplaints>($"{Api(id)}/complaints");

    public static Task<Reply<Nothing>> AskFeedbackAsync(this GatewayClient gateway, Guid id, string question) => gateway.PostAsync($"{Api(id)}/feedback", new { question });

    public static Task<Reply<Nothing>> AskAccessAsync(this GatewayClient gateway, Guid id, string wanted) => gateway.PostAsync($"{Api(id)}/access-requests", new { wanted });

    public static Task<Reply<Nothing>> FileComplaintAsync(this GatewayClient gateway, Guid id, OwnComplaintSubject subject, string text) =>
        gateway.PostAsync($"{Api(id)}/complaints", new { subject, text });

    public static Task<Reply<Nothing>> DeclineAsync(this GatewayClient gateway, Guid id, string? remark) => gateway.PostAsync($"{Api(id)}/decline", new { remark });

    public static Task<Reply<Nothing>> AskAdjustmentsAsync(this GatewayClient gateway, Guid id, string wanted) =>
        gateway.PutAsync<Nothing>($"{Api(id)}/workplace-adjustments", new { wanted });
}
