using System.Text.Json.Serialization;
using NodaTime;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Gateway;

/// <summary>Where a list stands (R47).</summary>
public enum ResultListState { Proposed, Approved, Published, Stale, TakenBack, Rejected, Altered }

/// <summary>The two final groups.</summary>
public enum ResultGroup { Suitable, NotSuitable }

/// <summary>What a correction follows from.</summary>
public enum ListCorrectionGround { ChangedOutcomes, Annulment }

/// <summary>How far a register is.</summary>
public enum ProcedureRegisterState { Collecting, Ready, Removed }

/// <summary>A list, without its lines.</summary>
public sealed record ResultListSummary(
    Guid ListId, int Version, ResultListState State, string Hash, int RuleVersion, int Suitable, int NotSuitable, string ProposedBy, Instant ProposedAt, string? ApprovedBy,
    Instant? ApprovedAt, Instant? PublishAt, string? EndedBy, Instant? EndedAt, string? EndReason, int? Corrects, ListCorrectionGround? Ground, string? Reason, int? Decided)
{
    /// <summary>An approved list is published from its instant on, whether that has been announced or not (T3).</summary>
    public ResultListState StateAt(Instant now) => State is ResultListState.Approved && PublishAt <= now ? ResultListState.Published : State;
}

/// <summary>A line of a list.</summary>
public sealed record ResultLine(
    Guid CandidacyId, string? FirstName, string? LastName, ResultGroup Group, int? Rank, decimal TotalPercent, int? MeritPlace, Reservation OpenReservation, string? Motivation, int? CarriedFrom = null);

/// <summary>Something a list lacks before it can be proposed (R46).</summary>
public sealed record ResultMissing(Guid? CandidacyId, string Text, string? FirstName, string? LastName, string? CompetencyName);

/// <summary>In what the published list differs from how things are now.</summary>
public sealed record ResultDifference(Guid CandidacyId, string Text, string? FirstName, string? LastName);

/// <summary>The list as it would be now.</summary>
public sealed record ResultStanding(
    ResultListSummary? Proposal, int Suitable, int NotSuitable, IReadOnlyList<ResultMissing> Missing, int MissingCount, IReadOnlyList<ResultLine> Items, int Total,
    [property: JsonPropertyName("page")] int Number, int PageSize, ResultListSummary? Published, IReadOnlyList<ResultDifference> Differences, int DifferenceCount);

/// <summary>A page of a list as it was proposed.</summary>
public sealed record ResultListPage(ResultListSummary List, IReadOnlyList<ResultLine> Items, int Total, [property: JsonPropertyName("page")] int Number, int PageSize);

/// <summary>A page of the published list, and all versions that are or were public, the newest first.</summary>
public sealed record PublishedList(
    ResultListSummary List, IReadOnlyList<ResultLine> Items, int Total, [property: JsonPropertyName("page")] int Number, int PageSize, IReadOnlyList<ResultListSummary> Versions);

/// <summary>The register of a procedure (R54).</summary>
public sealed record ProcedureRegister(
    Guid RegisterId, ProcedureRegisterState State, string RequestedBy, Instant RequestedAt, IReadOnlyList<string> Missing, bool IsLate, Instant? ReadyAt, int? Candidacies, long? Bytes, string? RemovedReason);

/// <summary>Results' API, as officers use it.</summary>
public static class OfficerResultsCalls
{
    public static Task<Reply<ResultStanding>> ReadStandingAsync(this GatewayClient gateway, Guid vacancyId, int page, int pageSize) =>
        gateway.GetAsync<ResultStanding>($"/api/results/vacancies/{vacancyId}/list?page={page}&pageSize={pageSize}");

    public static Task<Reply<ResultListPage>> ReadListAsync(this GatewayClient gateway, Guid vacancyId, int version, int page, int pageSize) =>
        gateway.GetAsync<ResultListPage>($"/api/results/vacancies/{vacancyId}/list/{version}?page={page}&pageSize={pageSize}");

    public static Task<Reply<Page<ResultListSummary>>> ReadListsAsync(this GatewayClient gateway, Guid vacancyId) =>
        gateway.GetAsync<Page<ResultListSummary>>($"/api/results/vacancies/{vacancyId}/lists?pageSize=50");

    /// <summary>What is published; <paramref name="version"/> is an earlier list.</summary>
    public static Task<Reply<PublishedList>> ReadPublishedAsync(this GatewayClient gateway, Guid vacancyId, int? version, int page, int pageSize) =>
        gateway.GetAsync<PublishedList>($"/api/results/vacancies/{vacancyId}/published?page={page}&pageSize={pageSize}{(version is { } list ? $"&version={list}" : null)}");

    public static Task<Reply<Page<ProcedureRegister>>> ReadRegistersAsync(this GatewayClient gateway, Guid vacancyId) =>
        gateway.GetAsync<Page<ProcedureRegister>>($"/api/results/vacancies/{vacancyId}/registers?pageSize=10");
}
