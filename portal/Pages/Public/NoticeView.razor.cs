using Microsoft.AspNetCore.Components;
using Selection.Contracts;
using Selection.Portal.Components;
using Selection.Portal.Gateway;

namespace Selection.Portal.Pages.Public;

/// <summary>What everybody reads of a notice: on its page, and in an officer's preview before it is published.</summary>
public sealed partial class NoticeView
{
    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [Parameter, EditorRequired]
    public required Vacancy Vacancy { get; set; }

    /// <summary>How many stand where; null in a preview, where nobody can apply or ask yet.</summary>
    [Parameter]
    public Reply<Funnel>? Funnel { get; set; }

    /// <summary>The notice's parts, as the table of contents names them; how to apply is no part of a cancelled one.</summary>
    private IEnumerable<(string Id, string Text)> Contents =>
        new[] { "standing", "job", "conditions", "competencies", "pay", "procedure", "apply", "questions", "employer" }
            .Where(part => part != "apply" || Vacancy.State is not VacancyState.Cancelled).Select(part => (part, T[$"Vacancy_Part_{part}"]));

    /// <summary>Where the procedure stands, from what everybody may count (R53).</summary>
    private IReadOnlyList<Step> StepsOf(Funnel funnel)
    {
        var now = funnel.Stage(Vacancy.State);
        // Whatever was done before, a cancelled procedure comes to no end of its own.
        return [.. Enum.GetValues<ProcedureStage>().Select(stage => new Step(
            T.Of(stage),
            Vacancy.State is VacancyState.Cancelled ? StepStatus.Ended : stage < now ? StepStatus.Done : stage > now ? StepStatus.Ahead : StepStatus.Now))];
    }

    /// <summary>Paragraphs and lists of the notice, without those that are empty.</summary>
    private IEnumerable<string> Lines(IEnumerable<LocalizedText> texts) => texts.Select(Show.Text).Where(t => t.Length > 0);
}
