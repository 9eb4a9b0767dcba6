using Microsoft.AspNetCore.Components;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.Portal.Gateway.Committees;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Pages.Officer;

/// <summary>The planning of the oral test: the slots on a calendar and in a list, who has none yet, and which days do not suit whom (R45).</summary>
public sealed partial class PlanningPage
{
    private const int OnOnePage = 25;

    /// <summary>What can be shown, and how the API is asked for it.</summary>
    private static readonly Dictionary<string, string> Filters = new() { ["all"] = "", ["free"] = "&free=true", ["taken"] = "&free=false", ["unconfirmed"] = "&confirmed=false" };

    private Reply<Vacancy> _vacancy = null!;
    private Reply<OralTestProgress> _progress = null!;
    private Reply<Page<SlotLine>> _all = null!;
    private Reply<Page<SlotLine>> _slots = null!;
    private Reply<Page<SlotPeriod>> _periods = null!;
    private Reply<Page<CandidateWish>> _wishes = null!;
    private IReadOnlyList<OralTestCandidate> _waiting = [];

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery]
    public string? Done { get; set; }

    [SupplyParameterFromQuery(Name = "show")]
    public string? Asked { get; set; }

    [SupplyParameterFromQuery]
    public string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? PageNumber { get; set; }

    private string Shown => Asked is not null && Filters.ContainsKey(Asked) ? Asked : "all";

    protected override async Task LoadAsync()
    {
        var number = Math.Max(1, PageNumber ?? 1);
        Sort = Sort == "Candidate" ? Sort : "Time";
        var (vacancy, progress, all, slots) = (
            Gateway.ReadVacancyAsync(Id), Gateway.ReadOralTestAsync(Id), Gateway.ListSlotsAsync(Id, $"?pageSize={Paging.MaxPageSize}"),
            Gateway.ListSlotsAsync(Id, $"?page={number}&pageSize={OnOnePage}&sort={Sort}{Filters[Shown]}"));
        var (periods, wishes, waiting) = (Gateway.ListSlotPeriodsAsync(Id), Gateway.ListWishesAsync(Id), Gateway.ListWaitingAsync(Id));
        await Task.WhenAll(vacancy, progress, all, slots, periods, wishes, waiting);
        (_vacancy, _progress, _all, _slots, _periods, _wishes, _waiting) = (await vacancy, await progress, await all, await slots, await periods, await wishes, await waiting);
    }

    /// <summary>A free slot is moved or removed; one that a candidate has is moved or taken back, with a reason; one that has begun is past all that.</summary>
    private IEnumerable<string> DeedsOf(SlotLine slot) =>
        slot.Hearing is not null || slot.PreparationAt <= Show.Now ? [] : slot.CandidacyId is null ? ["move", "remove"] : slot.State is HearingStage.Planned ? ["move", "withdraw"] : [];

    private CalendarItem ItemOf(SlotLine slot)
    {
        var isOver = slot.EndsAt <= Show.Now;
        var kind = isOver ? "over" : slot.TooFewMembers ? "warn" : slot.CandidacyId is null ? "free" : slot.ConfirmedAt is null ? "taken" : "full";
        return new CalendarItem(
            slot.PreparationAt, slot.EndsAt, slot.CandidacyId is null ? T["Planning_Free"] : slot.Name ?? T["Officer_NameUnknown"],
            DeedsOf(slot).Any() ? DoWithSlot.Link(Id, "move", slot) : null, slot.TooFewMembers && !isOver ? $"{slot.Place} · {T["Planning_TooFew"]}" : slot.Place, kind);
    }
}
