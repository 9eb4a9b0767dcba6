using Microsoft.AspNetCore.Components;
using Selection.Portal.Components;
using Selection.Portal.Gateway;

namespace Selection.Portal.Pages.Officer;

/// <summary>Takes over the undisputed proposals at once, exactly those the officer was shown (R23).</summary>
public sealed partial class AcceptProposals
{
    private const int Shown = 200;

    private Reply<Vacancy> _vacancy = null!;
    private Reply<AcceptancePreview>? _preview;
    private AcceptedProposals? _accepted;
    private FormErrors _errors = new();

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    /// <summary>A visit makes a preview; what is sent back names the one that was shown.</summary>
    protected override async Task LoadAsync()
    {
        var path = $"/api/screening/vacancies/{Id}/acceptance-previews";
        var vacancy = Gateway.ReadVacancyAsync(Id);
        var preview = Form?.PreviewId is { } shown
            ? Gateway.GetAsync<AcceptancePreview>($"{path}/{shown}?pageSize={Shown}")
            : Gateway.PostAsync<AcceptancePreview>($"{path}?pageSize={Shown}");
        await Task.WhenAll(vacancy, preview);
        (_vacancy, _preview) = (await vacancy, await preview);
    }

    private async Task AcceptAsync()
    {
        var reply = await Gateway.PostAsync<AcceptedProposals>($"/api/screening/vacancies/{Id}/accept-proposals", new { previewId = Form?.PreviewId });
        if (reply.Done) _accepted = reply.Value;
        else _errors = FormErrors.Of(reply.Refusal);
    }

    private sealed class Input
    {
        public Guid? PreviewId { get; set; }
    }
}
