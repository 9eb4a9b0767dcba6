using NodaTime;
using Selection.Contracts.Vacancies;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Gateway;

/// <summary>Why an accommodation is asked for (R39): for the candidate and whoever decides, and for nobody else.</summary>
public enum AccommodationGround { Disability, LearningDisorder, Illness, Pregnancy, Breastfeeding }

/// <summary>Where a request for an accommodation stands.</summary>
public enum AccommodationState { Asked, Taken, Granted, GrantedOtherwise, Refused, Withdrawn }

/// <summary>What was decided on it.</summary>
public enum AccommodationOutcome { Granted, GrantedOtherwise, Refused }

/// <summary>Where a claim to an exemption stands (R33).</summary>
public enum ClaimState { Open, Accepted, Refused, Withdrawn }

/// <summary>A measure by its code and in words.</summary>
public sealed record MeasureText(string Code, string Text);

/// <summary>An attest or a proof.</summary>
public sealed record FiledPaper(Guid DocumentId, string FileName, long Size, Instant FiledAt);

/// <summary>What is asked, and why; nothing of it is left once it is withdrawn.</summary>
public sealed record AccommodationReason(AccommodationGround? Ground, string? Text, IReadOnlyList<MeasureText> Measures, IReadOnlyList<FiledPaper> Attests);

/// <summary>A decision on a request; the last one stands.</summary>
public sealed record AccommodationDecision(int Number, AccommodationOutcome Outcome, IReadOnlyList<MeasureText> Measures, string? Motivation, string? RevisionReason, Instant DecidedAt);

/// <summary>One's own request, with what was decided and what is in force.</summary>
public sealed record OwnAccommodation(
    Guid RequestId, AccommodationState State, bool Late, Instant AskedAt, bool MayChange, AccommodationReason Reason, IReadOnlyList<AccommodationDecision> Decisions,
    IReadOnlyList<MeasureText> InForce, IReadOnlyList<EarlierAccommodation> Earlier, LocalDate? AnnulmentUntil);

/// <summary>A request made before.</summary>
public sealed record EarlierAccommodation(Guid RequestId, AccommodationState State, Instant AskedAt);

/// <summary>One's own claim to an exemption by a function held, with what was decided.</summary>
public sealed record OwnClaim(
    Guid ClaimId, ClaimState State, string Function, string Service, int? WeighingClass, LevelGroup LevelGroup, LocalDate From, LocalDate? Until, IReadOnlyList<FiledPaper> Proofs,
    Instant ClaimedAt, bool MayChange, Instant? DecidedAt, string? Motivation, LocalDate? AnnulmentUntil);

/// <summary>A line of the officers' list of requests.</summary>
public sealed record AccommodationLine(
    Guid RequestId, string? SelectionCode, string? FirstName, string? LastName, AccommodationState State, bool Late, Instant AskedAt, Instant? SessionStartsAt,
    string? DecidingOfficer, bool IsMine);

/// <summary>How many requests there are to decide on.</summary>
public sealed record AccommodationCounts(IReadOnlyDictionary<AccommodationState, int> ByState, int LateAndOpen, int MineAndOpen);

/// <summary>A request as officers see it; why it is asked is there for the one who decides only.</summary>
public sealed record AccommodationCase(
    Guid RequestId, Guid VacancyId, string? FirstName, string? LastName, AccommodationState State, bool Late, Instant AskedAt, string? DecidingOfficer, bool IsMine,
    AccommodationReason? Reason, IReadOnlyList<AccommodationDecision> Decisions);

/// <summary>A line of the officers' list of claims.</summary>
public sealed record ClaimLine(
    Guid ClaimId, string? SelectionCode, string? FirstName, string? LastName, ClaimState State, string Function, string Service, LevelGroup LevelGroup, Instant? SessionStartsAt,
    Instant ClaimedAt);

/// <summary>A claim with what it is measured by (R33, R34).</summary>
public sealed record ClaimCase(
    Guid ClaimId, Guid VacancyId, string? FirstName, string? LastName, ClaimState State, string Function, string Service, int? WeighingClass, LevelGroup LevelGroup, LocalDate From,
    LocalDate? Until, LocalDate? ReferenceDate, LevelGroup? VacancyLevelGroup, AssessmentStanding CandidacyState, IReadOnlyList<FiledPaper> Proofs, Instant ClaimedAt, Instant? DecidedAt,
    string? Motivation);

/// <summary>What candidates ask before a test, and what officers decide on it.</summary>
public static class TestRequestCalls
{
    private const string Api = "/api/assessment";

    private static string Own(Guid id, string what) => $"{Api}/candidacies/{id}/{what}";

    /// <summary>The newest request, or an earlier one.</summary>
    public static Task<Reply<OwnAccommodation>> ReadOwnAccommodationAsync(this GatewayClient gateway, Guid id, Guid? requestId = null) =>
        gateway.GetAsync<OwnAccommodation>($"{Own(id, "accommodation")}{(requestId is null ? null : $"?requestId={requestId}")}");

    /// <summary>Asks, or changes what was asked where a version is given.</summary>
    public static Task<Reply<OwnAccommodation>> AskAccommodationAsync(this GatewayClient gateway, Guid id, object metadata, IReadOnlyList<IFormFile> attests, string? version) =>
        gateway.UploadAsync<OwnAccommodation>($"{Own(id, "accommodation")}{(version is null ? null : "/change")}", metadata, attests, version);

    public static Task<Reply<Nothing>> WithdrawAccommodationAsync(this GatewayClient gateway, Guid id) => gateway.DeleteAsync(Own(id, "accommodation"));

    public static Task<Reply<OwnClaim>> ReadOwnClaimAsync(this GatewayClient gateway, Guid id) => gateway.GetAsync<OwnClaim>(Own(id, "exemption-claim"));

    /// <summary>Claims, or changes what was claimed where a version is given.</summary>
    public static Task<Reply<OwnClaim>> ClaimExemptionAsync(this GatewayClient gateway, Guid id, object metadata, IReadOnlyList<IFormFile> proofs, string? version) =>
        gateway.UploadAsync<OwnClaim>($"{Own(id, "exemption-claim")}{(version is null ? null : "/change")}", metadata, proofs, version);

    public static Task<Reply<Nothing>> WithdrawClaimAsync(this GatewayClient gateway, Guid id) => gateway.DeleteAsync(Own(id, "exemption-claim"));

    public static Task<Reply<Page<AccommodationLine>>> ListAccommodationsAsync(this GatewayClient gateway, string query) => gateway.GetAsync<Page<AccommodationLine>>($"{Api}/accommodations{query}");

    public static Task<Reply<AccommodationCounts>> CountAccommodationsAsync(this GatewayClient gateway) => gateway.GetAsync<AccommodationCounts>($"{Api}/accommodations/counts");

    public static Task<Reply<AccommodationCase>> ReadAccommodationAsync(this GatewayClient gateway, Guid id) => gateway.GetAsync<AccommodationCase>($"{Api}/accommodations/{id}");

    public static Task<Reply<Nothing>> TakeAccommodationAsync(this GatewayClient gateway, Guid id) => gateway.PostAsync($"{Api}/accommodations/{id}/take");

    public static Task<Reply<Nothing>> TakeOverAccommodationAsync(this GatewayClient gateway, Guid id, string reason, string? version) =>
        gateway.PostAsync($"{Api}/accommodations/{id}/take-over", new { reason }, version);

    public static Task<Reply<Nothing>> DecideAccommodationAsync(this GatewayClient gateway, Guid id, object decision, string? version) =>
        gateway.PostAsync($"{Api}/accommodations/{id}/decision", decision, version);

    public static Task<Reply<Page<ClaimLine>>> ListClaimsAsync(this GatewayClient gateway, string query) => gateway.GetAsync<Page<ClaimLine>>($"{Api}/exemption-claims{query}");

    public static Task<Reply<ClaimCase>> ReadClaimAsync(this GatewayClient gateway, Guid id) => gateway.GetAsync<ClaimCase>($"{Api}/exemption-claims/{id}");

    public static Task<Reply<Nothing>> DecideClaimAsync(this GatewayClient gateway, Guid id, bool accept, string? motivation, string? version) =>
        gateway.PostAsync($"{Api}/exemption-claims/{id}/decision", new { accept, motivation }, version);
}
