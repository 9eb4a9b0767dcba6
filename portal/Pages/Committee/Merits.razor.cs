using System.Globalization;
using Microsoft.AspNetCore.Components;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.Portal.Gateway.Committees;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Pages.Committee;

/// <summary>Diplomas and merits of the suitable candidates side by side; the chair records a place and a reason for each (R46).</summary>
public sealed partial class Merits
{
    private Reply<Page<MeritLine>> _merits = null!;
    private Reply<Page<OwnCommittee>> _own = null!;
    private FormErrors _errors = new();

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery]
    public string? Done { get; set; }

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    private bool IsChair => _own.For(Id)?.IsChair == true;

    protected override async Task LoadAsync()
    {
        var (merits, own) = (Gateway.GetAsync<Page<MeritLine>>($"/api/oraltest/vacancies/{Id}/merits?pageSize={PostForm.MostRows}"), Gateway.ListCommitteesAsync());
        await Task.WhenAll(merits, own);
        (_merits, _own) = (await merits, await own);
    }

    private async Task SaveAsync()
    {
        var places = new List<object>();
        foreach (var (i, line) in (Form?.Lines ?? []).Index())
        {
            if (int.TryParse(line.Place, NumberStyles.None, CultureInfo.InvariantCulture, out var place)) places.Add(new { candidacyId = line.CandidacyId, place, reason = line.Reason ?? "" });
            else _errors.Add($"Form.Lines[{i}].Place", T["Committee_Merits_PlaceWrong"]);
        }

        if (!_errors.None) return;
        var reply = await Gateway.PutAsync<Nothing>($"/api/oraltest/vacancies/{Id}/comparison", new { places });
        if (reply.Done) Navigation.NavigateTo($"/committee/vacancies/{Id}/merits?done=yes");
        else _errors = FormErrors.Of(reply.Refusal, fields: places.Index().SelectMany(p => new[] { "place", "reason" }.Select(f => (Path: $"places[{p.Index}].{f}", Field: $"Form.Lines[{p.Index}].{f}"))).ToDictionary(f => f.Path, f => f.Field));
    }

    private static string? Text(int? place) => place?.ToString(CultureInfo.InvariantCulture);

    private sealed class Input
    {
        public List<Line> Lines { get; set; } = [];
    }

    private sealed class Line
    {
        public Guid CandidacyId { get; set; }

        public string? Place { get; set; }

        public string? Reason { get; set; }
    }
}
