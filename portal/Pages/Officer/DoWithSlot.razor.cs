using Microsoft.AspNetCore.Components;
using NodaTime;
using NodaTime.Text;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.Portal.Gateway.Committees;
using Selection.ServiceDefaults.Clock;

namespace Selection.Portal.Pages.Officer;

/// <summary>Adds, moves, removes or takes back a slot, or lets candidates choose for longer: each says first what will happen, and who is told (R45).</summary>
public sealed partial class DoWithSlot
{
    internal static readonly string[] Deeds = ["add", "extend", "move", "remove", "withdraw"];

    private static readonly LocalDateTimePattern Minute = LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm");

    private Reply<Vacancy> _vacancy = null!;
    private SlotLine? _slot;
    private SlotPeriod? _period;
    private FormErrors _errors = new();

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    [Parameter]
    public required string Deed { get; set; }

    [Parameter]
    public Guid Target { get; set; }

    /// <summary>The slot's day: among the slots of that day it is found.</summary>
    [SupplyParameterFromQuery]
    public string? On { get; set; }

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    private bool IsOfSlot => Deed is "move" or "remove" or "withdraw";

    /// <summary>The present one, to be moved later.</summary>
    private string? LastDay => _period is { } period ? LocalDatePattern.Iso.Format(BrusselsTime.DateIn(period.ClosesAt - Duration.Epsilon)) : null;

    private string Back => $"/officer/vacancies/{Id}/planning";

    /// <summary>Where a deed with a slot is asked for.</summary>
    internal static string Link(Guid vacancyId, string deed, SlotLine slot) =>
        $"/officer/vacancies/{vacancyId}/planning/{deed}/{slot.SlotId}?on={LocalDatePattern.Iso.Format(BrusselsTime.DateIn(slot.PreparationAt))}";

    protected override async Task LoadAsync()
    {
        var vacancy = Gateway.ReadVacancyAsync(Id);
        if (!IsOfSlot) _period = (await Gateway.ListSlotPeriodsAsync(Id)).Value?.Items.FirstOrDefault(p => p.RegistrationPeriodId == Target);
        else if (LocalDatePattern.Iso.Parse(On ?? "").TryGetValue(default, out _)) _slot = (await Gateway.ListSlotsAsync(Id, $"?from={On}&to={On}&pageSize=200")).Value?.Items.FirstOrDefault(s => s.SlotId == Target);
        _vacancy = await vacancy;
    }

    private static string? Local(Instant? at) => at is { } instant ? Minute.Format(instant.InZone(BrusselsTime.Zone).LocalDateTime) : null;

    private async Task DoAsync()
    {
        var form = Form ?? new Input();
        var (preparationAt, hearingAt, endsAt, place, reason) = (form.PreparationAt ?? "", form.HearingAt ?? "", form.EndsAt ?? "", form.Place ?? "", form.Reason ?? "");
        var periods = $"/api/oraltest/vacancies/{Id}/registration-periods/{Target}";
        var path = $"/api/oraltest/slots/{Target}";
        var reply = Deed switch
        {
            "add" => await Gateway.PostAsync($"{periods}/slots", new { preparationAt, hearingAt, endsAt, place }),
            "extend" => await Gateway.PutAsync<Nothing>(periods, new { closesOn = form.ClosesOn ?? "" }),
            "move" when _slot?.CandidacyId is null => await Gateway.PutAsync<Nothing>(path, new { preparationAt, hearingAt, endsAt, place }, form.Version),
            "move" => await Gateway.PostAsync($"{path}/reschedule", new { preparationAt, hearingAt, endsAt, place, reason }, form.Version),
            "remove" => await Gateway.DeleteAsync(path, form.Version),
            _ => await Gateway.PostAsync($"{path}/withdraw", new { reason }, form.Version),
        };
        if (reply.Refusal is { } refusal) _errors = FormErrors.Of(refusal);
        else Navigation.NavigateTo($"{Back}?done={Deed}");
    }

    private sealed class Input
    {
        public string? Version { get; set; }

        public string? PreparationAt { get; set; }

        public string? HearingAt { get; set; }

        public string? EndsAt { get; set; }

        public string? Place { get; set; }

        public string? ClosesOn { get; set; }

        public string? Reason { get; set; }
    }
}
