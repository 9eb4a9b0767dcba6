using Microsoft.AspNetCore.Components;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Pages.Officer;

/// <summary>The list of a procedure: how it stands, what is missing, what was proposed and published, and the register.</summary>
public sealed partial class ResultsPage
{
    private const int OnOnePage = 50;

    private Reply<Vacancy> _vacancy = null!;
    private Reply<ResultStanding> _standing = null!;
    private Reply<Page<ResultListSummary>> _lists = null!;
    private Reply<Page<ProcedureRegister>> _registers = null!;
    private FormErrors _errors = new();

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery]
    public string? Done { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? PageNumber { get; set; }

    private string? Subject => Http.User.FindFirst("sub")?.Value;

    protected override async Task LoadAsync()
    {
        var number = Math.Max(1, PageNumber ?? 1);
        var (vacancy, standing, lists, registers) = (Gateway.ReadVacancyAsync(Id), Gateway.ReadStandingAsync(Id, number, OnOnePage), Gateway.ReadListsAsync(Id), Gateway.ReadRegistersAsync(Id));
        await Task.WhenAll(vacancy, standing, lists, registers);
        (_vacancy, _standing, _lists, _registers) = (await vacancy, await standing, await lists, await registers);
    }

    private async Task AskRegisterAsync()
    {
        var reply = await Gateway.PostAsync($"/api/results/vacancies/{Id}/registers");
        if (reply.Refusal is { } refusal) _errors = FormErrors.Of(refusal);
        else Navigation.NavigateTo($"/officer/vacancies/{Id}/list?done=register#register");
    }
}
