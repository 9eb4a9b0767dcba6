using Microsoft.AspNetCore.Components;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.Portal.Gateway.Committees;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Pages.Committee;

/// <summary>A conflict of interest that is found out after declaring that there is none (R41).</summary>
public sealed partial class DeclareLater
{
    private Reply<Page<DeclarationLine>> _declared = null!;
    private FormErrors _errors = new();

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    [Parameter]
    public Guid CandidacyId { get; set; }

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    private string Path => $"/api/oraltest/vacancies/{Id}/committee/declarations";

    private string Back => $"/committee/vacancies/{Id}/declarations";

    protected override async Task LoadAsync() => _declared = await Gateway.GetAsync<Page<DeclarationLine>>($"{Path}?open=false&pageSize=200");

    private async Task DeclareAsync()
    {
        var reply = await Gateway.PostAsync<Declared>(Path, new { declarations = new[] { new { candidacyId = CandidacyId, conflict = true, reason = Form?.Reason } } });
        if (reply.Done) Navigation.NavigateTo(reply.Value.WholeProcedure ? "/committee" : $"{Back}?done=yes");
        else _errors = FormErrors.Of(reply.Refusal, fields: new Dictionary<string, string> { ["declarations[0].reason"] = "Form.Reason" });
    }

    private string? NameIn(Page<DeclarationLine> declared) => declared.Items.FirstOrDefault(d => d.CandidacyId == CandidacyId)?.Name;

    private sealed class Input
    {
        public string? Reason { get; set; }
    }
}
