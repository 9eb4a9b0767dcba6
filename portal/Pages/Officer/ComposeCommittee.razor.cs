using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Selection.Contracts;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.Portal.Gateway.Committees;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Pages.Officer;

/// <summary>An officer composes a committee from the register, is told what the rules say of it, and installs it (R41).</summary>
public sealed partial class ComposeCommittee
{
    private const int OnOnePage = 25;

    /// <summary>More than any committee has.</summary>
    private const int Most = 20;

    private Reply<Vacancy> _vacancy = null!;
    private Reply<CommitteePanel> _committee = null!;
    private Reply<Page<Expert>> _experts = null!;
    private IReadOnlyList<Expert> _ticked = [];
    private CommitteeCheck? _check;
    private FormErrors _errors = new();

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    private string Back => $"/officer/vacancies/{Id}/committee";

    /// <summary>Those that are ticked: as they sit already, or as the register knows them.</summary>
    private IReadOnlyList<CommitteeMember> Chosen
    {
        get
        {
            var seated = _committee.Value?.Members ?? [];
            if (Form is not { } form) return seated;
            return [.. form.Subjects.Distinct().Select(subject => seated.FirstOrDefault(m => m.Subject == subject) ?? Of(subject)).OfType<CommitteeMember>().Select(m => m with { IsChair = m.Subject == form.Chair })];
        }
    }

    private IReadOnlyList<Expert> Others => [.. (_experts.Value?.Items ?? []).Where(e => Chosen.All(m => m.Subject != e.Subject))];

    protected override async Task LoadAsync()
    {
        var found = $"?active=true&sort=Committees&pageSize={OnOnePage}&search={Uri.EscapeDataString(Form?.Search ?? "")}&languageRole={Form?.Role}{(Form?.Gender is { } gender ? $"&gender={gender}" : null)}";
        var (vacancy, committee, experts) = (Gateway.ReadVacancyAsync(Id), Gateway.ReadCommitteeAsync(Id), Gateway.ListExpertsAsync(found));
        await Task.WhenAll(vacancy, committee, experts);
        (_vacancy, _committee, _experts) = (await vacancy, await committee, await experts);
        // Whoever is ticked stays on the page, also when the search is for others.
        var unknown = (Form?.Subjects ?? []).Distinct().Where(s => (_committee.Value?.Members ?? []).All(m => m.Subject != s) && (_experts.Value?.Items ?? []).All(e => e.Subject != s)).Take(Most);
        _ticked = [.. (await Task.WhenAll(unknown.Select(s => Gateway.ListExpertsAsync($"?search={Uri.EscapeDataString(s)}")))).SelectMany(f => f.Value?.Items ?? [])];
    }

    private CommitteeMember? Of(string subject) => _ticked.Concat(_experts.Value?.Items ?? []).FirstOrDefault(e => e.Subject == subject) is { } expert
        ? new CommitteeMember(expert.Subject, expert.Name, expert.Gender, expert.LanguageRole, string.Join(", ", expert.Fields), false, false, 0)
        : null;

    private async Task DoAsync()
    {
        if (Form is not { } form || form.Then == "search") return;
        var seated = _committee.Value?.Members ?? [];
        var members = Chosen.Select(m => seated.Any(s => s.Subject == m.Subject) ? MemberProposal.Of(m, m.IsChair) : new MemberProposal(m.Subject, IsChair: m.IsChair)).ToList();
        var path = $"/api/oraltest/vacancies/{Id}/committee";
        if (form.Then == "install")
        {
            var installed = await Gateway.PutAsync<CommitteePanel>(path, new { members }, form.Version);
            if (installed.Done)
            {
                Navigation.NavigateTo($"{Back}?done=compose");
                return;
            }

            _errors = FormErrors.Of(installed.Refusal);
            // What blocks was found between the check and the installation: it is shown as the check shows it.
            if (installed.Refusal.More?.GetValueOrDefault("findings") is { ValueKind: JsonValueKind.Array } findings)
                _check = new CommitteeCheck(false, findings.Deserialize<List<CommitteeFinding>>(ContractsJson.Options) ?? []);
            return;
        }

        var checkedNow = await Gateway.PostAsync<CommitteeCheck>($"{path}/check", new { members });
        if (checkedNow.Done) _check = checkedNow.Value;
        else _errors = FormErrors.Of(checkedNow.Refusal);
    }

    private sealed class Input
    {
        public string? Version { get; set; }

        /// <summary>None is sent where nothing is ticked.</summary>
        public List<string> Subjects { get; set => field = value ?? []; } = [];

        public string? Chair { get; set; }

        public string? Search { get; set; }

        public string? Role { get; set; }

        public MemberGender? Gender { get; set; }

        public string? Then { get; set; }
    }
}
