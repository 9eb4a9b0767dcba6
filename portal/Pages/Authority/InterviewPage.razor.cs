using System.Globalization;
using Microsoft.AspNetCore.Components;
using NodaTime;
using NodaTime.Text;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.Portal.Gateway.Appointments;
using Selection.ServiceDefaults.Clock;

namespace Selection.Portal.Pages.Authority;

/// <summary>A finding as it is filled in.</summary>
public sealed class FindingInput
{
    public string? Criterion { get; set; }

    public string? Appreciation { get; set; }

    public string? Text { get; set; }
}

/// <summary>The supplementary interview: planned, moved, and its report per criterion: a draft, then final, corrected by a new version (R51).</summary>
public sealed partial class InterviewPage
{
    private Reply<Succession> _list = null!;
    private Reply<Interview> _interview = null!;
    private Reply<Vacancy> _vacancy = null!;
    private FormErrors _errors = new();

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Parameter]
    public Guid VacancyId { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery]
    public string? Done { get; set; }

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    private Interview? Current => _interview.Value is { State: not InterviewState.Cancelled } interview ? interview : null;

    private string Name => _list.Value?.Items.FirstOrDefault(i => i.CandidacyId == Id)?.Name ?? T["Authority_Somebody"];

    private string Back => $"/authority/vacancies/{VacancyId}";

    private string Here => $"/authority/vacancies/{VacancyId}/candidacies/{Id}/interview";

    private string Path => $"/api/results/candidacies/{Id}/interview";

    protected override async Task LoadAsync()
    {
        var (list, interview, vacancy) = (Gateway.ReadSuccessionOfAsync(VacancyId, Id), Gateway.ReadInterviewAsync(Id), Gateway.ReadVacancyAsync(VacancyId));
        await Task.WhenAll(list, interview, vacancy);
        (_list, _interview, _vacancy) = (await list, await interview, await vacancy);
    }

    private async Task PlanAsync()
    {
        if (Read() is { } plan) Follow(await Gateway.PostAsync(Path, plan), $"{Here}?done=planned");
    }

    private async Task MoveAsync()
    {
        if (Read() is { } plan) Follow(await Gateway.PutAsync<Nothing>(Path, plan, Form?.Version), $"{Here}?done=moved");
    }

    private async Task SaveAsync()
    {
        if (Findings() is { } findings) Follow(await Gateway.PutAsync<Nothing>($"{Path}/report", new { findings }, Form?.Version), Form?.Then == "finalise" ? $"{Here}/finalise" : $"{Here}?done=saved");
    }

    private async Task CorrectAsync()
    {
        if (Findings() is { } findings) Follow(await Gateway.PostAsync($"{Path}/report/correct", new { findings, reason = Form?.Reason ?? "" }, Form?.Version), $"{Here}?done=final");
    }

    private void Follow(Reply<Nothing> reply, string next)
    {
        if (reply.Done) Navigation.NavigateTo(next);
        else _errors = FormErrors.Of(reply.Refusal);
    }

    /// <summary>When and where; a local time that the clock change skips or gives twice is refused (T5).</summary>
    private object? Read()
    {
        var form = Form ?? new Input();
        Instant? startsAt = null;
        if (LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(form.StartsAt ?? "").TryGetValue(default, out var local) && BrusselsTime.Zone.MapLocal(local) is { Count: 1 } mapped)
            startsAt = mapped.Single().ToInstant();
        if (startsAt is null) _errors.Add("Form.StartsAt", T[string.IsNullOrWhiteSpace(form.StartsAt) ? "Authority_StartsAt_Missing" : "Authority_StartsAt_Wrong"]);
        if (!int.TryParse(form.LengthMinutes, NumberStyles.None, CultureInfo.InvariantCulture, out var length)) _errors.Add("Form.LengthMinutes", T["Authority_Length_Wrong"]);
        if (string.IsNullOrWhiteSpace(form.Place)) _errors.Add("Form.Place", T["Authority_Place_Missing"]);
        return _errors.None ? new { startsAt, place = form.Place ?? "", lengthMinutes = length } : null;
    }

    /// <summary>What is filled in, as far as it goes.</summary>
    private List<Finding>? Findings()
    {
        var findings = new List<Finding>();
        foreach (var (i, typed) in (Form?.Findings ?? []).Index())
        {
            var isJudged = Enum.TryParse<Appreciation>(typed.Appreciation, out var appreciation);
            if (isJudged && Enum.TryParse<InterviewCriterion>(typed.Criterion, out var criterion)) findings.Add(new Finding(criterion, appreciation, typed.Text ?? ""));
            else if (!string.IsNullOrWhiteSpace(typed.Text)) _errors.Add($"Form.Findings[{i}].Appreciation", T["Authority_Appreciation_Missing"]);
        }

        return _errors.None ? findings : null;
    }

    private static string Local(Instant instant) => LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Format(instant.InZone(BrusselsTime.Zone).LocalDateTime);

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed class Input
    {
        public string? What { get; set; }

        public string? StartsAt { get; set; }

        public string? LengthMinutes { get; set; }

        public string? Place { get; set; }

        public string? Version { get; set; }

        public string? Then { get; set; }

        public string? Reason { get; set; }

        public List<FindingInput> Findings { get; set; } = [];
    }
}
