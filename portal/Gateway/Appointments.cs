using NodaTime;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Gateway.Appointments;

/// <summary>Whose turn it is (R52).</summary>
public enum Turn { Eligible, Waiting, Out }

/// <summary>Where a supplementary interview stands (R51).</summary>
public enum InterviewState { Planned, Reported, Cancelled }

/// <summary>How well a candidate meets a criterion.</summary>
public enum Appreciation { Insufficient, Sufficient, Good, VeryGood }

/// <summary>What the interview is about (R51).</summary>
public enum InterviewCriterion { SpecificCompetencies, RelationalSkills, Leadership, ProfileComparison }

/// <summary>Why a ranked candidate is out.</summary>
public sealed record DepartureLine(string Kind, bool ByCandidate, LocalDate On, string? Remark, Instant RecordedAt);

/// <summary>What is missing before somebody can be appointed; the text is in the page's language.</summary>
public sealed record MissingCondition(string Kind, string? Condition, string Text);

/// <summary>A ranked candidate in the succession.</summary>
public sealed record SuccessionItem(
    Guid CandidacyId, string? FirstName, string? LastName, int Rank, decimal TotalPercent, Turn Turn, DepartureLine? Departure, Instant? WithdrawnAt,
    InterviewState? Interview, Instant? InterviewAt, IReadOnlyList<MissingCondition> Missing)
{
    public string Name => $"{FirstName} {LastName}".Trim();

    /// <summary>Still to come, or over and not yet reported on.</summary>
    public bool AwaitsInterview => Turn is not Turn.Out && Interview is InterviewState.Planned;
}

/// <summary>An appointment, in force or ended.</summary>
public sealed record AppointmentLine(
    Guid AppointmentId, Guid CandidacyId, int Rank, LocalDate StartsOn, LocalDate EndsOn, string State, string Motivation, Instant DecidedAt, Instant? EndedAt, string? EndReason)
{
    public bool IsInForce => State == "InForce";
}

/// <summary>Whose turn it is, why not, and what is missing (R52).</summary>
public sealed record Succession(
    Guid VacancyId, int ListVersion, LocalDate On, int? BestRank, IReadOnlyList<AppointmentLine> Appointments, IReadOnlyList<SuccessionItem> Items, int Total,
    [property: System.Text.Json.Serialization.JsonPropertyName("page")] int Number, int PageSize);

/// <summary>What must hold on the day of appointment (R52).</summary>
public enum AppointmentCondition { Nationality, CivilAndPoliticalRights, Conduct, NoConflictOfInterest, NoDismissal }

/// <summary>Why somebody does not stand any more.</summary>
public enum DropOut { Declined, Left, NotAppointable }

/// <summary>What an officer found of a condition, and on which proof; the newest of each counts.</summary>
public sealed record ConditionCheck(
    AppointmentCondition Condition, bool Holds, LocalDate? From, LocalDate? Until, LocalDate ProofOf, string Remark, string CheckedBy, Instant CheckedAt);

/// <summary>The checks of a candidate's conditions, the newest first, and what is missing today.</summary>
public sealed record CheckedConditions(IReadOnlyList<MissingCondition> Missing, IReadOnlyList<ConditionCheck> Checks);

/// <summary>Who asks for adjustments of the place of work (R52); what is asked for is read by itself, and that goes on record.</summary>
public sealed record AdjustmentLine(Guid CandidacyId, Guid VacancyId, string? SelectionCode, string? FirstName, string? LastName, Instant AskedAt, Instant? AnsweredAt);

/// <summary>What is asked for, and what was answered.</summary>
public sealed record AskedAdjustments(string Wanted, Instant AskedAt, string? Answer, Instant? AnsweredAt);

/// <summary>What was found for a criterion.</summary>
public sealed record Finding(InterviewCriterion Criterion, Appreciation Appreciation, string Text);

/// <summary>A final version of a report.</summary>
public sealed record ReportVersion(int Number, IReadOnlyList<Finding> Findings, string? Reason, Instant WrittenAt);

/// <summary>A supplementary interview with its report.</summary>
public sealed record Interview(
    Guid InterviewId, Guid CandidacyId, InterviewState State, Instant StartsAt, int LengthMinutes, string Place, long Version, IReadOnlyList<Finding>? Draft, IReadOnlyList<ReportVersion> Reports);

/// <summary>Results' API about who is appointed: the authority's part, and what officers prepare for it.</summary>
public static class AppointmentCalls
{
    public static Task<Reply<Succession>> ReadSuccessionAsync(this GatewayClient gateway, Guid vacancyId, int page = 1, int size = 50) =>
        gateway.GetAsync<Succession>($"/api/results/vacancies/{vacancyId}/succession?page={page}&pageSize={size}");

    /// <summary>One of its candidates only, beside the appointments that were made.</summary>
    public static Task<Reply<Succession>> ReadSuccessionOfAsync(this GatewayClient gateway, Guid vacancyId, Guid candidacyId) =>
        gateway.GetAsync<Succession>($"/api/results/vacancies/{vacancyId}/succession?candidacyId={candidacyId}");

    public static Task<Reply<Interview>> ReadInterviewAsync(this GatewayClient gateway, Guid candidacyId) => gateway.GetAsync<Interview>($"/api/results/candidacies/{candidacyId}/interview");

    public static Task<Reply<CheckedConditions>> ReadConditionsAsync(this GatewayClient gateway, Guid candidacyId) => gateway.GetAsync<CheckedConditions>($"/api/results/candidacies/{candidacyId}/conditions");

    public static Task<Reply<Page<AdjustmentLine>>> ListAdjustmentsAsync(this GatewayClient gateway, string query) => gateway.GetAsync<Page<AdjustmentLine>>($"/api/results/workplace-adjustments{query}");

    public static Task<Reply<AskedAdjustments>> ReadAdjustmentsAsync(this GatewayClient gateway, Guid candidacyId) =>
        gateway.GetAsync<AskedAdjustments>($"/api/results/candidacies/{candidacyId}/workplace-adjustments");

    public static Task<Reply<Page<VacancyLine>>> ListClosedVacanciesAsync(this GatewayClient gateway, int page) =>
        gateway.ListVacanciesAsync($"?state=Closed&sort=Closing&page={page}&pageSize=20");
}
