using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Pages.Candidate;

/// <summary>Applies (R5, R9), after it has been said what will happen.</summary>
public sealed partial class ApplyPage
{
    private Reply<Vacancy> _vacancy = null!;
    private Reply<Account> _account = null!;
    private Reply<Page<OwnCandidacyLine>> _candidacies = null!;
    private FormErrors _errors = new();

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Nav { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    private OwnCandidacyLine? Live => _candidacies.Value?.Items.FirstOrDefault(c => c.State is not OwnCandidacyState.Withdrawn);

    protected override async Task LoadAsync()
    {
        var (vacancy, account, candidacies) = (Gateway.ReadVacancyAsync(Id), Gateway.ReadAccountAsync(), Gateway.FindOwnCandidacyAsync(Id));
        await Task.WhenAll(vacancy, account, candidacies);
        (_vacancy, _account, _candidacies) = (await vacancy, await account, await candidacies);
    }

    private async Task ApplyAsync()
    {
        var reply = await Gateway.ApplyAsync(Id);
        if (reply.Done) Nav.NavigateTo($"/candidacies/{reply.Value.CandidacyId}?done=applied");
        // A second click meets the candidacy of the first.
        else if (reply.Refusal.More?.GetValueOrDefault("candidacyId") is { ValueKind: JsonValueKind.String } first) Nav.NavigateTo($"/candidacies/{first.GetString()}");
        else _errors = FormErrors.Of(reply.Refusal);
    }
}
