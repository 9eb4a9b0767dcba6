using Microsoft.AspNetCore.Components;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Pages.Officer;

/// <summary>Documents that candidates want to see (R49): those to be answered, those nobody answered in time, which can still be, and what was decided.</summary>
public sealed partial class AccessRequests
{
    private Reply<Page<AccessRequest>> _access = null!;
    private FormErrors _errors = new();

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    private AccessStanding Standing => Enum.TryParse<AccessStanding>(Query.State, out var state) && Enum.IsDefined(state) ? state : AccessStanding.Open;

    protected override async Task LoadListAsync() =>
        _access = await Gateway.ListAccessAsync(Query.ForApi($"state={Standing}{(Standing is AccessStanding.Open or AccessStanding.CountsAsRefused ? null : "&sort=-askedAt")}"));

    private async Task AnswerAsync()
    {
        var reply = await Gateway.PostAsync(
            $"/api/results/access-requests/{Form?.Id}/answer", new { outcome = Form?.Outcome, handedOver = TextOrNone(Form?.HandedOver), motivation = TextOrNone(Form?.Reason) });
        if (reply.Refusal is { } refusal) _errors = FormErrors.Of(refusal, fields: new Dictionary<string, string> { ["motivation"] = "Form.Reason" });
        else Navigation.NavigateTo($"/officer/requests/access{Query.Done("answered")}");
    }

    private static string? TextOrNone(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private sealed class Input
    {
        public Guid? Id { get; set; }

        public string? Reason { get; set; }

        public AccessDecision? Outcome { get; set; }

        public string? HandedOver { get; set; }
    }
}
