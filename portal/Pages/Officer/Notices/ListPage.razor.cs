using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.Extensions;
using Selection.Portal.Gateway;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Pages.Officer.Notices;

/// <summary>All notices, drafts among them: searched, filtered, sorted and paged, each with what can be done with it.</summary>
public sealed partial class ListPage
{
    private Reply<Page<VacancyLine>> _found = null!;

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [SupplyParameterFromQuery]
    public string? Search { get; set; }

    [SupplyParameterFromQuery]
    public string? State { get; set; }

    [SupplyParameterFromQuery]
    public string? Language { get; set; }

    [SupplyParameterFromQuery]
    public string? Sort { get; set; }

    [SupplyParameterFromQuery]
    public string? Done { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? PageNumber { get; set; }

    private bool IsNarrowed => new[] { Search, State, Language }.Any(v => !string.IsNullOrWhiteSpace(v));

    protected override async Task LoadAsync()
    {
        var number = Math.Max(1, PageNumber ?? 1);
        _found = await Gateway.ListAllVacanciesAsync(Query(number, ("pageSize", "20")));
    }

    /// <summary>What is filled in only: the API refuses an empty choice.</summary>
    private string Query(int number, params (string, string?)[] more)
    {
        var query = new QueryBuilder();
        (string Name, string? Value)[] all = [("search", Search), ("state", State), ("language", Language), ("sort", Sort ?? nameof(VacancySort.Published)), .. more];
        foreach (var (name, value) in all.Where(p => !string.IsNullOrWhiteSpace(p.Value))) query.Add(name, value!);
        query.Add("page", number.ToString(CultureInfo.InvariantCulture));
        return query.ToString();
    }
}
