using System.Globalization;
using Microsoft.AspNetCore.Components;
using Selection.Contracts;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Pages.Officer;

/// <summary>Opens or extends a registration period, plans or cancels a session: each says first what will happen.</summary>
public sealed partial class DoWithAssessment
{
    internal static readonly string[] Deeds = ["open", "extend", "plan", "cancel"];

    private static readonly Dictionary<string, string> ReasonNames = new() { ["nl"] = "ReasonNl", ["fr"] = "ReasonFr", ["de"] = "ReasonDe", ["en"] = "ReasonEn" };

    private static readonly Dictionary<string, string> Fields = ReasonNames.ToDictionary(r => $"reason.{r.Key}", r => $"Form.{r.Value}");

    private Reply<Vacancy> _vacancy = null!;
    private Reply<RegistrationPeriod>? _period;
    private Reply<Page<RegistrationPeriod>>? _periods;
    private Reply<AssessmentSession>? _session;
    private FormErrors _errors = new();

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    [Parameter]
    public string? Deed { get; set; }

    [Parameter]
    public Guid? Target { get; set; }

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    private IEnumerable<(string Value, string Text)> Kinds => Enum.GetValues<AssessmentKind>().Select(k => ($"{k}", T.Of(k)));

    private IEnumerable<(string Value, string Text)> Languages => new[] { "nl", "fr", "de", "en" }.Select(l => (l, T[$"Language_{l}"]));

    /// <summary>Those one can still register in.</summary>
    private IEnumerable<(string Value, string Text)> Periods => (_periods?.Value?.Items ?? [])
        .Where(p => p.State is RegistrationState.ToCome or RegistrationState.Running)
        .Select(p => ($"{p.RegistrationPeriodId}", T["Sessions_PeriodIs", Show.DateTime(p.OpensAt), Show.Until(p.ClosesAt)]));

    protected override async Task LoadAsync()
    {
        var vacancy = Gateway.ReadVacancyAsync(Id);
        if (Deed == "extend" && Target is { } period) _period = await Gateway.ReadPeriodAsync(Id, period);
        if (Deed == "plan") _periods = await Gateway.ReadPeriodsAsync(Id);
        if (Deed == "cancel" && Target is { } session) _session = await Gateway.ReadSessionAsync(session);
        _vacancy = await vacancy;
    }

    private string? ReasonIn(string language) => language switch { "nl" => Form?.ReasonNl, "fr" => Form?.ReasonFr, "de" => Form?.ReasonDe, _ => Form?.ReasonEn };

    private async Task DoAsync()
    {
        if (Form is not { } form) return;
        var periods = $"/api/assessment/vacancies/{Id}/registration-periods";
        var reply = Deed switch
        {
            "open" => await Gateway.PostAsync(periods, new { opensOn = form.OpensOn ?? "", closesOn = form.ClosesOn ?? "" }),
            "extend" => await Gateway.PutAsync<Nothing>($"{periods}/{Target}", new { closesOn = form.ClosesOn ?? "" }, form.Version),
            "plan" => await Gateway.PostAsync("/api/assessment/sessions", new
            {
                registrationPeriodId = form.RegistrationPeriodId ?? Guid.Empty,
                startsAt = form.StartsAt ?? "",
                lengthMinutes = Number(form.LengthMinutes),
                capacity = Number(form.Capacity),
                language = form.Language ?? "",
                place = form.Place ?? "",
                vendorClientId = form.VendorClientId ?? "",
                kind = form.Kind ?? nameof(AssessmentKind.Place),
                link = string.IsNullOrWhiteSpace(form.Link) ? null : form.Link,
            }),
            _ => await Gateway.PostAsync(
                $"/api/assessment/sessions/{Target}/cancel",
                new { selectionCode = form.SelectionCode ?? "", reason = new LocalizedText(form.ReasonNl ?? "", form.ReasonFr ?? "", form.ReasonDe ?? "", form.ReasonEn ?? "") }, form.Version),
        };
        if (reply.Refusal is { } refusal) _errors = FormErrors.Of(refusal, fields: Fields);
        else Navigation.NavigateTo($"/officer/vacancies/{Id}/assessment?done={Deed}");
    }

    private static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private sealed class Input
    {
        public string? Version { get; set; }

        public string? OpensOn { get; set; }

        public string? ClosesOn { get; set; }

        public Guid? RegistrationPeriodId { get; set; }

        public string? StartsAt { get; set; }

        public string? LengthMinutes { get; set; }

        public string? Capacity { get; set; }

        public string? Language { get; set; }

        public string? Kind { get; set; }

        public string? Place { get; set; }

        public string? Link { get; set; }

        public string? VendorClientId { get; set; }

        public string? SelectionCode { get; set; }

        public string? ReasonNl { get; set; }

        public string? ReasonFr { get; set; }

        public string? ReasonDe { get; set; }

        public string? ReasonEn { get; set; }
    }
}
