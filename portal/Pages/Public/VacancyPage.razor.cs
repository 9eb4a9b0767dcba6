using Microsoft.AspNetCore.Components;
using Selection.Contracts;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.Portal.Languages;
using Selection.ServiceDefaults.Lists;

namespace Selection.Portal.Pages.Public;

/// <summary>A notice of ten screens, made easy to read: what matters first, then where the procedure stands, then the rest by heading.</summary>
public sealed partial class VacancyPage
{
    private Reply<Vacancy> _vacancy = null!;
    private Reply<Funnel> _funnel = null!;
    private Reply<Page<NoticeVersion>> _versions = null!;

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [Parameter]
    public Guid Id { get; set; }

    protected override async Task LoadAsync()
    {
        var (vacancy, funnel, versions) = (Gateway.ReadVacancyAsync(Id), Gateway.ReadFunnelAsync(Id), Gateway.ReadVersionsAsync(Id));
        await Task.WhenAll(vacancy, funnel, versions);
        (_vacancy, _funnel, _versions) = (await vacancy, await funnel, await versions);
    }

    /// <summary>Where the procedure stands, from what everybody may count (R53).</summary>
    private IReadOnlyList<Step> StepsOf(Vacancy vacancy, Funnel funnel)
    {
        var now = funnel.Stage(vacancy.State);
        return [.. Enum.GetValues<ProcedureStage>().Select(stage => new Step(
            T.Of(stage),
            stage < now ? StepStatus.Done : stage > now ? StepStatus.Ahead : vacancy.State is VacancyState.Cancelled ? StepStatus.Ended : StepStatus.Now))];
    }

    /// <summary>The notice's parts, as the table of contents names them.</summary>
    private IEnumerable<(string Id, string Text)> Contents(Vacancy vacancy)
    {
        string[] parts = ["standing", "job", "conditions", "competencies", "pay", "procedure", "apply", "questions", "employer"];
        return parts.Select(part => (part, T[$"Vacancy_Part_{part}"]));
    }

    private IReadOnlyList<NoticeVersion> Corrections => _versions.Value is { } versions ? [.. versions.Items.Where(v => v.Changes.Count > 0)] : [];

    /// <summary>Whether the reader has another language than the procedure.</summary>
    private static bool IsTranslation(Vacancy vacancy) => vacancy.Definition.Language != LanguageSetup.Current;

    /// <summary>Paragraphs and lists of the notice, without those that are empty.</summary>
    private IEnumerable<string> Lines(IEnumerable<LocalizedText> texts) => texts.Select(Show.Text).Where(t => t.Length > 0);
}
