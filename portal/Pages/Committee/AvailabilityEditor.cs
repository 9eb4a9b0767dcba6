using System.Globalization;
using Microsoft.AspNetCore.Components;
using NodaTime;
using NodaTime.Text;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.Portal.Gateway.Committees;
using Selection.Portal.Resources;
using Selection.ServiceDefaults.Clock;

namespace Selection.Portal.Pages.Committee;

/// <summary>When a member can come to the hearings of a vacancy (R41, R42), on a calendar: days are ticked, then one says what holds on them.</summary>
public abstract class AvailabilityEditor : LoadedPage
{
    /// <summary>What can be said of the days that are ticked.</summary>
    internal static readonly string[] Choices = ["no", "yes", "forget"];

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required Texts Words { get; set; }

    [Inject]
    public required Show Dates { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery]
    public string? Month { get; set; }

    [SupplyParameterFromQuery]
    public string? Done { get; set; }

    [SupplyParameterFromForm]
    public AvailabilityInput? Form { get; set; }

    public FormErrors Errors { get; private set; } = new();

    /// <summary>Whose availability it is.</summary>
    public abstract MemberAvailability? Member { get; }

    public LocalDate Today => BrusselsTime.DateIn(Dates.Now);

    public LocalDate FirstMonth => MonthButtons.MonthOf(Month, Today);

    /// <summary>The page's own address.</summary>
    public string Address => Here;

    protected Reply<Availability> Members { get; private set; } = null!;

    protected abstract string Here { get; }

    protected abstract string SavePath { get; }

    public IReadOnlyList<AvailabilityEntry> On(LocalDate day) => [.. (Member?.Entries ?? []).Where(e => e.Day == day)];

    public string Say(AvailabilityEntry entry) => Words[
        entry.Available ? "Committee_Availability_Yes" : "Committee_Availability_No",
        entry.Part == DayPart.Times ? Words["Committee_Availability_Between", entry.From, entry.To] : Words[$"Committee_DayPart_{entry.Part}"]];

    public async Task SaveAsync()
    {
        var form = Form ?? new AvailabilityInput();
        if (form.Then == MonthButtons.Then) return;
        LocalDate[] days = [.. form.Days.Select(d => LocalDatePattern.Iso.Parse(d)).Where(d => d.Success).Select(d => d.Value)];
        if (days.Length == 0) Errors.Add("Form.Choice", Words["Committee_Availability_NoDay"]);
        if (!Errors.None) return;
        List<AvailabilityEntry> entries = [.. (Member?.Entries ?? []).Where(e => !days.Contains(e.Day))];
        var kept = entries.Count;
        var part = Enum.TryParse<DayPart>(form.Part, out var named) ? named : DayPart.WholeDay;
        if (form.Choice != "forget") entries.AddRange(days.Select(day => new AvailabilityEntry(day, form.Choice == "yes", part, TimeOf(part, form.From), TimeOf(part, form.To))));
        var reply = await Gateway.PutAsync<MemberAvailability>(SavePath, new { entries }, $"\"{(form.Version ?? 0).ToString(CultureInfo.InvariantCulture)}\"");
        if (reply.Done)
        {
            Navigation.NavigateTo($"{Here}?month={Month}&done=yes");
            return;
        }

        // Several days have the same times: a fault of one is a fault of all.
        var fields = Enumerable.Range(kept, days.Length).SelectMany(i => new[] { ("day", "Choice"), ("from", "From"), ("to", "To") }.Select(f => (Path: $"entries[{i}].{f.Item1}", Field: $"Form.{f.Item2}")));
        Errors = FormErrors.Of(reply.Refusal, fields: fields.ToDictionary(f => f.Path, f => f.Field)).OnceEach();
    }

    protected override async Task LoadAsync() => Members = await Gateway.ReadAvailabilityAsync(Id);

    private static string? TimeOf(DayPart part, string? time) => part == DayPart.Times && !string.IsNullOrEmpty(time) ? time : null;
}

/// <summary>What is said of the days that are ticked.</summary>
public sealed class AvailabilityInput
{
    public long? Version { get; set; }

    /// <summary>None is sent where nothing is ticked.</summary>
    public List<string> Days { get; set => field = value ?? []; } = [];

    public string? Choice { get; set; }

    public string? Part { get; set; }

    public string? From { get; set; }

    public string? To { get; set; }

    public string? Then { get; set; }
}
