using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;

namespace Selection.Portal.Pages.Officer;

/// <summary>Which requests an officer looks at: those of one procedure or of all, in which state, and which page of them.</summary>
public sealed record RequestQuery(Guid? Vacancy, string? State, int Page)
{
    private const int PageSize = 20;

    public static RequestQuery Of(HttpRequest request) => new(
        Guid.TryParse(request.Query["vacancy"], out var vacancy) ? vacancy : null,
        request.Query["state"].ToString() is { Length: > 0 } state ? state : null,
        int.TryParse(request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Max(1, page) : 1);

    /// <summary>As the API takes it, with what the state asks for.</summary>
    public string ForApi(string filter) => string.Create(CultureInfo.InvariantCulture, $"?{filter}&page={Page}&pageSize={PageSize}{OfVacancy}");

    /// <summary>Only how many there are.</summary>
    public string ForCount(string filter) => $"?{filter}&pageSize=1{OfVacancy}";

    /// <summary>Others of the same procedure, as they stand in an address of the portal.</summary>
    public string With(string? state, int page = 1)
    {
        var query = new QueryBuilder();
        if (Vacancy is { } id) query.Add("vacancy", $"{id}");
        if (state is not null) query.Add("state", state);
        if (page > 1) query.Add("page", page.ToString(CultureInfo.InvariantCulture));
        return query.ToString();
    }

    /// <summary>Another page of it.</summary>
    public string At(int page) => With(State, page);

    /// <summary>Here again, with what was done.</summary>
    public string Done(string what) => At(Page) is { Length: > 0 } here ? $"{here}&done={what}" : $"?done={what}";

    private string? OfVacancy => Vacancy is { } id ? $"&vacancyId={id}" : null;
}
