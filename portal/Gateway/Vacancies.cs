using NodaTime;
using Selection.Contracts;
using Selection.Contracts.Vacancies;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Gateway;

/// <summary>Where a vacancy stands.</summary>
public enum VacancyState { Draft, Open, Closed, Cancelled }

/// <summary>What the list may be sorted by.</summary>
public enum VacancySort { Closing, Published, Title }

/// <summary>A line of the list of vacancies.</summary>
public sealed record VacancyLine(
    Guid VacancyId, string SelectionCode, VacancyState State, LocalizedText Title, LocalizedText Employer, LocalizedText Place, LocalizedText Summary,
    string Language, string Class, LevelGroup? LevelGroup, LocalDate ClosingDate, Instant? ClosesAt, Instant? PublishedAt, Instant? CancelledAt);

/// <summary>A vacancy in full.</summary>
public sealed record Vacancy(
    Guid VacancyId, VacancyState State, long Version, ProcedureDefinition Definition, Instant? ClosesAt, Instant? PublishedAt,
    Instant? CancelledAt, LocalizedText? CancelReason, IReadOnlyList<PublishedQuestion> Questions);

/// <summary>A published question with its answer (R3).</summary>
public sealed record PublishedQuestion(Guid QuestionId, LocalizedText Question, LocalizedText Answer, Instant PublishedAt);

/// <summary>A published version of a notice, with what changed (R3).</summary>
public sealed record NoticeVersion(int Version, Instant PublishedAt, IReadOnlyList<NoticeChange> Changes);

/// <summary>One thing a correction changed.</summary>
public sealed record NoticeChange(string Path, string? Old, string? New)
{
    /// <summary>Which part of the notice it belongs to.</summary>
    public string Field => Path.Split('.', '[')[0];

    /// <summary>The language of the text; null where it is no text in several.</summary>
    public string? Language => Path[(Path.LastIndexOf('.') + 1)..] is var last && last is "nl" or "fr" or "de" or "en" ? last : null;
}

/// <summary>A step a candidacy may stand at (R53).</summary>
public enum FunnelStep
{
    Provisional, Validated, Withdrawn, Lapsed, Lodged, Refused, Admitted, AssessmentBooked, AssessmentPassed, AssessmentExempted, AssessmentFailed, AssessmentStopped,
    OralTestPlanned, OralTestHeld, OralTestJudged, OralTestStopped, Suitable, NotSuitable, Appointed, Cancelled,
}

/// <summary>The parts of a procedure, in their order.</summary>
public enum ProcedureStage { Candidacy, Screening, Assessment, OralTest, Results }

/// <summary>How many candidates stand at a step.</summary>
public sealed record StepCount(FunnelStep Step, int Count);

/// <summary>How many stand where, never who (R53).</summary>
public sealed record Funnel(Guid VacancyId, IReadOnlyList<StepCount> Steps)
{
    private static readonly FunnelStep[] NotJudged = [FunnelStep.Provisional, FunnelStep.Validated, FunnelStep.Withdrawn, FunnelStep.Lapsed, FunnelStep.Cancelled];
    private static readonly FunnelStep[] Heard = [FunnelStep.OralTestHeld, FunnelStep.OralTestJudged, FunnelStep.Suitable, FunnelStep.NotSuitable, FunnelStep.Appointed];
    private static readonly FunnelStep[] Tested = [FunnelStep.AssessmentPassed, FunnelStep.AssessmentExempted, FunnelStep.OralTestPlanned, FunnelStep.OralTestStopped, .. Heard];

    /// <summary>How many candidates got how far, each level a part of the one before.</summary>
    public IReadOnlyList<(string Level, int Count)> Levels =>
    [
        ("Applied", Count(s => s is not (FunnelStep.Provisional or FunnelStep.Withdrawn or FunnelStep.Lapsed or FunnelStep.Cancelled))),
        ("Admitted", Count(s => !NotJudged.Contains(s) && s is not (FunnelStep.Lodged or FunnelStep.Refused))),
        ("Tested", Count(Tested.Contains)),
        ("Heard", Count(Heard.Contains)),
        ("Suitable", Count(s => s is FunnelStep.Suitable or FunnelStep.Appointed)),
    ];

    /// <summary>The part of the procedure that runs now.</summary>
    public ProcedureStage Stage(VacancyState state) =>
        state is VacancyState.Open ? ProcedureStage.Candidacy
        : Count(s => s is FunnelStep.Suitable or FunnelStep.NotSuitable or FunnelStep.Appointed) > 0 ? ProcedureStage.Results
        : Count(s => s is FunnelStep.OralTestPlanned or FunnelStep.OralTestHeld or FunnelStep.OralTestJudged or FunnelStep.OralTestStopped) > 0 ? ProcedureStage.OralTest
        : Count(s => s is FunnelStep.Admitted or FunnelStep.AssessmentBooked or FunnelStep.AssessmentPassed or FunnelStep.AssessmentFailed or FunnelStep.AssessmentStopped) > 0 ? ProcedureStage.Assessment
        : ProcedureStage.Screening;

    private int Count(Func<FunnelStep, bool> which) => Steps.Where(s => which(s.Step)).Sum(s => s.Count);
}

/// <summary>The public part of Candidacy's API.</summary>
public static class VacancyCalls
{
    public static Task<Reply<Page<VacancyLine>>> ListVacanciesAsync(this GatewayClient gateway, string query) => gateway.GetAsync<Page<VacancyLine>>($"/api/candidacy/vacancies{query}");

    public static Task<Reply<Vacancy>> ReadVacancyAsync(this GatewayClient gateway, Guid id) => gateway.GetAsync<Vacancy>($"/api/candidacy/vacancies/{id}");

    public static Task<Reply<Vacancy>> ReadVacancyAsync(this GatewayClient gateway, string code) => gateway.GetAsync<Vacancy>($"/api/candidacy/vacancies/by-code/{Uri.EscapeDataString(code)}");

    public static Task<Reply<Funnel>> ReadFunnelAsync(this GatewayClient gateway, Guid id) => gateway.GetAsync<Funnel>($"/api/candidacy/vacancies/{id}/funnel");

    public static Task<Reply<Page<NoticeVersion>>> ReadVersionsAsync(this GatewayClient gateway, Guid id) => gateway.GetAsync<Page<NoticeVersion>>($"/api/candidacy/vacancies/{id}/versions?pageSize=200");
}
