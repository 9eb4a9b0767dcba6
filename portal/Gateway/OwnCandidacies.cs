using NodaTime;
using Selection.Contracts;
using Selection.Contracts.Dossiers;
using Selection.Portal.Components;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Gateway;

/// <summary>What a candidacy is to its owner.</summary>
public enum OwnCandidacyState { Provisional, Validated, Withdrawn, Lapsed, Lodged, Cancelled }

/// <summary>How far a candidacy is with a part of the procedure.</summary>
public sealed record OwnPlace(ProcedureStage Stage, StepStatus Status);

/// <summary>A line of one's own candidacies.</summary>
public sealed record OwnCandidacyLine(
    Guid CandidacyId, Guid VacancyId, string SelectionCode, LocalizedText Title, OwnCandidacyState State, FunnelStep Step, IReadOnlyList<OwnPlace> Places,
    Instant AppliedAt, Instant ClosesAt)
{
    /// <summary>The part it stands at, or ended in.</summary>
    public ProcedureStage Stage => Places.LastOrDefault(p => p.Status is not StepStatus.Ahead)?.Stage ?? ProcedureStage.Candidacy;
}

/// <summary>One's own candidacy, with its rubric and the count of it.</summary>
public sealed record OwnCandidacy(
    Guid CandidacyId, Guid VacancyId, string SelectionCode, LocalizedText Title, OwnCandidacyState State, FunnelStep Step, IReadOnlyList<OwnPlace> Places, long Version,
    Instant AppliedAt, LocalDate AppliedOn, Instant? ValidatedAt, Instant? WithdrawnAt, Instant ClosesAt,
    IReadOnlyList<Experience> Experiences, FederalFunction? FederalLevelA, RubricCount Count, IReadOnlyList<RubricWarning> Warnings)
{
    /// <summary>Its version as it is sent back (R17).</summary>
    public string ETag => $"\"{Version}\"";

    /// <summary>Whether the rubric may still be changed (R16).</summary>
    public bool IsOpen(Instant now) => State is OwnCandidacyState.Provisional or OwnCandidacyState.Validated && now < ClosesAt;

    /// <summary>Whether there is still something to withdraw from (R19).</summary>
    public bool GoesOn => State is OwnCandidacyState.Provisional or OwnCandidacyState.Validated or OwnCandidacyState.Lodged
        && !Places.Any(p => p.Status is StepStatus.Ended) && Step is not (FunnelStep.Appointed or FunnelStep.NotSuitable);

    /// <summary>Whether the procedure has come to a part of it, or passed it.</summary>
    public bool Reached(ProcedureStage stage) => Places.Any(p => p.Stage == stage && p.Status is not StepStatus.Ahead);
}

/// <summary>The running count (R14).</summary>
public sealed record RubricCount(LocalDate Until, RouteCount Management, RouteCount Useful, bool Enough);

/// <summary>The count of one route.</summary>
public sealed record RouteCount(int Years, int Days, string Text, int Required, bool Enough, string? Missing, IReadOnlyList<CountedPeriod> Periods);

/// <summary>A merged period, and the experiences it was made of.</summary>
public sealed record CountedPeriod(LocalDate Begin, LocalDate End, int Years, int Days, IReadOnlyList<Guid> Experiences);

/// <summary>Something to look at; it blocks nothing.</summary>
public sealed record RubricWarning(string Code, string Text);

/// <summary>What a change of the rubric answers.</summary>
public sealed record RubricSaved(long Version);

/// <summary>What applying, validating and withdrawing answer.</summary>
public sealed record CandidacySaved(Guid CandidacyId);

/// <summary>A candidate's own candidacies.</summary>
public static class OwnCandidacyCalls
{
    private const string Api = "/api/candidacy";

    public static Task<Reply<Page<OwnCandidacyLine>>> ListOwnCandidaciesAsync(this GatewayClient gateway, string tab) =>
        gateway.GetAsync<Page<OwnCandidacyLine>>($"{Api}/candidacies?tab={tab}&pageSize=100");

    public static Task<Reply<Page<OwnCandidacyLine>>> FindOwnCandidacyAsync(this GatewayClient gateway, Guid vacancyId) =>
        gateway.GetAsync<Page<OwnCandidacyLine>>($"{Api}/candidacies?vacancyId={vacancyId}&pageSize=1");

    public static Task<Reply<OwnCandidacy>> ReadOwnCandidacyAsync(this GatewayClient gateway, Guid id) => gateway.GetAsync<OwnCandidacy>($"{Api}/candidacies/{id}");

    public static Task<Reply<CandidacySaved>> ApplyAsync(this GatewayClient gateway, Guid vacancyId) => gateway.PostAsync<CandidacySaved>($"{Api}/vacancies/{vacancyId}/candidacies");

    public static Task<Reply<CandidacySaved>> ValidateAsync(this GatewayClient gateway, Guid id, string? version) =>
        gateway.PostAsync<CandidacySaved>($"{Api}/candidacies/{id}/validate", ifMatch: version);

    public static Task<Reply<CandidacySaved>> WithdrawAsync(this GatewayClient gateway, Guid id, string? version) =>
        gateway.PostAsync<CandidacySaved>($"{Api}/candidacies/{id}/withdraw", ifMatch: version);

    /// <summary>Adds an experience, or changes one.</summary>
    public static Task<Reply<RubricSaved>> SaveExperienceAsync(this GatewayClient gateway, Guid id, Guid? experienceId, object entry, string? version) => experienceId is { } known
        ? gateway.PutAsync<RubricSaved>($"{Api}/candidacies/{id}/experiences/{known}", entry, version)
        : gateway.PostAsync<RubricSaved>($"{Api}/candidacies/{id}/experiences", entry, version);

    public static Task<Reply<Nothing>> RemoveExperienceAsync(this GatewayClient gateway, Guid id, Guid experienceId, string? version) =>
        gateway.DeleteAsync($"{Api}/candidacies/{id}/experiences/{experienceId}", version);

    public static Task<Reply<RubricSaved>> OrderExperiencesAsync(this GatewayClient gateway, Guid id, IReadOnlyList<Guid> order, string? version) =>
        gateway.PutAsync<RubricSaved>($"{Api}/candidacies/{id}/experiences/order", new { experienceIds = order }, version);

    public static Task<Reply<RubricSaved>> StateFederalFunctionAsync(this GatewayClient gateway, Guid id, FederalFunction? function, string? version) =>
        gateway.PutAsync<RubricSaved>($"{Api}/candidacies/{id}/federal-function", new { federalLevelA = function }, version);
}
