using System.Globalization;
using Microsoft.AspNetCore.Components;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.Portal.Gateway.Committees;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Pages.Committee;

/// <summary>A member's own score sheet (R43): saved on submit, and as one goes where there is a script; sealed once handed in.</summary>
public sealed partial class Sheet
{
    private Reply<ScoreSheet> _sheet = null!;
    private Reply<SheetsBeside> _sheets = null!;
    private Reply<HearingPage> _hearing = null!;
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

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    /// <summary>A score as people type it, with a comma or a point.</summary>
    internal static bool TryScore(string? text, out decimal? score)
    {
        score = null;
        if (string.IsNullOrWhiteSpace(text)) return true;
        var isNumber = decimal.TryParse(text.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number);
        score = isNumber ? number : null;
        return isNumber;
    }

    /// <summary>Corrections of what was handed in; the first of a competency first.</summary>
    private IReadOnlyList<Addendum> Addenda => _sheets.Value?.Sheets.FirstOrDefault(s => s.Subject == Http.User.FindFirst("sub")?.Value)?.Addenda ?? [];

    protected override async Task LoadAsync()
    {
        var (sheet, sheets, hearing, own) = (Gateway.ReadSheetAsync(Id), Gateway.ReadSheetsAsync(Id), Gateway.ReadHearingAsync(Id), Gateway.ListCommitteesAsync());
        await Task.WhenAll(sheet, sheets, hearing, own);
        (_sheet, _sheets, _hearing, _own) = (await sheet, await sheets, await hearing, await own);
    }

    private static int Scored(ScoreSheet sheet) => sheet.Lines.Count(l => l.Score is not null);

    internal static string NameOf(ScoreSheet sheet, string code) =>
        sheet.Specific.FirstOrDefault(s => s.Code == code)?.Domain ?? sheet.Management.SelectMany(g => g.Competencies).First(m => m.Code == code).Name;

    private async Task SaveAsync()
    {
        var (form, lines) = (Form ?? new Input(), new List<ScoreLine>());
        foreach (var (i, line) in form.Lines.Index())
        {
            if (!TryScore(line.Score, out var score)) _errors.Add($"Form.Lines[{i}].Score", T["Committee_Score_Wrong", line.Code is null ? "" : NameOf(_sheet.Value!, line.Code)]);
            else lines.Add(new ScoreLine(line.Code ?? "", score, line.Notes));
        }

        if (!_errors.None) return;
        // Only what was changed here: what another tab or the script has saved meanwhile stays.
        var before = _sheet.Value!.Lines.ToDictionary(l => l.Code);
        var changed = lines.Where(l => !before.TryGetValue(l.Code, out var old) || old.Score != l.Score || (old.Notes ?? "") != (l.Notes ?? "").ReplaceLineEndings("\n")).ToList();
        if (changed.Count > 0)
        {
            var reply = await Gateway.SaveSheetAsync(Id, new SheetSave(changed, form.HearingId));
            if (!reply.Done)
            {
                var fields = changed.Index().SelectMany(c => new[] { "score", "notes", "code" }.Select(f => (Path: $"scores[{c.Index}].{f}", Field: $"Form.Lines[{lines.IndexOf(c.Item)}].{(f == "notes" ? "Notes" : "Score")}")));
                _errors = FormErrors.Of(reply.Refusal, fields: fields.ToDictionary(f => f.Path, f => f.Field));
                return;
            }
        }

        Navigation.NavigateTo(form.Then == "submit" ? $"/committee/hearings/{Id}/sheet/submit" : $"/committee/hearings/{Id}/sheet?done=yes");
    }

    private string? ScoreOf(int index, decimal? saved) => Form?.Lines.ElementAtOrDefault(index) is { } line ? line.Score : saved?.ToString("0.##", CultureInfo.CurrentCulture);

    private string? NotesOf(int index, string? saved) => Form?.Lines.ElementAtOrDefault(index) is { } line ? line.Notes : saved;

    private sealed class Input
    {
        public Guid? HearingId { get; set; }

        public List<Line> Lines { get; set; } = [];

        public string? Then { get; set; }
    }

    private sealed class Line
    {
        public string? Code { get; set; }

        public string? Score { get; set; }

        public string? Notes { get; set; }
    }
}
