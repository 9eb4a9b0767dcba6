using Microsoft.AspNetCore.Components;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.Portal.Gateway.Committees;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Pages.Committee;

/// <summary>A member declares per candidate, knowing only the name, whether there is a conflict of interest (R41); a conflict is confirmed, since it recuses.</summary>
public sealed partial class Declarations
{
    private Reply<Page<DeclarationLine>> _open = null!;
    private Reply<Page<DeclarationLine>> _declared = null!;
    private Reply<Page<OwnCommittee>> _own = null!;
    private FormErrors _errors = new();
    private bool _confirms;

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

    private string Here => $"/committee/vacancies/{Id}/declarations";

    private IReadOnlyList<Line> Lines => Form?.Lines ?? [];

    protected override async Task LoadAsync()
    {
        var path = $"/api/oraltest/vacancies/{Id}/committee/declarations";
        var (open, declared) = (Gateway.GetAsync<Page<DeclarationLine>>($"{path}?open=true&pageSize={PostForm.MostRows}"), Gateway.GetAsync<Page<DeclarationLine>>($"{path}?open=false&pageSize=200"));
        var own = Gateway.ListCommitteesAsync();
        await Task.WhenAll(open, declared, own);
        (_open, _declared, _own) = (await open, await declared, await own);
    }

    private async Task DeclareAsync()
    {
        // What is left for later is not sent.
        var said = Lines.Index().Where(l => l.Item.Choice is "none" or "conflict").ToList();
        if (said.Count == 0) _errors.Add("Form.Lines[0].Reason", T["Committee_Declare_Nothing"]);
        foreach (var (i, line) in said.Where(l => l.Item.Choice == "conflict" && string.IsNullOrWhiteSpace(l.Item.Reason))) _errors.Add($"Form.Lines[{i}].Reason", T["Committee_Declare_NeedsReason"]);
        if (!_errors.None) return;
        if (Form is { Confirmed: false } && said.Any(l => l.Item.Choice == "conflict"))
        {
            _confirms = true;
            return;
        }

        var declarations = said.Select(l => new { candidacyId = l.Item.CandidacyId, conflict = l.Item.Choice == "conflict", reason = l.Item.Choice == "conflict" ? l.Item.Reason : null });
        var reply = await Gateway.PostAsync<Declared>($"/api/oraltest/vacancies/{Id}/committee/declarations", new { declarations });
        if (reply.Done) Navigation.NavigateTo(reply.Value.WholeProcedure ? "/committee" : $"{Here}?done=yes");
        else _errors = FormErrors.Of(reply.Refusal, fields: said.Index().ToDictionary(l => $"declarations[{l.Index}].reason", l => $"Form.Lines[{l.Item.Index}].Reason"));
    }

    private static string? NameOf(Line line, IReadOnlyList<DeclarationLine> items) => items.FirstOrDefault(i => i.CandidacyId == line.CandidacyId)?.Name;

    private sealed class Input
    {
        public List<Line> Lines { get; set; } = [];

        public bool Confirmed { get; set; }
    }

    private sealed class Line
    {
        public Guid CandidacyId { get; set; }

        public string? Choice { get; set; }

        public string? Reason { get; set; }
    }
}
