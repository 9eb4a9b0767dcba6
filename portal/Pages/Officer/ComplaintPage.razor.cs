using Microsoft.AspNetCore.Components;
using Selection.Portal.Components;
using Selection.Portal.Gateway;

namespace Selection.Portal.Pages.Officer;

/// <summary>One complaint, and its answer by somebody who took no part in what it is about (R50).</summary>
public sealed partial class ComplaintPage
{
    private Reply<ComplaintText> _complaint = null!;
    private FormErrors _errors = new();

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    private IEnumerable<(string Value, string Text)> Findings => Enum.GetValues<ComplaintVerdict>().Select(f => ($"{f}", T.Of(f)));

    protected override async Task LoadAsync() => _complaint = await Gateway.GetAsync<ComplaintText>($"/api/results/complaints/{Id}");

    private async Task AnswerAsync()
    {
        var reply = await Gateway.PostAsync($"/api/results/complaints/{Id}/answer", new { finding = Form?.Finding, answer = Form?.Answer ?? "", tookNoPart = Form?.TookNoPart == true });
        if (reply.Refusal is { } refusal) _errors = FormErrors.Of(refusal);
        else Navigation.NavigateTo("/officer/requests?done=answered");
    }

    private sealed class Input
    {
        public ComplaintVerdict? Finding { get; set; }

        public string? Answer { get; set; }

        public bool? TookNoPart { get; set; }
    }
}
