using Microsoft.AspNetCore.Components;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Pages.Officer;

/// <summary>The computer-based test of a vacancy: when candidates may register, the sessions and how full they are, and who needs help (R26 to R29).</summary>
public sealed partial class AssessmentPage
{
    private const int OnOnePage = 60;
    private static readonly string[] AssessmentDeeds = [.. DoWithAssessment.Deeds, "answered"];

    private static readonly string[] Oddities = ["session-not-working-day", "session-no-time-for-help", "session-starts-in-registration"];

    private Reply<Vacancy> _vacancy = null!;
    private Reply<AssessmentProgress>? _progress;
    private Reply<Page<RegistrationPeriod>> _periods = null!;
    private Reply<Page<AssessmentSession>> _sessions = null!;
    private Reply<Page<AssessmentSession>> _cancelled = null!;
    private Reply<Page<HelpRequest>> _help = null!;
    private Reply<Page<HelpRequest>> _answered = null!;
    private FormErrors _errors = new();

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery]
    public string? Done { get; set; }

    /// <summary>How many candidates are told of what was just done.</summary>
    [SupplyParameterFromQuery]
    public int? Told { get; set; }

    /// <summary>What is odd about what was just planned.</summary>
    [SupplyParameterFromQuery]
    public string? Warn { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? PageNumber { get; set; }

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    /// <summary>Sessions can only be planned in a period that is not over or withdrawn.</summary>
    private bool CanPlan => _periods.Value?.Items.Any(p => p.State is RegistrationState.ToCome or RegistrationState.Running) == true;

    private IEnumerable<string> Warnings => Oddities.Where(o => Warn?.Split(',').Contains(o) == true);

    protected override async Task LoadAsync()
    {
        var number = Math.Max(1, PageNumber ?? 1);
        var (vacancy, progress, periods, sessions, cancelled, help) = (
            Gateway.ReadVacancyAsync(Id), Gateway.ReadAssessmentAsync(Id), Gateway.ReadPeriodsAsync(Id), Gateway.ReadSessionsAsync(Id, $"&page={number}&pageSize={OnOnePage}"),
            Gateway.ReadSessionsAsync(Id, "&cancelled=true&pageSize=50"), Gateway.ReadHelpAsync(Id, open: true));
        var answered = Gateway.ReadHelpAsync(Id, open: false);
        await Task.WhenAll(vacancy, progress, periods, sessions, cancelled, help, answered);
        (_vacancy, _progress, _periods, _sessions, _cancelled, _help, _answered) = (await vacancy, await progress, await periods, await sessions, await cancelled, await help, await answered);
    }

    private CalendarItem ItemOf(AssessmentSession session) => new(
        session.StartsAt, session.StartsAt + NodaTime.Duration.FromMinutes(session.LengthMinutes), T["Sessions_Seats_Of", session.Booked, session.Capacity],
        $"/officer/vacancies/{Id}/assessment/sessions/{session.SessionId}", $"{session.Place} · {T[$"Language_{session.Language}"]}",
        session.StartsAt <= Show.Now ? "over" : session.Booked >= session.Capacity ? "full" : "free");

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
