using System.Globalization;
using Microsoft.AspNetCore.Components;
using NodaTime;
using NodaTime.Text;
using Selection.Contracts.Vacancies;
using Selection.Portal.Components;
using Selection.Portal.Gateway;

namespace Selection.Portal.Pages.Candidate;

/// <summary>Claims an exemption by a function held, with proofs; or says anew what is claimed, until it is decided (R33).</summary>
public sealed partial class ClaimExemption
{
    private static readonly Dictionary<string, string> Fields = new()
    {
        ["metadata.function"] = "Form.Function", ["metadata.service"] = "Form.Service", ["metadata.weighingClass"] = "Form.Level", ["metadata.levelGroup"] = "Form.Level",
        ["metadata.from"] = "Form.From", ["metadata.until"] = "Form.Until", ["metadata.keepDocuments"] = "Form.Keep", ["file"] = "Form.Files",
    };

    private Reply<OwnClaim>? _own;
    private FormErrors _errors = new();
    private bool _isStale;

    [Inject]
    public required NavigationManager Nav { get; set; }

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    private bool IsChange => new Uri(Nav.Uri).AbsolutePath.EndsWith("/change", StringComparison.Ordinal);

    private string Back => $"/candidacies/{Id}/exemption";

    /// <summary>What was claimed until now.</summary>
    private OwnClaim? Before => _own?.Value;

    /// <summary>The weighing classes, then the groups for who does not know the class.</summary>
    private IEnumerable<(string, string)> Levels =>
        Enumerable.Range(1, 7).Select(c => (c.ToString(CultureInfo.InvariantCulture), T["Claim_Class", c]))
            .Concat(Enum.GetValues<LevelGroup>().Select(l => ($"{l}", T["MyExemption_ClassUnknown", T.Of(l)])));

    protected override async Task LoadPartAsync()
    {
        if (IsChange) _own = await Gateway.ReadOwnClaimAsync(Id);
    }

    private static string? LevelOf(OwnClaim? claim) => claim is null ? null : claim.WeighingClass?.ToString(CultureInfo.InvariantCulture) ?? $"{claim.LevelGroup}";

    private static string? Iso(LocalDate? date) => date is { } day ? LocalDatePattern.Iso.Format(day) : null;

    private async Task ClaimAsync()
    {
        if (Form is not { } form) return;
        if (string.IsNullOrWhiteSpace(form.Function)) _errors.Add("Form.Function", T["MyRubric_Function_Missing"]);
        if (string.IsNullOrWhiteSpace(form.Service)) _errors.Add("Form.Service", T["MyExemption_Service_Missing"]);
        if (string.IsNullOrWhiteSpace(form.Level)) _errors.Add("Form.Level", T["MyExemption_Level_Missing"]);
        if (string.IsNullOrWhiteSpace(form.From)) _errors.Add("Form.From", T["MyExemption_From_Missing"]);
        var (from, until) = (_errors.ReadDate("Form.From", form.From, T["MyForm_NoDate"]), _errors.ReadDate("Form.Until", form.Until, T["MyForm_NoDate"]));
        if (form.Chosen.Count == 0 && !(IsChange && form.Keep is { Count: > 0 })) _errors.Add("Form.Files", T["MyExemption_Files_Missing"]);
        if (!_errors.None) return;

        var isClass = int.TryParse(form.Level, NumberStyles.None, CultureInfo.InvariantCulture, out var weighing);
        var metadata = new
        {
            function = form.Function,
            service = form.Service,
            weighingClass = isClass ? weighing : (int?)null,
            levelGroup = !isClass && Enum.TryParse<LevelGroup>(form.Level, out var level) ? level : (LevelGroup?)null,
            from,
            until,
            keepDocuments = IsChange ? form.Keep ?? [] : [],
        };
        var reply = await Gateway.ClaimExemptionAsync(Id, metadata, form.Chosen, IsChange ? form.Version : null);
        if (reply.Done) Nav.NavigateTo($"{Back}?done={(IsChange ? "changed" : "claimed")}");
        // What was typed stays; sent again, it is on the version that stands now, which is shown.
        else if (reply.Refusal.IsStale && _own is { Done: true }) (_isStale, form.Version) = (true, _own.ETag);
        else _errors = FormErrors.OfUpload(reply.Refusal, "Form.Files", Fields);
    }

    private sealed class Input : WithFiles
    {
        public string? Function { get; set; }

        public string? Service { get; set; }

        public string? Level { get; set; }

        public string? From { get; set; }

        public string? Until { get; set; }
    }
}
