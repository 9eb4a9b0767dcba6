using Microsoft.AspNetCore.Components;
using Selection.Portal.Components;
using Selection.Portal.Gateway;

namespace Selection.Portal.Pages.Officer;

/// <summary>Takes a decision back with a reason, to be taken anew.</summary>
public sealed partial class ReopenCase
{
    private Reply<CaseDetails> _case = null!;
    private Reply<CaseBlocks> _blocks = null!;
    private CaseQuery _query = null!;
    private FormErrors _errors = new();

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromForm]
    private CaseInput? Form { get; set; }

    protected override async Task LoadAsync()
    {
        _query = CaseQuery.Of(Http.Request);
        var (found, blocks) = (Gateway.ReadCaseAsync(Id), Gateway.ReadBlocksAsync(Id));
        await Task.WhenAll(found, blocks);
        (_case, _blocks) = (await found, await blocks);
    }

    private async Task ReopenAsync()
    {
        if (_blocks.Value?.Items.FirstOrDefault(b => b.Key == Form?.Block) is { } block)
        {
            Form!.Reason = CasePage.Joined(Form.Reason, block.Text);
            return;
        }

        var reply = await Gateway.PostAsync($"/api/screening/cases/{Id}/reopen", new { reason = Form?.Reason ?? "" }, Form?.Version);
        if (reply.Refusal is { } refusal) _errors = FormErrors.Of(refusal);
        else Navigation.NavigateTo($"/officer/cases/{Id}{_query.With("state", null)}{(_query.With("state", null).Length > 0 ? "&" : "?")}done=reopened");
    }
}
