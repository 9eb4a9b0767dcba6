using System.Globalization;
using Microsoft.AspNetCore.Components;
using Selection.Contracts.Dossiers;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.Portal.Languages;

namespace Selection.Portal.Pages.Candidate;

/// <summary>Adds a diploma to the CV or changes it (R6).</summary>
public sealed partial class DiplomaPage
{
    private FormErrors _errors = new();

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Nav { get; set; }

    /// <summary>Null for a new one.</summary>
    [Parameter]
    public Guid? DiplomaId { get; set; }

    [SupplyParameterFromForm]
    private Input? Form { get; set; }

    private IEnumerable<(string, string)> Levels => Enum.GetValues<DiplomaLevel>().Select(l => (l.ToString(), T[$"MyDiploma_{l}"]));

    protected override async Task LoadAsync()
    {
        if (Form is not null) return;
        if (DiplomaId is null) Form = new Input { Country = "BE", Language = LanguageSetup.Current };
        else if ((await Gateway.ListDiplomasAsync()).Value?.Items.FirstOrDefault(d => d.DiplomaId == DiplomaId) is { } known) Form = Input.Of(known);
    }

    private async Task SaveAsync()
    {
        var form = Form!;
        if (!Enum.TryParse<DiplomaLevel>(form.Level, out var level)) _errors.Add("Form.Level", T["MyDiploma_Level_Missing"]);
        if (!int.TryParse(form.Year, NumberStyles.None, CultureInfo.InvariantCulture, out var year)) _errors.Add("Form.Year", T["MyDiploma_Year_Missing"]);
        if (!_errors.None) return;
        var facts = new DiplomaFacts(
            level, form.Title ?? "", form.Institution ?? "", form.Country ?? "", form.Language ?? "", year, form.MadeEqual, form.Field);
        var reply = await Gateway.SaveDiplomaAsync(DiplomaId, facts, form.Version);
        if (reply.Done) Nav.NavigateTo("/account/documents?done=saved");
        else _errors = FormErrors.Of(reply.Refusal);
    }

    private sealed class Input
    {
        public string? Version { get; set; }

        public string? Level { get; set; }

        public string? Title { get; set; }

        public string? Institution { get; set; }

        public string? Field { get; set; }

        public string? Year { get; set; }

        public string? Country { get; set; }

        public string? Language { get; set; }

        public bool MadeEqual { get; set; }

        public static Input Of(CvDiploma known) => new()
        {
            Version = $"\"{known.Version}\"",
            Level = known.Facts.Level.ToString(),
            Title = known.Facts.Title,
            Institution = known.Facts.Institution,
            Field = known.Facts.Field,
            Year = known.Facts.Year.ToString(CultureInfo.InvariantCulture),
            Country = known.Facts.Country,
            Language = known.Facts.Language,
            MadeEqual = known.Facts.MadeEqual,
        };
    }
}
