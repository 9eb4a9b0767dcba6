using Microsoft.AspNetCore.Components;
using Selection.Portal.Gateway;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Pages.Public;

/// <summary>The first page: what this is, and what closes first.</summary>
public sealed partial class Home
{
    private Reply<Page<VacancyLine>> _open = null!;

    [Inject]
    public required GatewayClient Gateway { get; set; }

    protected override async Task LoadAsync() => _open = await Gateway.ListVacanciesAsync("?state=Open&pageSize=5");
}
