using Microsoft.AspNetCore.Components;
using Selection.Portal.Components;
using Selection.Portal.Components.Fields;
using Selection.Portal.Gateway;

namespace Selection.Portal.Pages.Candidate;

/// <summary>Asks for something to be arranged at the tests, with attests; or says anew what is asked, until it is decided (R39).</summary>
public sealed partial class AskAccommodation
{
    private static readonly Dictionary<string, string> Fields = new()
    {
        ["metadata.ground"] = "Form.Ground", ["metadata.measures"] = "Form.Measures", ["metadata.text"] = "Form.Text", ["metadata.keepDocuments"] = "Form.Keep", ["file"] = "Form.Files",
    };

    private Reply<OwnAccommodation>? _own;
    private FormErrors _errors = new();
    private bool _isStale;

    [Inject]
    public required NavigationManager Nav { get; set; }

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    private bool IsChange => new Uri(Nav.Uri).AbsolutePath.EndsWith("/change", StringComparison.Ordinal);

    private string Back => $"/candidacies/{Id}/accommodation";

    /// <summary>What was asked until now.</summary>
    private AccommodationReason? Before => _own?.Value?.Reason;

    private string? Ground => Form is null ? Before?.Ground?.ToString() : Form.Ground;

    private MeasureInput Measures => Form?.Measures ?? MeasureInput.Of(Before?.Measures.Select(m => m.Code) ?? []);

    private IEnumerable<(string, string, string?)> Grounds => Enum.GetValues<AccommodationGround>().Select(g => ($"{g}", T.Of(g), (string?)null));

    protected override async Task LoadPartAsync()
    {
        if (IsChange) _own = await Gateway.ReadOwnAccommodationAsync(Id);
    }

    private async Task AskAsync()
    {
        if (Form is not { } form) return;
        var measures = (form.Measures ?? new MeasureInput()).Codes("Form.Measures", _errors, T);
        if (!Enum.TryParse<AccommodationGround>(form.Ground, out var ground)) _errors.Add("Form.Ground", T["MyAccommodation_Ground_Missing"]);
        if (measures.Count == 0 && string.IsNullOrWhiteSpace(form.Text) && _errors.None) _errors.Add("Form.Measures", T["MyAccommodation_Measures_Missing"]);
        if (!_errors.None) return;
        var metadata = new { ground, measures, text = string.IsNullOrWhiteSpace(form.Text) ? null : form.Text, keepDocuments = IsChange ? form.Keep ?? [] : [] };
        var reply = await Gateway.AskAccommodationAsync(Id, metadata, form.Chosen, IsChange ? form.Version : null);
        if (reply.Done) Nav.NavigateTo($"{Back}?done={(IsChange ? "changed" : "asked")}");
        // What was typed stays; sent again, it is on the version that stands now, which is shown.
        else if (reply.Refusal.IsStale && _own is { Done: true }) (_isStale, form.Version) = (true, _own.ETag);
        else _errors = FormErrors.OfUpload(reply.Refusal, "Form.Files", Fields);
    }

    private sealed class Input : WithFiles
    {
        public string? Ground { get; set; }

        public MeasureInput? Measures { get; set; }

        public string? Text { get; set; }
    }
}
