using Microsoft.AspNetCore.Components;
using Selection.Portal.Components;
using Selection.Portal.Gateway;

namespace Selection.Portal.Pages.Officer;

/// <summary>One complaint: who deals with it, and its answer by somebody who took no part in what it is about (R50).</summary>
public sealed partial class ComplaintPage
{
    private Reply<ComplaintText> _complaint = null!;
    private FormErrors _errors = new();
    private FormErrors _assignErrors = new();

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    /// <summary>What was just done.</summary>
    [SupplyParameterFromQuery]
    public string? Done { get; set; }

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    private IEnumerable<(string Value, string Text)> Findings => Enum.GetValues<ComplaintVerdict>().Select(f => ($"{f}", T.Of(f)));

    protected override async Task LoadAsync() => _complaint = await Gateway.ReadComplaintAsync(Id);

    private bool IsMine(ComplaintText found) => found.Complaint.AssignedTo is { } officer && officer == Http.User.FindFirst("sub")?.Value;

    private async Task AssignAsync()
    {
        var reply = await Gateway.PutAsync<Nothing>($"/api/results/complaints/{Id}/assignment", new { }, Form?.Version);
        if (reply.Refusal is { } refusal) _assignErrors = FormErrors.Of(refusal);
        else Navigation.NavigateTo($"/officer/complaints/{Id}?done=assigned");
    }

    private async Task AnswerAsync()
    {
        if (Form?.Finding is null)
        {
            _errors = new FormErrors().Add("Form.Finding", T["Complaint_Finding_Missing"]);
            return;
        }

        var reply = await Gateway.PostAsync($"/api/results/complaints/{Id}/answer", new { finding = Form.Finding, answer = Form.Answer ?? "", tookNoPart = Form.TookNoPart == true });
        if (reply.Refusal is { } refusal) _errors = FormErrors.Of(refusal);
        else Navigation.NavigateTo("/officer/requests/complaints?done=answered");
    }

    private sealed class Input
    {
        public string? Version { get; set; }

        public ComplaintVerdict? Finding { get; set; }

        public string? Answer { get; set; }

        public bool? TookNoPart { get; set; }
    }
}
