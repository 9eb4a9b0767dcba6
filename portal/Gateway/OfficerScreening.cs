using System.Text.Json.Serialization;
using NodaTime;
using Selection.Contracts.Dossiers;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Gateway;

/// <summary>Where a case stands.</summary>
public enum CaseState { Open, Decided, Withdrawn }

/// <summary>What is proposed, and what an officer decides (R21 to R24).</summary>
public enum CaseOutcome { Admit, AdmitUnderReservation, Refuse }

/// <summary>What there is to look at before admitting.</summary>
public enum CaseFlag
{
    ExperienceRejected, RulingsSetAside, Reopened, FunctionUnproven, FunctionNotLevelA, FunctionShownByAttachment, DiplomaMadeEqual, FiledByOfficer, AnotherLanguage, UnknownField,
}

/// <summary>What a text block is for.</summary>
public enum CaseBlockUse { Admit, AdmitUnderReservation, Refuse, RejectExperience, LiftReservation, ConfirmReservation, Reopen }

/// <summary>What a decision on a reservation rests on (R22).</summary>
public enum CaseProofKind { EquivalenceDecision, LanguageCertificate, Other }

/// <summary>Why an open case would not be accepted with the others.</summary>
public enum CaseWhyLeft { Refusal, Flagged, ClaimedByAnother, ChangedSince }

/// <summary>Who has a case, and until when.</summary>
public sealed record CaseClaim(string By, Instant Until, bool Mine);

/// <summary>A line of the list of cases.</summary>
public sealed record CaseLine(
    Guid CandidacyId, Guid VacancyId, string? FirstName, string? LastName, CaseState State, CaseOutcome? Proposal, Reservation ProposedReservation,
    CaseOutcome? Outcome, Reservation OpenReservation, bool Undisputed, IReadOnlyList<CaseFlag> Flags, CaseClaim? Claim, Instant? DecidedAt);

/// <summary>How many cases are in each group of a list, each counted over what the other filters leave.</summary>
public sealed record CaseFacets(
    IReadOnlyDictionary<string, int> State, IReadOnlyDictionary<string, int> Proposal, IReadOnlyDictionary<string, int> Outcome, IReadOnlyDictionary<string, int> Reservation,
    IReadOnlyDictionary<string, int> Dispute, IReadOnlyDictionary<string, int> Claimed, IReadOnlyDictionary<string, int> Flag);

/// <summary>A page of cases with its facets.</summary>
public sealed record CaseList(IReadOnlyList<CaseLine> Items, int Total, [property: JsonPropertyName("page")] int Number, int PageSize, CaseFacets Facets);

/// <summary>How many by outcome.</summary>
public sealed record CasesByOutcome(int Admit, int AdmitUnderReservation, int Refuse);

/// <summary>An officer's part of the screening.</summary>
public sealed record ScreeningOfficer(string Officer, int Claimed, int Lapsed, int Decided);

/// <summary>How far the screening of a vacancy is.</summary>
public sealed record ScreeningProgress(
    int Total, int Open, int Decided, int Withdrawn, CasesByOutcome OpenByProposal, CasesByOutcome DecidedByOutcome, int OpenReservations,
    int Undisputed, int Disputed, int RefusalsToMotivate, int Claimed, IReadOnlyList<ScreeningOfficer> Officers);

/// <summary>A route of R13: what is counted, and what is asked for.</summary>
public sealed record CaseRoute(int Years, int Days, int RequiredYears, bool Met);

/// <summary>What the rules make of a dossier.</summary>
public sealed record CaseProposal(CaseOutcome Outcome, Reservation Reservation, bool DiplomaMet, bool ExperienceMet, CaseRoute Management, CaseRoute Useful);

/// <summary>A condition of taking part, with the sentences that say why.</summary>
public sealed record CaseCondition(string Condition, bool Met, IReadOnlyList<string> Sentences, IReadOnlyList<Guid> DocumentVersionIds);

/// <summary>A ruling on an experience (R57).</summary>
public sealed record CaseRuling(Guid ExperienceId, bool Accepted, string? Reason, string RuledBy, Instant RuledAt, bool SetAside);

/// <summary>An experience as it was frozen, and whether it is accepted.</summary>
public sealed record CaseExperience(Experience Experience, int Years, int Days, bool Accepted, CaseRuling? Ruling, string? ReadsAs);

/// <summary>A document of the dossier.</summary>
public sealed record CaseDocument(DossierDocument Document);

/// <summary>Something to look at, in words.</summary>
public sealed record CaseFlagged(CaseFlag Flag, string Sentence);

/// <summary>A decision that was taken.</summary>
public sealed record CaseDecision(Guid DecisionId, CaseOutcome Outcome, Reservation Reservation, CaseOutcome ProposedOutcome, bool AllAtOnce, string Motivation, string DecidedBy, Instant DecidedAt);

/// <summary>A decision on a reservation.</summary>
public sealed record CaseReservationRuling(Reservation Reservation, bool Lifted, string Motivation, string DecidedBy, Instant DecidedAt);

/// <summary>A decision that was taken back.</summary>
public sealed record CaseReopening(string Reason, string ReopenedBy, Instant ReopenedAt);

/// <summary>A case that changed hands.</summary>
public sealed record CaseTakeover(string TakenFrom, string TakenBy, string Reason, Instant TakenAt);

/// <summary>A case in full: the frozen dossier, the proposal with its facts, and all that was done.</summary>
public sealed record CaseDetails(
    Guid CandidacyId, Guid VacancyId, string? FirstName, string? LastName, CaseState State, string? SelectionCode, string? Language, LocalDate? ClosingDate,
    CaseClaim? Claim, CaseProposal? SystemProposal, CaseProposal? Proposal, IReadOnlyList<CaseCondition> Conditions, IReadOnlyList<CaseExperience> Experiences,
    IReadOnlyList<CaseDocument> Documents, FederalFunction? FederalLevelA, bool Undisputed, IReadOnlyList<CaseFlagged> Flags, CaseOutcome? Outcome, Reservation Reservation,
    Reservation OpenReservation, Instant? DecidedAt, Instant? WithdrawnAt, IReadOnlyList<CaseDecision> Decisions,
    IReadOnlyList<CaseReservationRuling> ReservationDecisions, IReadOnlyList<CaseReopening> Reopenings, IReadOnlyList<CaseTakeover> Takeovers)
{
    /// <summary>As officers call them.</summary>
    public string? Name => OfficerCalls.NameOf(FirstName, LastName);
}

/// <summary>A text block with the case's facts in it; with gaps it cannot stand yet.</summary>
public sealed record CaseBlock(string? Code, Guid? BlockId, CaseBlockUse Use, string Title, string Text, bool HasGaps)
{
    /// <summary>What a form names it by.</summary>
    public string Key => Code ?? $"{BlockId}";
}

/// <summary>The blocks that fit a case.</summary>
public sealed record CaseBlocks(string Language, IReadOnlyList<CaseBlock> Items);

/// <summary>
/// A text block as it is written: <c>{names}</c> in it stand for a case's facts. A standard one stays as it is; an officer's own
/// has an id and a version to change it on.
/// </summary>
public sealed record WrittenBlock(string? Code, Guid? BlockId, long? Version, string Language, CaseBlockUse Use, string Title, string Text, Instant? ChangedAt, Instant? RetiredAt);

/// <summary>The case that was taken; null where none is left.</summary>
public sealed record ClaimedCase(Guid? CandidacyId = null);

/// <summary>A case of a preview.</summary>
public sealed record PreviewedCase(Guid CandidacyId, string? FirstName, string? LastName, CaseOutcome? Proposal, Reservation Reservation, IReadOnlyList<CaseFlag> Flags, IReadOnlyList<CaseWhyLeft> WhyLeft);

/// <summary>What accepting all undisputed proposals at once would decide.</summary>
public sealed record AcceptancePreview(
    Guid PreviewId, Instant MadeAt, int Admit, int AdmitUnderReservation, int Left, IReadOnlyDictionary<CaseWhyLeft, int> LeftByReason, Page<PreviewedCase> Cases);

/// <summary>What accepting decided.</summary>
public sealed record AcceptedProposals(int Admitted, int AdmittedUnderReservation, int Left, int StillOpen);

/// <summary>Screening's API, as officers use it.</summary>
public static class OfficerScreeningCalls
{
    public static Task<Reply<CaseList>> ListCasesAsync(this GatewayClient gateway, string query) => gateway.GetAsync<CaseList>($"/api/screening/cases{query}");

    /// <summary>By name: in the body, since addresses are logged.</summary>
    public static Task<Reply<CaseList>> SearchCasesAsync(this GatewayClient gateway, string text, string query) => gateway.PostAsync<CaseList>($"/api/screening/cases/search{query}", new { text });

    public static Task<Reply<ScreeningProgress>> ReadScreeningAsync(this GatewayClient gateway, Guid vacancyId) => gateway.GetAsync<ScreeningProgress>($"/api/screening/vacancies/{vacancyId}/progress");

    /// <summary>The first open case nobody has.</summary>
    public static Task<Reply<ClaimedCase>> ClaimNextCaseAsync(this GatewayClient gateway, Guid vacancyId) => gateway.PostAsync<ClaimedCase>($"/api/screening/vacancies/{vacancyId}/claim-next");

    public static Task<Reply<CaseDetails>> ReadCaseAsync(this GatewayClient gateway, Guid candidacyId) => gateway.GetAsync<CaseDetails>($"/api/screening/cases/{candidacyId}");

    /// <summary>The blocks that fit, with the case's facts in them; with those of an experience where it is about one.</summary>
    public static Task<Reply<CaseBlocks>> ReadBlocksAsync(this GatewayClient gateway, Guid candidacyId, Guid? experienceId = null) =>
        gateway.GetAsync<CaseBlocks>($"/api/screening/cases/{candidacyId}/text-blocks{(experienceId is { } id ? $"?experienceId={id}" : null)}");

    public static Task<Reply<Page<WrittenBlock>>> ListBlocksAsync(this GatewayClient gateway, string query) => gateway.GetAsync<Page<WrittenBlock>>($"/api/screening/text-blocks{query}");

    /// <summary>One of the officers' own blocks, among those of its language and use; null where it is not there, or is retired.</summary>
    public static async Task<(Reply<Page<WrittenBlock>> Reply, WrittenBlock? Block)> FindBlockAsync(this GatewayClient gateway, Guid blockId, string? language, string? use)
    {
        var path = $"?language={Uri.EscapeDataString(language ?? "")}&use={Uri.EscapeDataString(use ?? "")}&pageSize=200";
        var first = await gateway.ListBlocksAsync(path);
        if (!first.Done) return (first, null);
        var rest = await Task.WhenAll(Enumerable.Range(2, Math.Max(0, (first.Value.Total - 1) / first.Value.PageSize)).Select(n => gateway.ListBlocksAsync($"{path}&page={n}")));
        return (first, rest.Prepend(first).SelectMany(r => r.Value?.Items ?? []).FirstOrDefault(b => b.BlockId == blockId));
    }
}
