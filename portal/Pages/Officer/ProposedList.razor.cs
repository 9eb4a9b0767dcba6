using Microsoft.AspNetCore.Components;
using Selection.Portal.Gateway;

namespace Selection.Portal.Pages.Officer;

/// <summary>A list exactly as it was proposed: what the second officer reads before approving (R47).</summary>
public sealed partial class ProposedList
{
    private const int OnOnePage = 50;

    private Reply<Vacancy> _vacancy = null!;
    private Reply<ResultListPage> _list = null!;

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    [Parameter]
    public int Version { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? PageNumber { get; set; }

    /// <summary>Who looks: nobody approves what they proposed themselves.</summary>
    private string? Subject => Http.User.FindFirst("sub")?.Value;

    protected override async Task LoadAsync()
    {
        var number = Math.Max(1, PageNumber ?? 1);
        var (vacancy, list) = (Gateway.ReadVacancyAsync(Id), Gateway.ReadListAsync(Id, Version, number, OnOnePage));
        await Task.WhenAll(vacancy, list);
        (_vacancy, _list) = (await vacancy, await list);
    }
}
