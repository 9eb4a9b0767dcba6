using Microsoft.AspNetCore.Components;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Pages.Officer;

/// <summary>The procedures an officer runs, where each stands, and a way to any vacancy or candidate.</summary>
public sealed partial class Desk
{
    private const int OnOnePage = 12;

    private Reply<Page<VacancyLine>> _found = null!;
    private IReadOnlyList<(VacancyState? State, int Count)> _counts = [];
    private Dictionary<Guid, Funnel> _funnels = [];
    private FormErrors _errors = new();
    private bool _searched;
    private CaseList? _cases;
    private Page<VacancyLine>? _vacancies;
    private Page<FoundPerson>? _persons;

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [SupplyParameterFromQuery]
    public string? State { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? PageNumber { get; set; }

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    private VacancyState? Chosen => Enum.TryParse<VacancyState>(State, out var state) && Enum.IsDefined(state) ? state : null;

    protected override async Task LoadAsync()
    {
        var number = Math.Max(1, PageNumber ?? 1);
        var found = Gateway.ListAllVacanciesAsync($"?sort=Published&page={number}&pageSize={OnOnePage}{Narrowed(Chosen)}");
        VacancyState?[] states = [null, .. Enum.GetValues<VacancyState>()];
        var counts = await Task.WhenAll(states.Select(state => Gateway.ListAllVacanciesAsync($"?pageSize=1{Narrowed(state)}")));
        _found = await found;
        _counts = [.. states.Zip(counts, (state, count) => (state, count.Value?.Total ?? 0))];
        if (!_found.Done) return;
        var funnels = await Task.WhenAll(_found.Value.Items.Where(v => v.State is not VacancyState.Draft).Select(v => Gateway.ReadFunnelAsync(v.VacancyId)));
        _funnels = funnels.Where(f => f.Done).ToDictionary(f => f.Value!.VacancyId, f => f.Value!);
    }

    private static string Narrowed(VacancyState? state) => state is null ? "" : $"&state={state}";

    private string PageAt(int number) => $"/officer?page={number}{Narrowed(Chosen)}";

    /// <summary>
    /// A vacancy by its code, a candidacy by its number, a person by name or national number: these are sent in the form and never
    /// stand in an address, since addresses are logged.
    /// </summary>
    private async Task FindAsync()
    {
        var text = Form?.Text?.Trim() ?? "";
        if (Guid.TryParse(text, out var number) && (await Gateway.ReadCaseAsync(number)).Done)
        {
            Navigation.NavigateTo($"/officer/cases/{number}");
            return;
        }

        var isNumber = OfficerPersonCalls.IsNumber(text);
        var isCode = !isNumber && text.Any(char.IsAsciiDigit) && text.Length <= 20 && text.All(char.IsAsciiLetterOrDigit);
        var cases = isNumber ? null : Gateway.SearchCasesAsync(text, "?pageSize=50&sort=name");
        var persons = isCode ? null : Gateway.FindPersonsAsync(text, "?pageSize=50");
        var vacancies = isCode ? Gateway.ListAllVacanciesAsync($"?pageSize=10&search={text}") : null;
        var refusal = cases is null ? null : (await cases).Refusal;
        if (persons is not null) refusal ??= (await persons).Refusal;
        if (refusal is not null)
        {
            _errors = FormErrors.Of(refusal, fields: new Dictionary<string, string> { ["name"] = "Form.Text", ["nationalNumber"] = "Form.Text" });
            return;
        }

        _searched = true;
        _cases = cases is null ? null : (await cases).Value;
        _persons = persons is null ? null : (await persons).Value;
        _vacancies = vacancies is null ? null : (await vacancies).Value;
    }

    private sealed class Input
    {
        public string? Text { get; set; }
    }
}
