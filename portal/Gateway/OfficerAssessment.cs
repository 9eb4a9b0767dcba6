using NodaTime;
using Selection.Contracts;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Gateway;

/// <summary>Where a registration period stands.</summary>
public enum RegistrationState { ToCome, Running, Over, Withdrawn }

/// <summary>Where an assessment takes place.</summary>
public enum AssessmentKind { Place, Remote }

/// <summary>When candidates may register, and for how many seats (R26).</summary>
public sealed record RegistrationPeriod(
    Guid RegistrationPeriodId, RegistrationState State, LocalDate OpensOn, LocalDate ClosesOn, Instant OpensAt, Instant ClosesAt, int Sessions, int Seats, int Booked);

/// <summary>A session and its filling.</summary>
public sealed record AssessmentSession(
    Guid SessionId, Guid VacancyId, Instant StartsAt, int LengthMinutes, int Capacity, int Booked, string Language, string Place, AssessmentKind Kind, Instant? CancelledAt, LocalizedText? CancelReason);

/// <summary>Somebody's trouble with registering (R29).</summary>
public sealed record HelpRequest(Guid HelpRequestId, long Version, string? FirstName, string? LastName, Instant? StartsAt, string Text, Instant AskedAt, string? Answer, Instant? AnsweredAt);

/// <summary>Assessment's API, as officers use it.</summary>
public static class OfficerAssessmentCalls
{
    public static Task<Reply<Page<RegistrationPeriod>>> ReadPeriodsAsync(this GatewayClient gateway, Guid vacancyId) =>
        gateway.GetAsync<Page<RegistrationPeriod>>($"/api/assessment/vacancies/{vacancyId}/registration-periods?pageSize=50");

    public static Task<Reply<RegistrationPeriod>> ReadPeriodAsync(this GatewayClient gateway, Guid vacancyId, Guid periodId) =>
        gateway.GetAsync<RegistrationPeriod>($"/api/assessment/vacancies/{vacancyId}/registration-periods/{periodId}");

    public static Task<Reply<Page<AssessmentSession>>> ReadSessionsAsync(this GatewayClient gateway, Guid vacancyId, int page, int pageSize) =>
        gateway.GetAsync<Page<AssessmentSession>>($"/api/assessment/sessions?vacancyId={vacancyId}&page={page}&pageSize={pageSize}");

    public static Task<Reply<AssessmentSession>> ReadSessionAsync(this GatewayClient gateway, Guid sessionId) => gateway.GetAsync<AssessmentSession>($"/api/assessment/sessions/{sessionId}");

    public static Task<Reply<Page<HelpRequest>>> ReadHelpAsync(this GatewayClient gateway, Guid vacancyId) =>
        gateway.GetAsync<Page<HelpRequest>>($"/api/assessment/help-requests?vacancyId={vacancyId}&open=true&pageSize=20");
}
