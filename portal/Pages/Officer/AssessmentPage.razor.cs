using System.Globalization;
using Microsoft.AspNetCore.Components;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Pages.Officer;

/// <summary>The computer-based test of a vacancy: when candidates may register, the sessions and how full they are, and who needs help (R26 to R29).</summary>
public sealed partial class AssessmentPage
{
    private const int OnOnePage = 20;
    private static readonly string[] AssessmentDeeds = [.. DoWithAssessment.Deeds, "answered"];

    private Reply<Vacancy> _vacancy = null!;
    private Reply<AssessmentProgress>? _progress;
    private Reply<Page<RegistrationPeriod>> _periods = null!;
    private Reply<Page<AssessmentSession>> _sessions = null!;
    private Reply<Page<HelpRequest>> _help = null!;
    private FormErrors _errors = new();

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery]
    public string? Done { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public string? PageNumber { get; set; }

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    protected override async Task LoadAsync()
    {
        var number = int.TryParse(PageNumber, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? Math.Max(1, asked) : 1;
        var (vacancy, progress, periods, sessions, help) = (
            Gateway.ReadVacancyAsync(Id), Gateway.ReadAssessmentAsync(Id), Gateway.ReadPeriodsAsync(Id), Gateway.ReadSessionsAsync(Id, number, OnOnePage), Gateway.ReadHelpAsync(Id));
        await Task.WhenAll(vacancy, progress, periods, sessions, help);
        (_vacancy, _progress, _periods, _sessions, _help) = (await vacancy, await progress, await periods, await sessions, await help);
    }

    private async Task AnswerAsync()
    {
        if (Form is not { Id: { } id } form) return;
        var reply = await Gateway.PutAsync<Nothing>($"/api/assessment/help-requests/{id}/answer", new { answer = form.Reason ?? "" }, $"\"{form.Version}\"");
        if (reply.Refusal is { } refusal) _errors = FormErrors.Of(refusal, fields: new Dictionary<string, string> { ["answer"] = "Form.Reason" });
        else Navigation.NavigateTo($"/officer/vacancies/{Id}/assessment?done=answered");
    }

    private sealed class Input
    {
        public Guid? Id { get; set; }

        public long Version { get; set; }

        public string? Reason { get; set; }
    }
}
