using Microsoft.AspNetCore.Components;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Pages.Officer;

/// <summary>Feedback that candidates ask for, what is due first on top (R49).</summary>
public sealed partial class FeedbackRequests
{
    private Reply<Page<FeedbackRequest>> _feedback = null!;
    private FormErrors _errors = new();

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    private bool IsAnswered => Query.State == "answered";

    protected override async Task LoadListAsync() => _feedback = await Gateway.ListFeedbackAsync(Query.ForApi(IsAnswered ? "answered=true&sort=-askedAt" : "answered=false"));

    private async Task AnswerAsync()
    {
        var reply = await Gateway.PostAsync($"/api/results/feedback/{Form?.Id}/answer", new { answer = Form?.Reason ?? "" });
        if (reply.Refusal is { } refusal) _errors = FormErrors.Of(refusal, fields: new Dictionary<string, string> { ["answer"] = "Form.Reason" });
        else Navigation.NavigateTo($"/officer/requests/feedback{Query.Done("answered")}");
    }

    private sealed class Input
    {
        public Guid? Id { get; set; }

        public string? Reason { get; set; }
    }
}
