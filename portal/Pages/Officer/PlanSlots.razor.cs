using System.Globalization;
using Microsoft.AspNetCore.Components;
using NodaTime;
using NodaTime.Text;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.Portal.Gateway.Committees;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Pages.Officer;

/// <summary>Days are ticked on a calendar that shows who can come and what candidates wish; a plan is proposed, and what the officer keeps of it is offered (R40 to R45).</summary>
public sealed partial class PlanSlots
{
    /// <summary>The fewest members that hear a candidate (R42).</summary>
    private const int Fewest = 8;

    private Reply<Vacancy> _vacancy = null!;
    private Reply<Availability> _availability = null!;
    private Reply<Page<CandidateWish>> _wishes = null!;
    private Reply<Page<SlotLine>> _slots = null!;
    private IReadOnlyList<OralTestCandidate> _waiting = [];
    private ProposedPlan? _plan;
    private FormErrors _errors = new();

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery]
    public string? Month { get; set; }

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    private string Back => $"/officer/vacancies/{Id}/planning";

    private LocalDate Today => BrusselsTime.DateIn(Show.Now);

    private LocalDate FirstMonth => MonthButtons.MonthOf(Month, Today);

    private IReadOnlyList<MemberAvailability> Members => _availability.Value?.Members ?? [];

    /// <summary>What members have said of the months that are shown.</summary>
    private IReadOnlyList<(string Name, AvailabilityEntry Entry)> Said =>
        [.. Members.SelectMany(m => m.Entries.Select(e => (m.Name, e))).Where(s => s.e.Day >= FirstMonth && s.e.Day < FirstMonth.PlusMonths(2)).OrderBy(s => s.e.Day)];

    private string PreparationMinutes => MinutesOf(s => s.HearingAt - s.PreparationAt, usual: 60);

    private string HearingMinutes => MinutesOf(s => s.EndsAt - s.HearingAt, usual: 90);

    protected override async Task LoadAsync()
    {
        var (vacancy, availability, wishes, slots, waiting) = (
            Gateway.ReadVacancyAsync(Id), Gateway.ReadAvailabilityAsync(Id), Gateway.ListWishesAsync(Id), Gateway.ListSlotsAsync(Id, $"?pageSize={Paging.MaxPageSize}"), Gateway.ListWaitingAsync(Id));
        await Task.WhenAll(vacancy, availability, wishes, slots, waiting);
        (_vacancy, _availability, _wishes, _slots, _waiting) = (await vacancy, await availability, await wishes, await slots, await waiting);
    }

    /// <summary>As in the slots offered before, since it is the same for all (R40); a longer one of them has extra time (R39).</summary>
    private string MinutesOf(Func<SlotLine, Duration> part, int usual) =>
        (_slots.Value?.Items.Select(s => (int)part(s).TotalMinutes).DefaultIfEmpty(usual).Min() ?? usual).ToString(CultureInfo.InvariantCulture);

    /// <summary>Who names days on which they can come, can come then only.</summary>
    private int ComingOn(LocalDate day) => Members.Count(m => m.Entries.Any(e => e.Available)
        ? m.Entries.Any(e => e.Available && e.Day == day)
        : !m.Entries.Any(e => e.Day == day && e.Part == DayPart.WholeDay));

    private int PartOn(LocalDate day) => Members.Count(m => m.Entries.Any(e => e.Day == day && e.Part != DayPart.WholeDay));

    private IReadOnlyList<CandidateWish> WishesOn(LocalDate day) => [.. (_wishes.Value?.Items ?? []).Where(w => w.Days.Contains(day) && _waiting.Any(c => c.CandidacyId == w.CandidacyId))];

    private string Say(AvailabilityEntry entry) => T[
        entry.Available ? "Committee_Availability_Yes" : "Committee_Availability_No",
        entry.Part == DayPart.Times ? T["Committee_Availability_Between", entry.From, entry.To] : T[$"Committee_DayPart_{entry.Part}"]];

    private string NameOf(Guid? candidacyId) => candidacyId is not { } id ? T["Planning_ForMore"] : _waiting.FirstOrDefault(c => c.CandidacyId == id)?.Name ?? T["Officer_NameUnknown"];

    /// <summary>In their order; those still to come have none, are counted, and come last.</summary>
    private IEnumerable<string> NamesOf(IEnumerable<UnplacedCandidate> candidates) => candidates
        .CountBy(c => NameOf(c.CandidacyId)).OrderBy(n => n.Key == T["Planning_ForMore"]).ThenBy(n => n.Key, StringComparer.CurrentCulture).Select(n => n.Value == 1 ? n.Key : $"{n.Key} ({n.Value})");

    /// <summary>What comes back of a proposed slot when the form is sent.</summary>
    private static IEnumerable<(string Name, string? Value)> Hidden(ProposedSlot slot) =>
    [
        ("PreparationAt", Show.Machine(slot.PreparationAt)), ("HearingAt", Show.Machine(slot.HearingAt)), ("EndsAt", Show.Machine(slot.EndsAt)), ("Place", slot.Place),
        ("CandidacyId", slot.CandidacyId?.ToString()), ("MembersAvailable", slot.MembersAvailable.ToString(CultureInfo.InvariantCulture)), ("AgainstWish", slot.AgainstWish ? "true" : "false"),
    ];

    private Task DoAsync()
    {
        var form = Form ?? new Input();
        // The proposal stays as it was made, whatever is wrong with the offer and whichever months are shown.
        if (form.Then is "offer" or MonthButtons.Then && form.Slots.Count > 0) _plan = new ProposedPlan([.. form.Slots.Select(s => s.Read()).OfType<ProposedSlot>()], []);
        return form.Then switch
        {
            "offer" => OfferAsync(form),
            MonthButtons.Then => Task.CompletedTask,
            _ => PreviewAsync(form),
        };
    }

    private async Task PreviewAsync(Input form)
    {
        string[] rooms = [.. (form.Rooms ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        string[] days = [.. form.Days.Order(StringComparer.Ordinal)];
        if (days.Length == 0) _errors.Add("Form.Days", T["Planning_Days_Missing"]);
        if (rooms.Length == 0) _errors.Add("Form.Rooms", T["Planning_Rooms_Missing"]);
        foreach (var (name, value) in new[] { ("From", form.From), ("To", form.To) }.Where(t => string.IsNullOrEmpty(t.Item2))) _errors.Add($"Form.{name}", T["Planning_Time_Missing"]);
        if (!_errors.None) return;
        var reply = await Gateway.PostAsync<ProposedPlan>($"/api/oraltest/vacancies/{Id}/plan", new
        {
            days = days.Select(day => new { from = $"{day}T{form.From}", to = $"{day}T{form.To}" }),
            rooms,
            preparationMinutes = Number(form.PreparationMinutes),
            hearingMinutes = Number(form.HearingMinutes),
            pauseMinutes = Number(form.PauseMinutes),
            breakFrom = TimeOrNone(form.BreakFrom),
            breakTo = TimeOrNone(form.BreakTo),
            more = Number(form.More),
            extraTimeOn = form.ExtraTimeOn ?? LengthenedPart.Both,
        });
        if (reply.Done) _plan = reply.Value;
        else _errors = FormErrors.Of(reply.Refusal, fields: FieldsOf(days.Length, rooms.Length)).OnceEach();
    }

    /// <summary>All days have the same hours: a fault of one is a fault of all.</summary>
    private static Dictionary<string, string> FieldsOf(int days, int rooms) => Enumerable.Range(0, days)
        .SelectMany(i => new[] { ($"days[{i}].from", "Form.From"), ($"days[{i}].to", "Form.To"), ($"days[{i}]", "Form.Days") })
        .Concat(Enumerable.Range(0, rooms).Select(i => ($"rooms[{i}]", "Form.Rooms"))).ToDictionary(f => f.Item1, f => f.Item2);

    private async Task OfferAsync(Input form)
    {
        var kept = form.Slots.Index().Where(s => s.Item.Keep && s.Item.Read() is not null).ToList();
        if (kept.Count == 0) _errors.Add("Form.Slots[0].Keep", T["Planning_Offer_Nothing"]);
        if (string.IsNullOrEmpty(form.OpensOn)) _errors.Add("Form.OpensOn", T["Planning_Opens_Missing"]);
        if (string.IsNullOrEmpty(form.ClosesOn)) _errors.Add("Form.ClosesOn", T["Planning_Closes_Missing"]);
        if (!_errors.None) return;
        var reply = await Gateway.PostAsync($"/api/oraltest/vacancies/{Id}/slots", new
        {
            opensOn = form.OpensOn,
            closesOn = form.ClosesOn,
            slots = kept.Select(s => new { preparationAt = s.Item.PreparationAt, hearingAt = s.Item.HearingAt, endsAt = s.Item.EndsAt, place = s.Item.Place }),
            preparationMinutes = Number(form.PreparationMinutes),
            hearingMinutes = Number(form.HearingMinutes),
            extraTimeOn = form.ExtraTimeOn ?? LengthenedPart.Both,
        });
        if (reply.Done)
        {
            Navigation.NavigateTo($"{Back}?done=offer");
            return;
        }

        var fields = kept.Index().SelectMany(k => new[] { "preparationAt", "hearingAt", "endsAt", "place" }.Select(f => (Path: $"slots[{k.Index}].{f}", Field: $"Form.Slots[{k.Item.Index}].Keep")));
        _errors = FormErrors.Of(reply.Refusal, fields: fields.ToDictionary(f => f.Path, f => f.Field)).OnceEach();
    }

    private static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private static string? TimeOrNone(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private sealed class Input
    {
        /// <summary>None is sent where nothing is ticked.</summary>
        public List<string> Days { get; set => field = value ?? []; } = [];

        public string? From { get; set; }

        public string? To { get; set; }

        public string? BreakFrom { get; set; }

        public string? BreakTo { get; set; }

        public string? PreparationMinutes { get; set; }

        public string? HearingMinutes { get; set; }

        public string? PauseMinutes { get; set; }

        public LengthenedPart? ExtraTimeOn { get; set; }

        public string? Rooms { get; set; }

        public string? More { get; set; }

        public string? OpensOn { get; set; }

        public string? ClosesOn { get; set; }

        /// <summary>None is sent where nothing is ticked.</summary>
        public List<Line> Slots { get; set => field = value ?? []; } = [];

        public string? Then { get; set; }
    }

    /// <summary>A slot of the proposal, as it comes back.</summary>
    private sealed class Line
    {
        public bool Keep { get; set; }

        public string? PreparationAt { get; set; }

        public string? HearingAt { get; set; }

        public string? EndsAt { get; set; }

        public string? Place { get; set; }

        public Guid? CandidacyId { get; set; }

        public int MembersAvailable { get; set; }

        public bool AgainstWish { get; set; }

        public ProposedSlot? Read() =>
            At(PreparationAt) is { } preparation && At(HearingAt) is { } hearing && At(EndsAt) is { } end ? new ProposedSlot(preparation, hearing, end, Place ?? "", CandidacyId, MembersAvailable, AgainstWish) : null;

        private static Instant? At(string? text) => InstantPattern.ExtendedIso.Parse(text ?? "").TryGetValue(default, out var at) ? at : null;
    }
}
