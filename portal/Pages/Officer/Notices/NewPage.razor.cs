using Microsoft.AspNetCore.Components;
using NodaTime;
using NodaTime.Text;
using Selection.Contracts;
using Selection.Contracts.Vacancies;
using Selection.Portal.Components;
using Selection.Portal.Gateway;

namespace Selection.Portal.Pages.Officer.Notices;

/// <summary>Three ways to a new draft: a copy of a notice, a file, or an empty form.</summary>
public sealed partial class NewPage
{
    private const int LargestFile = 768 * 1024;

    private static readonly LocalizedText Blanks = LocalizedText.Same("");

    private FormErrors _errors = new();
    private string? _failed;
    private IReadOnlyDictionary<string, string[]>? _faults;

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    /// <summary>The code of the notice to copy.</summary>
    [SupplyParameterFromQuery]
    public string? From { get; set; }

    [SupplyParameterFromForm(FormName = "copy")]
    private CopyInput? Copy { get; set; }

    [SupplyParameterFromForm(FormName = "empty")]
    private BlankInput? Blank { get; set; }

    [SupplyParameterFromForm(FormName = "import")]
    private IFormFile? File { get; set; }

    protected override Task LoadAsync() => Task.CompletedTask;

    private FormErrors ErrorsOf(string form) => _failed == form ? _errors : new FormErrors();

    private async Task CopyAsync()
    {
        var form = Copy ?? new CopyInput();
        var errors = new FormErrors();
        var original = await Gateway.ReadVacancyAsync(Code(form.Original) is { Length: > 0 } code ? code : "-");
        if (!original.Done) errors.Add("Copy.Original", T["New_Copy_Unknown"]);
        if (DayOf(form.ClosingDate) is not { } closing) errors.Add("Copy.ClosingDate", T["Notice_NoDay"]);
        else if (errors.None)
        {
            Then("copy", await Gateway.CopyVacancyAsync(original.Value!.VacancyId, Code(form.SelectionCode), closing), "Copy");
            return;
        }

        (_errors, _failed) = (errors, "copy");
    }

    private async Task BeginAsync()
    {
        var form = Blank ?? new BlankInput();
        if (DayOf(form.ClosingDate) is { } closing) Then("empty", await Gateway.DraftVacancyAsync(Empty(Code(form.SelectionCode), form.Language ?? "nl", closing)), "Blank");
        else (_errors, _failed) = (new FormErrors().Add("Blank.ClosingDate", T["Notice_NoDay"]), "empty");
    }

    private async Task ImportAsync()
    {
        if (File is not { Length: > 0 and <= LargestFile } file)
        {
            (_errors, _failed) = (new FormErrors().Add("File", T[File is { Length: > 0 } ? "New_Import_TooLarge" : "New_Import_NoFile"]), "import");
            return;
        }

        var reply = await Gateway.ImportVacancyAsync(file);
        if (reply.Refusal is { Errors.Count: > 0 } refused)
        {
            _faults = refused.Errors;
            (_errors, _failed) = (new FormErrors().Add("File", T["New_Import_Refused"]), "import");
        }
        else Then("import", reply, "Form");
    }

    private void Then(string form, Reply<DraftSaved> reply, string model)
    {
        if (reply.Done)
        {
            Navigation.NavigateTo($"/officer/vacancies/{reply.Value.VacancyId}/edit");
            return;
        }

        _failed = form;
        _errors = reply.Refusal.Code == "selection-code-taken" ? new FormErrors().Add(form == "import" ? "File" : $"{model}.SelectionCode", reply.Refusal.Detail ?? "") : FormErrors.Of(reply.Refusal, model);
    }

    private static string Code(string? typed) => (typed ?? "").Trim().ToUpperInvariant();

    private static LocalDate? DayOf(string? typed) => LocalDatePattern.Iso.Parse(typed ?? "").TryGetValue(default, out var day) ? day : null;

    /// <summary>Nothing filled in but what the rules say anyway.</summary>
    private static ProcedureDefinition Empty(string code, string language, LocalDate closing) => new()
    {
        SelectionCode = code,
        Title = Blanks,
        Employer = new Employer(Blanks, [], []),
        Language = language,
        Diploma = Blanks,
        ContractType = Blanks,
        Function = new FunctionClass(0, 0, ""),
        RecruitmentType = Blanks,
        MandateYears = 6,
        Place = Blanks,
        WorkingTime = WorkingTime.FullTime,
        Summary = Blanks,
        Purpose = [],
        Context = new FunctionContext([], [], []),
        ResultAreas = [],
        Size = new OrganisationSize([], []),
        Salary = new Salary(0, null),
        ParticipationConditions = [],
        AppointmentConditions = [],
        Competencies = new CompetencyModel([], [], []),
        Steps = [],
        HowToApply = [],
        Contact = new Contact("", ""),
        ClosingDate = closing,
        Rules = new RuleSet(),
    };

    private sealed class CopyInput
    {
        public string? Original { get; set; }

        public string? SelectionCode { get; set; }

        public string? ClosingDate { get; set; }
    }

    private sealed class BlankInput
    {
        public string? SelectionCode { get; set; }

        public string? Language { get; set; }

        public string? ClosingDate { get; set; }
    }
}
