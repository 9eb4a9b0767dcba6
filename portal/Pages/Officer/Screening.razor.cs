using Microsoft.AspNetCore.Components;
using Selection.Portal.Components;
using Selection.Portal.Gateway;

namespace Selection.Portal.Pages.Officer;

/// <summary>The screening of a vacancy: how far it is, its cases as officers need them, and the ways to go on.</summary>
public sealed partial class Screening
{
    private Reply<Vacancy> _vacancy = null!;
    private Reply<ScreeningProgress> _progress = null!;
    private Reply<CaseList> _cases = null!;
    private CaseQuery _query = null!;
    private FormErrors _errors = new();
    private FormErrors _searchErrors = new();
    private bool _nothingLeft;
    private bool _searched;

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    private IEnumerable<(string Sort, string Label)> Columns =>
        [("name", T["Officer_Candidate"]), ("state", T["Officer_Standing"]), ("proposal", T["Screening_Proposal"]), ("decidedAt", T["Screening_Decision"]), ("claimedUntil", T["Screening_Claim"])];

    protected override async Task LoadAsync()
    {
        _query = CaseQuery.Of(Http.Request);
        var (vacancy, progress, cases) = (Gateway.ReadVacancyAsync(Id), Gateway.ReadScreeningAsync(Id), Gateway.ListCasesAsync(_query.ForApi(Id)));
        await Task.WhenAll(vacancy, progress, cases);
        (_vacancy, _progress, _cases) = (await vacancy, await progress, await cases);
    }

    /// <summary>The filters with what each of their choices would give.</summary>
    private IEnumerable<(string Name, string Label, IEnumerable<(string Value, string Text, int Count)> Options)> FiltersOf(CaseFacets facets) =>
    [
        ("state", T["Officer_Standing"], Named<CaseState>(facets.State)),
        ("proposal", T["Screening_Proposal"], Named<CaseOutcome>(facets.Proposal)),
        ("outcome", T["Screening_Decision"], Enum.GetValues<CaseOutcome>().Select(o => ($"{o}", T[$"DecidedOutcome_{o}"], facets.Outcome.GetValueOrDefault($"{o}")))),
        ("reservation", T["Screening_OpenReservation"], facets.Reservation.Where(f => f.Key is "Equivalence" or "LanguageTest").Select(f => (f.Key, T[$"Screening_Reservation_{f.Key}"], f.Value))),
        ("undisputed", T["Screening_Dispute"], facets.Dispute.Select(f => (f.Key == "Undisputed" ? "true" : "false", T[$"Screening_Dispute_{f.Key}"], f.Value))),
        ("claimed", T["Screening_Claim"], facets.Claimed.Select(f => (f.Key, T[$"Screening_Claimed_{f.Key}"], f.Value))),
        ("flag", T["Screening_LookAt"], Named<CaseFlag>(facets.Flag).Where(f => f.Count > 0)),
    ];

    private IEnumerable<(string Value, string Text, int Count)> Named<TEnum>(IReadOnlyDictionary<string, int> facet)
        where TEnum : struct, Enum => Enum.GetValues<TEnum>().Select(value => ($"{value}", T.Of(value), facet.GetValueOrDefault($"{value}")));

    private async Task ClaimNextAsync()
    {
        var reply = await Gateway.ClaimNextCaseAsync(Id);
        if (!reply.Done) _errors = FormErrors.Of(reply.Refusal);
        else if (reply.Value.CandidacyId is { } next) Navigation.NavigateTo($"/officer/cases/{next}?state=Open");
        else _nothingLeft = true;
    }

    private async Task SearchAsync()
    {
        var reply = await Gateway.SearchCasesAsync(Form?.Text?.Trim() ?? "", $"?vacancyId={Id}&pageSize=200&sort=name");
        _searched = reply.Done;
        if (reply.Done) _cases = reply;
        else _searchErrors = FormErrors.Of(reply.Refusal);
    }

    private sealed class Input
    {
        public string? Text { get; set; }
    }
}
