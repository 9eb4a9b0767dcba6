using Microsoft.AspNetCore.Components;
using Selection.Portal.Components;
using Selection.Portal.Gateway;

namespace Selection.Portal.Pages.Candidate;

/// <summary>Tells that there is no national number, so that an officer looks at an identity document (R56).</summary>
public sealed partial class Identification
{
    private Reply<OwnIdentification> _known = null!;
    private FormErrors _errors = new();
    private bool _told;

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    private IEnumerable<(string, string)> Reasons => Enum.GetValues<NoNumberReason>().Select(r => (r.ToString(), T[$"MyIdentity_{r}"]));

    protected override async Task LoadAsync() => _known = await Gateway.ReadIdentificationAsync();

    private async Task TellAsync()
    {
        if (!Enum.TryParse<NoNumberReason>(Form?.Reason, out var reason))
        {
            _errors = new FormErrors().Add("Form.Reason", T["MyIdentity_Reason_Missing"]);
            return;
        }

        var reply = await Gateway.TellNoNumberAsync(reason);
        if (reply.Done) (_known, _told) = (reply, true);
        else _errors = FormErrors.Of(reply.Refusal);
    }

    private sealed class Input
    {
        public string? Reason { get; set; }
    }
}
