using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Selection.Contracts;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.Portal.Gateway.Committees;
using Selection.Portal.Languages;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Pages.Officer;

/// <summary>A member is replaced by an expert of the register, or recused for a conflict that an officer notes (R41); each says first what will happen.</summary>
public sealed partial class ChangeMember
{
    private Reply<CommitteePanel> _committee = null!;
    private Reply<Vacancy> _vacancy = null!;
    private Reply<Page<Expert>>? _experts;
    private Reply<Page<OralTestCandidate>>? _candidates;
    private IReadOnlyList<CommitteeFinding> _blocking = [];
    private FormErrors _errors = new();

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    [Parameter]
    public required string Deed { get; set; }

    [Parameter]
    public required string Subject { get; set; }

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    private string Back => $"/officer/vacancies/{Id}/committee";

    protected override async Task LoadAsync()
    {
        var (committee, vacancy) = (Gateway.ReadCommitteeAsync(Id), Gateway.ReadVacancyAsync(Id));
        if (Deed == "replace") _experts = await Gateway.ListExpertsAsync("?active=true&sort=Committees&pageSize=200");
        else _candidates = await Gateway.GetAsync<Page<OralTestCandidate>>($"/api/oraltest/vacancies/{Id}/candidacies?pageSize=200");
        (_committee, _vacancy) = (await committee, await vacancy);
    }

    /// <summary>Experts who do not sit on it yet, those with the least to do first.</summary>
    private IEnumerable<(string Value, string Text)> Choices(CommitteePanel committee) => (_experts?.Value?.Items ?? [])
        .Where(e => committee.Members.All(m => m.Subject != e.Subject))
        .Select(e => (e.Subject, $"{e.Name} ({T[$"Language_{e.LanguageRole}"]}, {T[$"Gender_{e.Gender}"].Inside()}, {string.Join(", ", e.Fields)})"));

    private async Task DoAsync()
    {
        var form = Form ?? new Input();
        if (Deed == "replace" && string.IsNullOrEmpty(form.Coming))
        {
            _errors.Add("Form.Coming", T["Panel_Coming_Missing"]);
            return;
        }

        var path = $"/api/oraltest/vacancies/{Id}/committee";
        var reply = Deed == "replace"
            ? await Gateway.PostAsync($"{path}/replacements", new { leaving = Subject, member = new MemberProposal(form.Coming!, IsChair: IsChair), reason = form.Reason ?? "" }, form.Version)
            : await Gateway.PostAsync($"{path}/recusals", new { subject = Subject, reason = form.Reason ?? "", candidacyId = form.CandidacyId });
        if (reply.Done)
        {
            Navigation.NavigateTo($"{Back}?done={Deed}");
            return;
        }

        _errors = FormErrors.Of(reply.Refusal, fields: new Dictionary<string, string> { ["member.subject"] = "Form.Coming" });
        if (reply.Refusal.More?.GetValueOrDefault("findings") is { ValueKind: JsonValueKind.Array } findings) _blocking = findings.Deserialize<List<CommitteeFinding>>(ContractsJson.Options) ?? [];
    }

    /// <summary>Whoever comes for the chair takes the chair.</summary>
    private bool IsChair => _committee.Value?.Members.Any(m => m.Subject == Subject && m.IsChair) == true;

    private sealed class Input
    {
        public string? Version { get; set; }

        public string? Coming { get; set; }

        public Guid? CandidacyId { get; set; }

        public string? Reason { get; set; }
    }
}
