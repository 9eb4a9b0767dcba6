using System.Globalization;
using Microsoft.AspNetCore.Components;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Pages.Officer;

/// <summary>What candidates ask after the results, those due first: feedback (R49), access to documents, complaints (R50).</summary>
public sealed partial class RequestsPage
{
    private Reply<Page<FeedbackRequest>> _feedback = null!;
    private Reply<Page<AccessRequest>> _access = null!;
    private Reply<Page<ComplaintLine>> _complaints = null!;
    private FormErrors _errors = new();

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [SupplyParameterFromQuery]
    public string? Done { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public string? PageNumber { get; set; }

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    protected override async Task LoadAsync()
    {
        var number = int.TryParse(PageNumber, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? Math.Max(1, asked) : 1;
        var (feedback, access, complaints) = (
            Gateway.GetAsync<Page<FeedbackRequest>>($"/api/results/feedback?answered=false&page={number}&pageSize=20"),
            Gateway.GetAsync<Page<AccessRequest>>($"/api/results/access-requests?state=Open&page={number}&pageSize=20"),
            Gateway.GetAsync<Page<ComplaintLine>>($"/api/results/complaints?state=Open&page={number}&pageSize=20"));
        await Task.WhenAll(feedback, access, complaints);
        (_feedback, _access, _complaints) = (await feedback, await access, await complaints);
    }

    private FormErrors ErrorsOf(Guid id) => Form?.Id == id ? _errors : new FormErrors();

    private async Task AnswerFeedbackAsync() =>
        Then(await Gateway.PostAsync($"/api/results/feedback/{Form?.Id}/answer", new { answer = Form?.Reason ?? "" }), "answer");

    private async Task AnswerAccessAsync() => Then(
        await Gateway.PostAsync(
            $"/api/results/access-requests/{Form?.Id}/answer",
            new { outcome = Form?.Outcome, handedOver = TextOrNone(Form?.HandedOver), motivation = TextOrNone(Form?.Reason) }), "motivation");

    private static string? TextOrNone(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private void Then(Reply<Nothing> reply, string field)
    {
        if (reply.Refusal is { } refusal) _errors = FormErrors.Of(refusal, fields: new Dictionary<string, string> { [field] = "Form.Reason" });
        else Navigation.NavigateTo("/officer/requests?done=answered");
    }

    private sealed class Input
    {
        public Guid? Id { get; set; }

        public string? Reason { get; set; }

        public AccessDecision? Outcome { get; set; }

        public string? HandedOver { get; set; }
    }
}
