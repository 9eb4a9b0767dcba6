using System.Globalization;
using Microsoft.AspNetCore.Components;
using NodaTime;
using NodaTime.Text;
using Selection.Contracts;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.Portal.Languages;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Pages.Officer;

/// <summary>Opens, extends or withdraws a registration period, plans, changes or cancels sessions: each says first what will happen, and who is told.</summary>
public sealed partial class DoWithAssessment
{
    internal static readonly string[] Deeds = ["open", "extend", "withdraw", "plan", "series", "change", "cancel"];

    private static readonly LocalDateTimePattern Minute = LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm");

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

    /// <summary>The session that is changed, as it stands.</summary>
    private AssessmentSession? Now => Deed == "change" ? _session?.Value : null;

    private string? LocalStart => Now is { } session ? Minute.Format(session.StartsAt.InZone(BrusselsTime.Zone).LocalDateTime) : null;

    private LocalDate Today => BrusselsTime.DateIn(Show.Now);

    /// <summary>This month and the two after it.</summary>
    private IEnumerable<LocalDate> Months => Enumerable.Range(0, 3).Select(i => Today.With(DateAdjusters.StartOfMonth).PlusMonths(i));

    private IEnumerable<(string Value, string Text)> Kinds => Enum.GetValues<AssessmentKind>().Select(k => ($"{k}", T.Of(k)));

    private IEnumerable<(string Value, string Text)> Languages => new[] { "nl", "fr", "de", "en" }.Select(l => (l, T[$"Language_{l}"].Alone()));

    /// <summary>Those one can still register in.</summary>
    private IEnumerable<(string Value, string Text)> Periods => (_periods?.Value?.Items ?? [])
        .Where(p => p.State is RegistrationState.ToCome or RegistrationState.Running)
        .Select(p => ($"{p.RegistrationPeriodId}", $"{Show.Date(p.OpensOn)} – {Show.Date(p.ClosesOn)}"));

    /// <summary>Of a period to be extended the present one, to be moved later.</summary>
    private string? LastDay => _period?.Value is { } period ? LocalDatePattern.Iso.Format(period.ClosesOn) : null;

    protected override async Task LoadAsync()
    {
        var vacancy = Gateway.ReadVacancyAsync(Id);
        if (Deed is "extend" or "withdraw" && Target is { } period) _period = await Gateway.ReadPeriodAsync(Id, period);
        if (Deed is "plan" or "series") _periods = await Gateway.ReadPeriodsAsync(Id);
        if (Deed is "change" or "cancel" && Target is { } session) _session = await Gateway.ReadSessionAsync(session);
        _vacancy = await vacancy;
    }

    private string? ReasonIn(string language) => language switch { "nl" => Form?.ReasonNl, "fr" => Form?.ReasonFr, "de" => Form?.ReasonDe, _ => Form?.ReasonEn };

    private async Task DoAsync()
    {
        if (Form is not { } form) return;
        var periods = $"/api/assessment/vacancies/{Id}/registration-periods";
        string[] starts = [.. form.Days.Order(StringComparer.Ordinal).SelectMany(day => TimesOf(form.Times).Select(time => $"{day}T{time}"))];
        if (Deed == "series" && form.Days.Count == 0) _errors.Add("Form.Days", T["Sessions_Days_Missing"]);
        if (Deed == "series" && !TimesOf(form.Times).Any()) _errors.Add("Form.Times", T["Sessions_Times_Missing"]);
        if (!_errors.None) return;
        // A field the API does not know is refused: each deed sends its own.
        var start = Deed == "series" ? starts : (object)(form.StartsAt ?? "");
        var (length, capacity, language, place, vendor) = (Number(form.LengthMinutes), Number(form.Capacity), form.Language ?? "", form.Place ?? "", form.VendorClientId ?? "");
        var (kind, link) = (form.Kind ?? nameof(AssessmentKind.Place), string.IsNullOrWhiteSpace(form.Link) ? null : form.Link);
        var change = new { startsAt = start, lengthMinutes = length, capacity, language, place, vendorClientId = vendor, kind, link };
        var plan = new { registrationPeriodId = form.RegistrationPeriodId ?? Guid.Empty, startsAt = start, lengthMinutes = length, capacity, language, place, vendorClientId = vendor, kind, link };
        var reply = Deed switch
        {
            "open" => await Gateway.PostAsync<SessionDeedDone>(periods, new { opensOn = form.OpensOn ?? "", closesOn = form.ClosesOn ?? "" }),
            "extend" => await Gateway.PutAsync<SessionDeedDone>($"{periods}/{Target}", new { closesOn = form.ClosesOn ?? "" }, form.Version),
            "withdraw" => await Gateway.DeleteAsync<SessionDeedDone>($"{periods}/{Target}", form.Version),
            "plan" => await Gateway.PostAsync<SessionDeedDone>("/api/assessment/sessions", plan),
            "series" => await Gateway.PostAsync<SessionDeedDone>("/api/assessment/sessions/series", plan),
            "change" => await Gateway.PutAsync<SessionDeedDone>($"/api/assessment/sessions/{Target}", change, form.Version),
            _ => await Gateway.PostAsync<SessionDeedDone>(
                $"/api/assessment/sessions/{Target}/cancel",
                new { selectionCode = form.SelectionCode ?? "", reason = new LocalizedText(form.ReasonNl ?? "", form.ReasonFr ?? "", form.ReasonDe ?? "", form.ReasonEn ?? "") }, form.Version),
        };
        if (reply.Done)
        {
            var warnings = string.Join(',', (reply.Value.Warnings ?? []).Concat((reply.Value.Sessions ?? []).SelectMany(s => s.Warnings)).Select(w => w.Code).Distinct());
            Navigation.NavigateTo($"/officer/vacancies/{Id}/assessment?done={Deed}&told={new[] { reply.Value.Told, reply.Value.Released, reply.Value.Invited }.Max()}&warn={warnings}");
            return;
        }

        _errors = FormErrors.Of(reply.Refusal, fields: Fields.Concat(starts.Select((_, i) => KeyValuePair.Create($"startsAt[{i}]", "Form.Days"))).ToDictionary());
        if (Deed == "series") _errors = _errors.OnceEach();
    }

    private static IEnumerable<string> TimesOf(string? text) => (text ?? "").Split([',', ';', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private sealed class Input
    {
        public string? Version { get; set; }

        public string? OpensOn { get; set; }

        public string? ClosesOn { get; set; }

        public Guid? RegistrationPeriodId { get; set; }

        public string? StartsAt { get; set; }

        /// <summary>None is sent where nothing is ticked.</summary>
        public List<string> Days { get; set => field = value ?? []; } = [];

        public string? Times { get; set; }

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
