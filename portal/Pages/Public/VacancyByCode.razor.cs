using Microsoft.AspNetCore.Components;
using Selection.Portal.Gateway;

namespace Selection.Portal.Pages.Public;

/// <summary>A vacancy by the selection code everybody knows it by: leads to its page.</summary>
public sealed partial class VacancyByCode
{
    private Reply<Vacancy> _vacancy = null!;

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Parameter]
    public required string Code { get; set; }

    protected override async Task LoadAsync()
    {
        _vacancy = await Gateway.ReadVacancyAsync(Code);
        if (_vacancy.Done) Navigation.NavigateTo($"/vacancies/{_vacancy.Value.VacancyId}");
    }
}
