using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;

namespace Selection.Portal.Pages.Officer;

/// <summary>Which cases an officer looks at: the list's filters and order, which a case's page carries along so that one can go on to the next.</summary>
/// <param name="Values">What is narrowed to, and the order.</param>
/// <param name="Page">Which page of it.</param>
/// <param name="Filters">What this list can be narrowed by.</param>
/// <param name="FirstOrder">How it is ordered where nothing is said.</param>
public sealed record CaseQuery(IReadOnlyDictionary<string, string> Values, int Page, IReadOnlyList<string> Filters, string FirstOrder)
{
    /// <summary>How many cases are on a page.</summary>
    public const int PageSize = 25;

    private static readonly string[] OfScreening = ["state", "proposal", "outcome", "reservation", "undisputed", "flag", "claimed"];

    /// <summary>What is narrowed to.</summary>
    public string? this[string name] => Values.GetValueOrDefault(name);

    /// <summary>The order; a minus for descending.</summary>
    public string Sort => this["sort"] ?? FirstOrder;

    /// <summary>Whether anything is filtered.</summary>
    public bool IsNarrowed => Filters.Any(Values.ContainsKey);

    /// <summary>As it stands in an address of the portal.</summary>
    public string ForPages => Build(null, Page > 1 ? Page : null);

    /// <summary>The filters as the export takes them.</summary>
    public string ForExport => (this with { Values = Values.Where(v => v.Key != "sort").ToDictionary() }).Build(null, null);

    /// <summary>Of the screening's cases.</summary>
    public static CaseQuery Of(HttpRequest request) => Of(request, OfScreening, "lodgedAt");

    /// <summary>Of another list of cases.</summary>
    public static CaseQuery Of(HttpRequest request, IReadOnlyList<string> filters, string firstOrder) => new(
        filters.Append("sort").Select(name => (name, Value: request.Query[name].ToString())).Where(v => v.Value.Length > 0).ToDictionary(v => v.name, v => v.Value),
        int.TryParse(request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Max(1, page) : 1, filters, firstOrder);

    /// <summary>As the API takes it.</summary>
    public string ForApi(Guid? vacancyId = null) => Build(vacancyId, Page, PageSize);

    /// <summary>The same cases in another order, or the other way round.</summary>
    public string SortedBy(string by) => With("sort", Sort == by ? $"-{by}" : by);

    /// <summary>Narrowed to this as well; null widens it.</summary>
    public string With(string name, string? value)
    {
        var values = Values.Where(v => v.Key != name).ToDictionary();
        if (value is not null) values[name] = value;
        return (this with { Values = values, Page = 1 }).ForPages;
    }

    /// <summary>Another page of it.</summary>
    public string At(int page) => (this with { Page = page }).ForPages;

    private string Build(Guid? vacancyId, int? page, int? pageSize = null)
    {
        var query = new QueryBuilder();
        if (vacancyId is { } id) query.Add("vacancyId", $"{id}");
        foreach (var (name, value) in Values) query.Add(name, value);
        if (page is { } number) query.Add("page", number.ToString(CultureInfo.InvariantCulture));
        if (pageSize is { } size) query.Add("pageSize", size.ToString(CultureInfo.InvariantCulture));
        return query.ToString();
    }
}
