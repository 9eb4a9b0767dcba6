using Microsoft.AspNetCore.Components;
using NodaTime.Text;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.Portal.Gateway.Appointments;

namespace Selection.Portal.Pages.Officer;

/// <summary>What is known of a suitable candidate's conditions of appointment, and what an officer finds next (R52).</summary>
public sealed partial class ConditionsPage
{
    private Reply<Succession> _list = null!;
    private Reply<CheckedConditions> _conditions = null!;
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

    /// <summary>What was just done.</summary>
    [SupplyParameterFromQuery]
    public string? Done { get; set; }

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    private SuccessionItem? Item => _list.Value?.Items.FirstOrDefault(i => i.CandidacyId == Id);

    /// <summary>Whether there is still something to check for.</summary>
    private bool Stands => Item is { Turn: not Turn.Out };

    private string Name => Item?.Name is { Length: > 0 } name ? name : T["Authority_Somebody"];

    private string Here => $"/officer/vacancies/{VacancyId}/appointment/{Id}";

    protected override async Task LoadAsync()
    {
        var (list, conditions, vacancy) = (Gateway.ReadSuccessionOfAsync(VacancyId, Id), Gateway.ReadConditionsAsync(Id), Gateway.ReadVacancyAsync(VacancyId));
        await Task.WhenAll(list, conditions, vacancy);
        (_list, _conditions, _vacancy) = (await list, await conditions, await vacancy);
    }

    private static AppointmentCondition? FirstUnchecked(CheckedConditions conditions) =>
        Enum.GetValues<AppointmentCondition>().Where(c => conditions.Checks.All(k => k.Condition != c)).Select(c => (AppointmentCondition?)c).FirstOrDefault();

    private async Task CheckAsync()
    {
        var form = Form ?? new Input();
        if (!Enum.TryParse<AppointmentCondition>(form.Condition, out var condition)) _errors.Add("Form.Condition", T["Conditions_Choose_Missing"]);
        if (!bool.TryParse(form.Holds, out var holds)) _errors.Add("Form.Holds", T["Conditions_Finding_Missing"]);
        if (!LocalDatePattern.Iso.Parse(form.ProofOf ?? "").TryGetValue(default, out var proofOf)) _errors.Add("Form.ProofOf", T["Conditions_ProofOf_Missing"]);
        if (string.IsNullOrWhiteSpace(form.Remark)) _errors.Add("Form.Remark", T["Conditions_Remark_Missing"]);
        if (!_errors.None) return;
        var reply = await Gateway.PostAsync($"/api/results/candidacies/{Id}/conditions", new { condition, holds, proofOf, remark = form.Remark, from = DayOrNone(form.From), until = DayOrNone(form.Until) });
        if (reply.Refusal is { } refusal) _errors = FormErrors.Of(refusal);
        else Navigation.NavigateTo($"{Here}?done=checked");
    }

    private static string? DayOrNone(string? day) => string.IsNullOrWhiteSpace(day) ? null : day;

    private sealed class Input
    {
        public string? Condition { get; set; }

        public string? Holds { get; set; }

        public string? ProofOf { get; set; }

        public string? Remark { get; set; }

        public string? From { get; set; }

        public string? Until { get; set; }
    }
}
