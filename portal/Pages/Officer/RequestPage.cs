using Microsoft.AspNetCore.Components;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.Portal.Gateway.Appointments;

namespace Selection.Portal.Pages.Officer;

/// <summary>What the lists of what candidates ask after the results have in common: which of them is looked at, and how many of each kind wait.</summary>
public abstract class RequestPage : LoadedPage
{
    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    /// <summary>What was just done.</summary>
    [SupplyParameterFromQuery]
    public string? Done { get; set; }

    protected RequestQuery Query { get; private set; } = null!;

    /// <summary>The selection code of the one procedure that is looked at.</summary>
    protected string? Code { get; private set; }

    protected IReadOnlyList<(string Kind, int? Count)> Counts { get; private set; } = [];

    protected override async Task LoadAsync()
    {
        Query = RequestQuery.Of(Http.Request);
        var list = LoadListAsync();
        var vacancy = Query.Vacancy is { } id ? Gateway.ReadVacancyAsync(id) : null;
        var (feedback, access, lapsed, complaints, adjustments) = (
            Gateway.ListFeedbackAsync(Query.ForCount("answered=false")),
            Gateway.ListAccessAsync(Query.ForCount("state=Open")),
            Gateway.ListAccessAsync(Query.ForCount("state=CountsAsRefused")),
            Gateway.ListComplaintsAsync(Query.ForCount("state=Open")),
            Gateway.ListAdjustmentsAsync(Query.ForCount("answered=false")));
        await Task.WhenAll(list, feedback, access, lapsed, complaints, adjustments);
        if (vacancy is not null) Code = (await vacancy).Value?.Definition.SelectionCode ?? "–";
        Counts =
        [
            ("feedback", (await feedback).Value?.Total), ("access", (await access).Value?.Total + (await lapsed).Value?.Total),
            ("complaints", (await complaints).Value?.Total), ("adjustments", (await adjustments).Value?.Total),
        ];
    }

    /// <summary>Gets the requests of this kind.</summary>
    protected abstract Task LoadListAsync();
}
