using System.Text.Json;
using Microsoft.AspNetCore.Components;
using NodaTime.Text;
using Selection.Contracts;
using Selection.Contracts.Dossiers;
using Selection.Contracts.Vacancies;
using Selection.Portal.Components;
using Selection.Portal.Gateway;

namespace Selection.Portal.Pages.Candidate;

/// <summary>Adds an experience to the rubric or changes one (R10, R11), on the version that was read (R17).</summary>
public sealed partial class ExperiencePage
{
    private Reply<OwnCandidacy> _candidacy = null!;
    private IReadOnlyList<UsefulDomain> _domains = [];
    private string _language = "nl";
    private OwnCandidacy? _stale;
    private FormErrors _errors = new();

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Nav { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    /// <summary>Null for a new one.</summary>
    [Parameter]
    public Guid? ExperienceId { get; set; }

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    private IEnumerable<(string, string)> Kinds => Enum.GetValues<ExperienceKind>().Select(k => (k.ToString(), T[$"MyRubric_Kind_{k}"]));

    protected override async Task LoadAsync()
    {
        _candidacy = await Gateway.ReadOwnCandidacyAsync(Id);
        if (_candidacy.Value is not { } candidacy) return;
        if ((await Gateway.ReadVacancyAsync(candidacy.VacancyId)).Value is { } vacancy)
            (_domains, _language) = (vacancy.Definition.Rules.Experience.UsefulDomains, vacancy.Definition.Language);
        if (Form is not null) return;
        if (ExperienceId is null) Form = new Input { Version = candidacy.ETag };
        else if (candidacy.Experiences.FirstOrDefault(e => e.ExperienceId == ExperienceId) is { } known) Form = Input.Of(known, candidacy.ETag);
    }

    private async Task SaveAsync()
    {
        var form = Form!;
        if (!Enum.TryParse<ExperienceKind>(form.Kind, out var kind)) _errors.Add("Form.Kind", T["MyRubric_Kind_Missing"]);
        if (string.IsNullOrWhiteSpace(form.Function)) _errors.Add("Form.Function", T["MyRubric_Function_Missing"]);
        if (string.IsNullOrWhiteSpace(form.Organisation)) _errors.Add("Form.Organisation", T["MyRubric_Organisation_Missing"]);
        if (string.IsNullOrWhiteSpace(form.Begin)) _errors.Add("Form.Begin", T["MyForm_DateMissing"]);
        var (begin, end) = (_errors.ReadDate("Form.Begin", form.Begin, T["MyForm_NoDate"]), _errors.ReadDate("Form.End", form.End, T["MyForm_NoDate"]));
        if (begin is not { } from || !_errors.None) return;
        var reply = await Gateway.SaveExperienceAsync(Id, ExperienceId, new
        {
            kind,
            function = form.Function ?? "",
            organisation = form.Organisation ?? "",
            domain = string.IsNullOrEmpty(form.Domain) ? null : form.Domain,
            begin = from,
            end,
            isCurrent = form.IsCurrent,
            description = form.Description,
        }, form.Version);
        if (reply.Done)
        {
            Nav.NavigateTo($"/candidacies/{Id}/rubric?done=saved");
            return;
        }

        _errors = FormErrors.Of(reply.Refusal);
        if (!reply.Refusal.IsStale || reply.Refusal.More?.GetValueOrDefault("current") is not { ValueKind: JsonValueKind.Object } current) return;
        // What was typed stays; sent again, it is on the version that stands now, which is shown.
        (_stale, _errors) = (current.Deserialize<OwnCandidacy>(ContractsJson.Options), new FormErrors());
        form.Version = _stale?.ETag;
    }

    private sealed class Input
    {
        public string? Version { get; set; }

        public string? Kind { get; set; }

        public string? Domain { get; set; }

        public string? Function { get; set; }

        public string? Organisation { get; set; }

        public string? Begin { get; set; }

        public string? End { get; set; }

        public bool IsCurrent { get; set; }

        public string? Description { get; set; }

        public static Input Of(Experience known, string version) => new()
        {
            Version = version,
            Kind = known.Kind.ToString(),
            Domain = known.Domain,
            Function = known.Function,
            Organisation = known.Organisation,
            Begin = LocalDatePattern.Iso.Format(known.Begin),
            End = LocalDatePattern.Iso.Format(known.End),
            IsCurrent = known.IsCurrent,
            Description = known.Description,
        };
    }
}
