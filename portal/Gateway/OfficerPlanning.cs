using NodaTime;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Gateway.Committees;

/// <summary>An expert of the register (R41).</summary>
public sealed record Expert(
    Guid ExpertId, string Subject, string Name, MemberGender Gender, string LanguageRole, IReadOnlyList<string> Fields, bool Active, long Version, int Committees);

/// <summary>What the experts are sorted by.</summary>
public enum ExpertOrder { Name, Committees }

/// <summary>What the live check of a committee says (R41).</summary>
public sealed record CommitteeCheck(bool MayInstall, IReadOnlyList<CommitteeFinding> Findings);

/// <summary>A member as an officer proposes one; without a name, an expert of the register.</summary>
public sealed record MemberProposal(string Subject, string? Name = null, MemberGender? Gender = null, string? LanguageRole = null, string? Field = null, bool IsChair = false)
{
    /// <summary>Who sits on the committee already stays as they are.</summary>
    public static MemberProposal Of(CommitteeMember member, bool isChair) => new(member.Subject, member.Name, member.Gender, member.LanguageRole, member.Field, isChair);
}

/// <summary>How far the oral test of a vacancy is.</summary>
public sealed record OralTestProgress(
    IReadOnlyDictionary<string, int> States, IReadOnlyDictionary<string, int> Hearings, int Slots, int Taken, int Confirmed, int Free, int Wishes,
    IReadOnlyList<Guid> WithoutAFit, IReadOnlyList<string> Undeclared);

/// <summary>A slot, with who has it (R45).</summary>
public sealed record SlotLine(
    Guid SlotId, Guid RegistrationPeriodId, Instant PreparationAt, Instant HearingAt, Instant EndsAt, string Place, Guid? CandidacyId, string? FirstName, string? LastName,
    Instant? ConfirmedAt, HearingStage? State, HearingState? Hearing, int? ExtraMinutes, int? BreakMinutes, bool? Fits, int MembersAvailable, long Version)
{
    /// <summary>The fewest members that hear a candidate (R42).</summary>
    private const int Fewest = 8;

    public string? Name => OfficerCalls.NameOf(FirstName, LastName);

    public bool TooFewMembers => MembersAvailable < Fewest;
}

/// <summary>When candidates choose a slot (R26, R45).</summary>
public sealed record SlotPeriod(Guid RegistrationPeriodId, Instant OpensAt, Instant ClosesAt, int Slots, int Free);

/// <summary>A candidate at the oral test, as officers see them; measures in words (R39).</summary>
public sealed record OralTestCandidate(Guid CandidacyId, string? FirstName, string? LastName, HearingStage? State, Instant? HearingAt, IReadOnlyList<string>? Measures)
{
    public string? Name => OfficerCalls.NameOf(FirstName, LastName);
}

/// <summary>Days that do not suit a candidate, and why.</summary>
public sealed record CandidateWish(Guid CandidacyId, string? FirstName, string? LastName, HearingStage State, IReadOnlyList<LocalDate> Days, string Reason, Instant ChangedAt)
{
    public string? Name => OfficerCalls.NameOf(FirstName, LastName);
}

/// <summary>What extra time (R39) lengthens.</summary>
public enum LengthenedPart { Both, Preparation, Hearing }

/// <summary>A slot that is proposed.</summary>
public sealed record ProposedSlot(Instant PreparationAt, Instant HearingAt, Instant EndsAt, string Place, Guid? CandidacyId, int MembersAvailable, bool AgainstWish);

/// <summary>A candidate no slot was found for.</summary>
public sealed record UnplacedCandidate(Guid? CandidacyId, string Text);

/// <summary>A plan as it is proposed; nothing is saved.</summary>
public sealed record ProposedPlan(IReadOnlyList<ProposedSlot> Slots, IReadOnlyList<UnplacedCandidate> Unplaced);

/// <summary>OralTest's API, as officers use it.</summary>
public static class OfficerPlanningCalls
{
    /// <summary>Candidates that wait for a slot stand in one of these.</summary>
    private static readonly HearingStage[] Waiting = [HearingStage.Reached, HearingStage.Invited, HearingStage.Rescheduling];

    public static Task<Reply<OralTestProgress>> ReadOralTestAsync(this GatewayClient gateway, Guid vacancyId) => gateway.GetAsync<OralTestProgress>($"/api/oraltest/vacancies/{vacancyId}/progress");

    public static Task<Reply<Page<SlotLine>>> ListSlotsAsync(this GatewayClient gateway, Guid vacancyId, string query) => gateway.GetAsync<Page<SlotLine>>($"/api/oraltest/vacancies/{vacancyId}/slots{query}");

    public static Task<Reply<Page<SlotPeriod>>> ListSlotPeriodsAsync(this GatewayClient gateway, Guid vacancyId) =>
        gateway.GetAsync<Page<SlotPeriod>>($"/api/oraltest/vacancies/{vacancyId}/registration-periods?pageSize=50");

    public static Task<Reply<Page<CandidateWish>>> ListWishesAsync(this GatewayClient gateway, Guid vacancyId) => gateway.GetAsync<Page<CandidateWish>>($"/api/oraltest/vacancies/{vacancyId}/wishes?pageSize=200");

    public static Task<Reply<Availability>> ReadAvailabilityAsync(this GatewayClient gateway, Guid vacancyId) => gateway.GetAsync<Availability>($"/api/oraltest/vacancies/{vacancyId}/committee/availability");

    public static Task<Reply<Page<Expert>>> ListExpertsAsync(this GatewayClient gateway, string query) => gateway.GetAsync<Page<Expert>>($"/api/oraltest/experts{query}");

    /// <summary>Who has no slot yet, whatever the reason.</summary>
    public static async Task<IReadOnlyList<OralTestCandidate>> ListWaitingAsync(this GatewayClient gateway, Guid vacancyId)
    {
        var found = await Task.WhenAll(Waiting.Select(state => gateway.GetAsync<Page<OralTestCandidate>>($"/api/oraltest/vacancies/{vacancyId}/candidacies?state={state}&pageSize=200")));
        return [.. found.SelectMany(f => f.Value?.Items ?? [])];
    }
}
