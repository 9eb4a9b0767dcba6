using Microsoft.AspNetCore.Components;
using NodaTime;
using Selection.Portal.Gateway;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Pages.Public;

/// <summary>The first page: what this is, and what closes first.</summary>
public sealed partial class Home
{
    private Reply<Page<VacancyLine>> _open = null!;

    [Inject]
    public required GatewayClient Gateway { get; set; }

    /// <summary>What closes within 30 days; where nothing does, all that is open is shown.</summary>
    private IReadOnlyList<VacancyLine> Soon => [.. (_open.Value?.Items ?? []).Where(v => v.ClosesAt - Show.Now < Duration.FromDays(30))];

    protected override async Task LoadAsync() => _open = await Gateway.ListVacanciesAsync("?state=Open&pageSize=5");
}
