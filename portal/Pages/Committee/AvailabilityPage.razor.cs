using System.Globalization;
using Microsoft.AspNetCore.Components;
using NodaTime.Text;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.Portal.Gateway.Committees;

namespace Selection.Portal.Pages.Committee;

/// <summary>When a member can come to the hearings of a vacancy, or cannot (R41, R42).</summary>
public sealed partial class AvailabilityPage
{
    private Reply<Availability> _availability = null!;
    private FormErrors _errors = new();

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery]
    public string? Done { get; set; }

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    private MemberAvailability? Own => _availability.Value?.Members.FirstOrDefault();

    private IReadOnlyList<AvailabilityEntry> Entries => Own?.Entries ?? [];

    private IEnumerable<(string Value, string Text)> Parts => Enum.GetValues<DayPart>().Select(p => (p.ToString(), T[$"Committee_DayPart_{p}"]));

    private string Path => $"/api/oraltest/vacancies/{Id}/committee/availability";

    protected override async Task LoadAsync() => _availability = await Gateway.GetAsync<Availability>(Path);

    private async Task SaveAsync()
    {
        var form = Form ?? new Input();
        List<AvailabilityEntry> entries = [.. Entries.Index().Where(e => !form.Forget.Contains(e.Index)).Select(e => e.Item)];
        var added = entries.Count;
        if (!string.IsNullOrEmpty(form.Day))
        {
            if (!LocalDatePattern.Iso.Parse(form.Day).TryGetValue(default, out var day)) _errors.Add("Form.Day", T["Committee_Availability_DayWrong"]);
            else
            {
                var part = Enum.TryParse<DayPart>(form.Part, out var named) ? named : DayPart.WholeDay;
                entries.Add(new AvailabilityEntry(day, form.Available == "true", part, part == DayPart.Times ? form.From : null, part == DayPart.Times ? form.To : null));
            }
        }

        if (!_errors.None) return;
        var reply = await Gateway.PutAsync<MemberAvailability>(Path, new { entries }, $"\"{(form.Version ?? 0).ToString(CultureInfo.InvariantCulture)}\"");
        if (reply.Done) Navigation.NavigateTo($"/committee/vacancies/{Id}/availability?done=yes");
        else _errors = FormErrors.Of(reply.Refusal, fields: new Dictionary<string, string> { [$"entries[{added}].day"] = "Form.Day", [$"entries[{added}].from"] = "Form.From", [$"entries[{added}].to"] = "Form.To" });
    }

    private string Say(AvailabilityEntry entry) =>
        T[entry.Available ? "Committee_Availability_Yes" : "Committee_Availability_No", entry.Part == DayPart.Times ? T["Committee_Availability_Between", entry.From, entry.To] : T[$"Committee_DayPart_{entry.Part}"]];

    private sealed class Input
    {
        public long? Version { get; set; }

        public List<int> Forget { get; set; } = [];

        public string? Day { get; set; }

        public string? Available { get; set; }

        public string? Part { get; set; }

        public string? From { get; set; }

        public string? To { get; set; }
    }
}
