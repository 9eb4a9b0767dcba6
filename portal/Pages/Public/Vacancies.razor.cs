using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.Extensions;
using Selection.Portal.Gateway;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Pages.Public;

/// <summary>The published vacancies: searched, filtered, sorted and paged, as the API offers.</summary>
public sealed partial class Vacancies
{
    private const int OnOnePage = 20;
    private Reply<Page<VacancyLine>> _found = null!;

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [SupplyParameterFromQuery]
    public string? Search { get; set; }

    [SupplyParameterFromQuery]
    public string? Place { get; set; }

    [SupplyParameterFromQuery]
    public string? State { get; set; }

    [SupplyParameterFromQuery]
    public string? Language { get; set; }

    [SupplyParameterFromQuery]
    public string? LevelGroup { get; set; }

    [SupplyParameterFromQuery]
    public string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? PageNumber { get; set; }

    private bool IsNarrowed => new[] { Search, Place, State, Language, LevelGroup }.Any(v => !string.IsNullOrWhiteSpace(v));

    protected override async Task LoadAsync()
    {
        var number = Math.Max(1, PageNumber ?? 1);
        _found = await Gateway.ListVacanciesAsync(Query(number, ("pageSize", OnOnePage.ToString(CultureInfo.InvariantCulture))));
    }

    private string PageAt(int number) => "/vacancies" + Query(number);

    /// <summary>What is filled in only: the API refuses an empty choice.</summary>
    private string Query(int number, params (string, string?)[] more)
    {
        var query = new QueryBuilder();
        (string Name, string? Value)[] all = [("search", Search), ("place", Place), ("state", State), ("language", Language), ("levelGroup", LevelGroup), ("sort", Sort), .. more];
        foreach (var (name, value) in all.Where(p => !string.IsNullOrWhiteSpace(p.Value))) query.Add(name, value!);
        query.Add("page", number.ToString(CultureInfo.InvariantCulture));
        return query.ToString();
    }
}
