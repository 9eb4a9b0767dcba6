using System.Globalization;
using Microsoft.AspNetCore.Components;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.Portal.Gateway.Committees;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Pages.Committee;

/// <summary>The sheets side by side, and what the committee arrives at: a result and a motivation for each competency (R43, R46).</summary>
public sealed partial class Deliberation
{
    private static readonly string[] Orders = ["Published", "Spread"];

    private Reply<HearingPage> _hearing = null!;
    private Reply<SheetsBeside> _sheets = null!;
    private Reply<DifferenceList> _differences = null!;
    private Reply<Completeness> _completeness = null!;
    private Reply<Page<OwnCommittee>> _own = null!;
    private FormErrors _errors = new();

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery]
    public string? Done { get; set; }

    /// <summary>As published, or what is furthest apart first.</summary>
    [SupplyParameterFromQuery]
    public string? Order { get; set; }

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    private string Shown => Orders.FirstOrDefault(o => o == Order) ?? Orders[0];

    private string? Subject => Http.User.FindFirst("sub")?.Value;

    private bool Chairs => _hearing.Value?.Hearing is { Chair: { } chair } && chair == Subject;

    /// <summary>The chair writes down what the committee arrives at, once every sheet is in and until it is judged.</summary>
    private bool MayWrite => Chairs && _hearing.Value?.Hearing?.State == HearingState.Closed && _sheets.Value?.AllSubmitted == true;

    protected override async Task LoadAsync()
    {
        var path = $"/api/oraltest/hearings/{Id}";
        var (hearing, sheets, completeness) = (Gateway.ReadHearingAsync(Id), Gateway.ReadSheetsAsync(Id), Gateway.ReadCompletenessAsync(Id));
        var differences = Gateway.GetAsync<DifferenceList>($"{path}/differences?order={Shown}");
        var own = Gateway.ListCommitteesAsync();
        await Task.WhenAll(hearing, sheets, completeness, differences, own);
        (_hearing, _sheets, _completeness, _differences, _own) = (await hearing, await sheets, await completeness, await differences, await own);
    }

    private async Task SaveAsync()
    {
        var (form, results) = (Form ?? new Input(), new List<CompetencyLine>());
        foreach (var (i, line) in form.Lines.Index())
        {
            if (Sheet.TryScore(line.Result, out var result)) results.Add(new CompetencyLine(line.Code ?? "", result, line.Motivation));
            else _errors.Add($"Form.Lines[{i}].Result", T["Committee_Result_Wrong", _differences.Value?.Competencies.FirstOrDefault(c => c.Code == line.Code)?.Name ?? ""]);
        }

        if (!_errors.None) return;
        var reply = await Gateway.PutAsync<Deliberated>($"/api/oraltest/hearings/{Id}/deliberation", new { results, motivation = form.Motivation }, form.Version);
        if (!reply.Done)
        {
            var fields = results.Index().SelectMany(r => new[] { "result", "motivation" }.Select(f => (Path: $"results[{r.Index}].{f}", Field: $"Form.Lines[{r.Index}].{f}")));
            _errors = FormErrors.Of(reply.Refusal, fields: fields.ToDictionary(f => f.Path, f => f.Field));
            return;
        }

        if (form.Then == "judge")
        {
            // It is saved; what is still missing is said at its fields, with the newer version.
            foreach (var (i, line) in form.Lines.Index())
            {
                if (string.IsNullOrWhiteSpace(line.Result)) _errors.Add($"Form.Lines[{i}].Result", T["Committee_Result_Missing", NameOf(line)]);
                if (string.IsNullOrWhiteSpace(line.Motivation)) _errors.Add($"Form.Lines[{i}].Motivation", T["Committee_Motivation_Missing", NameOf(line)]);
            }

            if (string.IsNullOrWhiteSpace(form.Motivation)) _errors.Add("Form.Motivation", T["Committee_Motivation_WholeMissing"]);
            form.Version = reply.ETag ?? form.Version;
            if (!_errors.None) return;
        }

        Navigation.NavigateTo(form.Then == "judge" ? $"/committee/hearings/{Id}/judge" : $"/committee/hearings/{Id}/deliberation?done=saved");
    }

    private string RangeOf(DifferenceLine line) => line.Min == line.Max
        ? T["Committee_Range_Same", Show.Number(line.Min)]
        : T["Committee_Range", Show.Number(line.Min), Show.Number(line.Max), Show.Number(line.Mean)];

    private string NameOf(Line line) => _differences.Value?.Competencies.FirstOrDefault(c => c.Code == line.Code)?.Name ?? "";

    private static string? Typed(decimal? number) => number?.ToString("0.##", CultureInfo.CurrentCulture);

    private sealed class Input
    {
        public List<Line> Lines { get; set; } = [];

        public string? Motivation { get; set; }

        public string? Version { get; set; }

        public string? Then { get; set; }
    }

    private sealed class Line
    {
        public string? Code { get; set; }

        public string? Result { get; set; }

        public string? Motivation { get; set; }
    }
}
