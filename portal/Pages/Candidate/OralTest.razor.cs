using Microsoft.AspNetCore.Components;
using Selection.Portal.Components;
using Selection.Portal.Gateway;

namespace Selection.Portal.Pages.Candidate;

/// <summary>The oral test: the slots offered, one's own, and the case once it is open (R44, R45).</summary>
public sealed partial class OralTest
{
    private Reply<OfferedSlots> _slots = null!;
    private FormErrors _errors = new();
    private FormErrors _confirmErrors = new();

    [Inject]
    public required NavigationManager Nav { get; set; }

    [SupplyParameterFromQuery]
    public string? Done { get; set; }

    [SupplyParameterFromForm(FormName = "choose")]
    private Input? Form { get; set; }

    protected override async Task LoadPartAsync() => _slots = await Gateway.ListSlotsAsync(Id);

    private IEnumerable<(string, string, string?)> Free(IEnumerable<OfferedSlot> slots) =>
        slots.Select(s => (s.SlotId.ToString(), Show.DateTime(s.PreparationAt), (string?)$"{s.Place}\u00a0· {T["MyOral_HearingAt", Show.Time(s.HearingAt), Show.Time(s.EndsAt)]}"));

    private async Task ChooseAsync()
    {
        if (!Guid.TryParse(Form?.Slot, out var slot))
        {
            _errors = new FormErrors().Add("Form.Slot", T["MyOral_Slots_Missing"]);
            return;
        }

        var reply = await Gateway.ChooseSlotAsync(Id, slot);
        if (reply.Done) Nav.NavigateTo($"/candidacies/{Id}/oral-test?done=chosen");
        else _errors = FormErrors.Of(reply.Refusal);
    }

    private async Task ConfirmAsync()
    {
        var reply = await Gateway.ConfirmSlotAsync(Id);
        if (reply.Done) Nav.NavigateTo($"/candidacies/{Id}/oral-test?done=confirmed");
        else _confirmErrors = FormErrors.Of(reply.Refusal);
    }

    private sealed class Input
    {
        public string? Slot { get; set; }
    }
}
