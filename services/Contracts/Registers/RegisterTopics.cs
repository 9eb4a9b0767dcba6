namespace Selection.Contracts.Registers;

/// <summary>What a register can state, a name for each; whoever shows a register has words for all of them.</summary>
public static class RegisterTopics
{
    /// <summary>A version of the notice and its rules (R3).</summary>
    public const string Notice = "notice";

    /// <summary>A question of general use, answered (R3).</summary>
    public const string Answer = "answer";

    /// <summary>Closing (R18).</summary>
    public const string Closing = "closing";

    /// <summary>The cancellation.</summary>
    public const string Cancellation = "cancellation";

    /// <summary>A candidacy: applied, validated, withdrawn (R9, R15, R19).</summary>
    public const string Candidacy = "candidacy";

    /// <summary>The dossier as it stood at closing (R18).</summary>
    public const string Dossier = "dossier";

    /// <summary>Something the candidate was told (R20).</summary>
    public const string Message = "message";

    /// <summary>What the system proposed to the screening (R23).</summary>
    public const string Proposal = "proposal";

    /// <summary>A decision of the screening (R23).</summary>
    public const string ScreeningDecision = "screening-decision";

    /// <summary>A decision of the screening taken back (R23).</summary>
    public const string ScreeningReopened = "screening-reopened";

    /// <summary>A reservation decided (R22).</summary>
    public const string Reservation = "reservation";

    /// <summary>A period in which candidates register (R26).</summary>
    public const string RegistrationPeriod = "registration-period";

    /// <summary>A session of the assessment (R25).</summary>
    public const string Session = "session";

    /// <summary>A seat in a session, and what became of it (R26, R27).</summary>
    public const string Booking = "booking";

    /// <summary>A result as the vendor sent it, and what became of it (R35).</summary>
    public const string VendorResult = "vendor-result";

    /// <summary>An entry of the ledger of exemptions and development periods (R31 to R33).</summary>
    public const string Ledger = "ledger";

    /// <summary>A correction of a result, and what was decided on it (R36).</summary>
    public const string Correction = "correction";

    /// <summary>Where the candidacy stands at the assessment.</summary>
    public const string AssessmentStanding = "assessment-standing";

    /// <summary>A member of the committee (R41).</summary>
    public const string CommitteeMember = "committee-member";

    /// <summary>A conflict of interest declared (R41).</summary>
    public const string Recusal = "recusal";

    /// <summary>A hearing (R42).</summary>
    public const string Hearing = "hearing";

    /// <summary>The committee's judgement (R43).</summary>
    public const string Judgement = "judgement";

    /// <summary>A place in the comparison of diplomas and merits (R46).</summary>
    public const string Merits = "merits";

    /// <summary>Where the candidacy stands at the oral test.</summary>
    public const string OralTestStanding = "oral-test-standing";

    /// <summary>A version of the final list (R46, R47).</summary>
    public const string List = "list";

    /// <summary>A candidate's place in a version of the final list, with its motivation (R46).</summary>
    public const string FinalDecision = "final-decision";

    /// <summary>A request for feedback (R49).</summary>
    public const string FeedbackRequest = "feedback-request";

    /// <summary>The answer to it (R49).</summary>
    public const string FeedbackAnswer = "feedback-answer";

    /// <summary>A request for access under the Act of 11 April 1994 (R49).</summary>
    public const string AccessRequest = "access-request";

    /// <summary>The decision on it (R49).</summary>
    public const string AccessAnswer = "access-answer";

    /// <summary>A complaint (R50).</summary>
    public const string Complaint = "complaint";

    /// <summary>The answer to it (R50).</summary>
    public const string ComplaintAnswer = "complaint-answer";

    /// <summary>A supplementary interview (R51).</summary>
    public const string Interview = "interview";

    /// <summary>A version of its report (R51).</summary>
    public const string InterviewReport = "interview-report";

    /// <summary>What was found of a condition of appointment (R52).</summary>
    public const string Condition = "condition";

    /// <summary>A candidate who no longer stands for the appointment (R52).</summary>
    public const string Departure = "departure";

    /// <summary>An appointment, and what became of it (R52).</summary>
    public const string Appointment = "appointment";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Notice, Answer, Closing, Cancellation, Candidacy, Dossier, Message, Proposal, ScreeningDecision, ScreeningReopened, Reservation, RegistrationPeriod, Session, Booking,
        VendorResult, Ledger, Correction, AssessmentStanding, CommitteeMember, Recusal, Hearing, Judgement, Merits, OralTestStanding, List, FinalDecision,
        FeedbackRequest, FeedbackAnswer, AccessRequest, AccessAnswer, Complaint, ComplaintAnswer, Interview, InterviewReport, Condition, Departure, Appointment,
    ];
}
