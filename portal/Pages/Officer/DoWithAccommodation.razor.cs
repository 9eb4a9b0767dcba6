using Microsoft.AspNetCore.Components;
using Selection.Portal.Components;
using Selection.Portal.Components.Fields;
using Selection.Portal.Gateway;

namespace Selection.Portal.Pages.Officer;

/// <summary>Takes a request over, grants measures or refuses, with the reasons (R39): each says first what will happen.</summary>
public sealed partial class DoWithAccommodation
{
    internal static readonly string[] Deeds = ["grant", "refuse", "take-over"];

    private static readonly Dictionary<string, string> Fields = new() { ["revisionReason"] = "Form.Reason", ["reason"] = "Form.Reason" };

    private Reply<AccommodationCase> _case = null!;
    private FormErrors _errors = new();
    private bool _isStale;

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    [Parameter]
    public string? Deed { get; set; }

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    private string Back => $"/officer/accommodations/{Id}";

    protected override async Task LoadAsync() => _case = await Gateway.ReadAccommodationAsync(Id);

    /// <summary>What stands: the last decision, or what is asked where there is none.</summary>
    private static IEnumerable<string> Standing(AccommodationCase found) =>
        (found.Decisions.Count > 0 ? found.Decisions[^1].Measures : found.Reason?.Measures ?? []).Select(m => m.Code);

    private async Task DoAsync()
    {
        if (Form is not { } form) return;
        var measures = Deed == "grant" ? (form.Measures ?? new MeasureInput()).Codes("Form.Measures", _errors, T) : [];
        if (Deed == "refuse" && string.IsNullOrWhiteSpace(form.Motivation)) _errors.Add("Form.Motivation", T["Case_Motivation_Missing"]);
        if (Deed != "take-over" && _case.Value?.Decisions.Count > 0 && string.IsNullOrWhiteSpace(form.Reason)) _errors.Add("Form.Reason", T["Accommodation_WhyAnew_Missing"]);
        if (!_errors.None) return;
        var reply = Deed == "take-over"
            ? await Gateway.TakeOverAccommodationAsync(Id, form.Reason ?? "", form.Version)
            : await Gateway.DecideAccommodationAsync(Id, new { grant = Deed == "grant", measures, motivation = TextOrNone(form.Motivation), revisionReason = TextOrNone(form.Reason) }, form.Version);
        if (reply.Done) Navigation.NavigateTo($"{Back}?done={(Deed == "take-over" ? "taken" : "decided")}");
        // The page shows what is asked now; sent again, the decision is about that.
        else if (reply.Refusal.IsStale && _case.Done) (_isStale, form.Version) = (true, _case.ETag);
        // Other measures than were asked are granted with the reasons.
        else _errors = reply.Refusal is { Code: "accommodation-motivation", Detail: { } why } ? new FormErrors().Add("Form.Motivation", why) : FormErrors.Of(reply.Refusal, fields: Fields);
    }

    private static string? TextOrNone(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private sealed class Input
    {
        public string? Version { get; set; }

        public MeasureInput? Measures { get; set; }

        public string? Reason { get; set; }

        public string? Motivation { get; set; }
    }
}
