using Microsoft.AspNetCore.Components;
using Selection.Portal.Components;
using Selection.Portal.Gateway;

namespace Selection.Portal.Pages.Officer.Notices;

/// <summary>Says what a draft still lacks and what looks odd; a complete one is published here, after what that means (R3).</summary>
public sealed partial class PublishPage
{
    private Reply<Vacancy> _vacancy = null!;
    private Reply<DraftCheck> _check = null!;
    private FormErrors _errors = new();

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromForm(FormName = "publish")]
    private string? Version { get; set; }

    protected override async Task LoadAsync()
    {
        var (vacancy, check) = (Gateway.ReadVacancyAsync(Id), Gateway.CheckDraftAsync(Id));
        await Task.WhenAll(vacancy, check);
        (_vacancy, _check) = (await vacancy, await check);
    }

    /// <summary>What was looked at is what is published: a draft changed since is refused.</summary>
    private async Task PublishAsync()
    {
        var reply = await Gateway.PublishVacancyAsync(Id, Version);
        if (reply.Done) Navigation.NavigateTo($"/officer/vacancies/{Id}?done=published");
        else _errors = FormErrors.Of(reply.Refusal);
    }
}
