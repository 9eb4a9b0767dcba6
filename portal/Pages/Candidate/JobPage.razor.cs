using Microsoft.AspNetCore.Components;
using NodaTime.Text;
using Selection.Portal.Components;
using Selection.Portal.Gateway;

namespace Selection.Portal.Pages.Candidate;

/// <summary>Adds a job to the CV or changes it (R7); nothing of it counts as experience (R10).</summary>
public sealed partial class JobPage
{
    private FormErrors _errors = new();

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Nav { get; set; }

    /// <summary>Null for a new one.</summary>
    [Parameter]
    public Guid? JobId { get; set; }

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    protected override async Task LoadAsync()
    {
        if (Form is not null) return;
        if (JobId is null) Form = new Input();
        else if ((await Gateway.ListJobsAsync()).Value?.Items.FirstOrDefault(j => j.WorkExperienceId == JobId) is { } known) Form = Input.Of(known);
    }

    private async Task SaveAsync()
    {
        var form = Form!;
        var (begin, end) = (_errors.ReadDate("Form.Begin", form.Begin, T["MyForm_NoDate"]), _errors.ReadDate("Form.End", form.End, T["MyForm_NoDate"]));
        if (string.IsNullOrWhiteSpace(form.Begin)) _errors.Add("Form.Begin", T["MyForm_DateMissing"]);
        if (begin is not { } from || !_errors.None) return;
        var reply = await Gateway.SaveJobAsync(JobId, new
        {
            employer = form.Employer ?? "",
            function = form.Function ?? "",
            begin = from,
            end,
            isCurrent = form.IsCurrent,
            statutoryFederal = form.StatutoryFederal,
            currentlyFederal = form.CurrentlyFederal,
        }, form.Version);
        if (reply.Done) Nav.NavigateTo("/account/documents?done=saved");
        else _errors = FormErrors.Of(reply.Refusal);
    }

    private sealed class Input
    {
        public string? Version { get; set; }

        public string? Employer { get; set; }

        public string? Function { get; set; }

        public string? Begin { get; set; }

        public string? End { get; set; }

        public bool IsCurrent { get; set; }

        public bool StatutoryFederal { get; set; }

        public bool CurrentlyFederal { get; set; }

        public static Input Of(CvJob known) => new()
        {
            Version = $"\"{known.Version}\"",
            Employer = known.Employer,
            Function = known.Function,
            Begin = LocalDatePattern.Iso.Format(known.Begin),
            End = known.End is { } end ? LocalDatePattern.Iso.Format(end) : null,
            IsCurrent = known.IsCurrent,
            StatutoryFederal = known.StatutoryFederal,
            CurrentlyFederal = known.CurrentlyFederal,
        };
    }
}
