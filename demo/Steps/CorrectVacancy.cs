using NodaTime;
using Selection.Contracts;
using Selection.Demo.Platform;

namespace Selection.Demo.Steps;

/// <summary>
/// R3: somebody asks how long one may still apply, the answer is published for everybody, and a correction gives all two
/// more days; the rules themselves cannot be touched any more.
/// </summary>
internal static class CorrectVacancy
{
    public static async Task<string> PlayAsync(Stage stage, CancellationToken ct)
    {
        await AnswerAQuestionAsync(stage, ct);
        var (officer, path) = (stage.Cast.Officer1, $"/api/candidacy/vacancies/{stage.VacancyId}");
        var page = (await officer.GetAsync(path, ct)).Must();
        var published = stage.Vacancy!.Definition;
        var corrected = published with { ClosingDate = stage.Timeline.Closing };

        stage.ExpectRefusal("fewer years of experience once published",
            await officer.PostAsync($"{path}/correct", corrected with { Rules = corrected.Rules with { Experience = corrected.Rules.Experience with { ManagementYears = 1 } } }, ct, page.ETag), null);
        stage.ExpectRefusal("less time to apply",
            await officer.PostAsync($"{path}/correct", published with { ClosingDate = published.ClosingDate.PlusDays(-1) }, ct, page.ETag), null);
        var answer = (await officer.PostAsync($"{path}/correct", corrected, ct, page.ETag)).Must().As<Correction>();
        stage.Differences.Expect("the corrected closing", Timeline.EndOf(stage.Timeline.Closing), answer.ClosesAt);
        stage.Differences.Expect("what the correction changed", "closingDate", string.Join(", ", answer.Changes.Select(c => c.Path)));
        stage.Vacancy = stage.Vacancy with { Definition = corrected };
        return $"closing on {stage.Timeline.Closing:yyyy-MM-dd}, {answer.Told} candidates told";
    }

    private static async Task AnswerAQuestionAsync(Stage stage, CancellationToken ct)
    {
        var asking = stage.Candidates[0];
        var path = $"/api/candidacy/vacancies/{stage.VacancyId}/questions";
        var asked = (await asking.Account.PostAsync(path, new { text = "Blijft de uiterste datum zoals ze is, of komt er nog tijd bij?" }, ct)).Must();
        var published = new
        {
            question = new LocalizedText("Komt er nog tijd bij om zich kandidaat te stellen?", "Le délai pour postuler sera-t-il prolongé ?", "Wird die Bewerbungsfrist verlängert?", "Will there be more time to apply?"),
            answer = new LocalizedText("Ja, twee dagen.", "Oui, de deux jours.", "Ja, um zwei Tage.", "Yes, two days."),
        };
        (await stage.Cast.Officer1.PutAsync($"{path}/{asked.Id("questionId")}/publication", published, ct, asked.ETag)).Must();
        var everybody = (await stage.Platform.Anybody.GetAsync(path, ct)).Must().As<Paged<Question>>();
        stage.Differences.Expect("the published answer", published.answer, everybody.Items.SingleOrDefault()?.Answer);
    }

    private sealed record Correction(Instant ClosesAt, IReadOnlyList<Change> Changes, int Told);

    private sealed record Change(string Path);

    private sealed record Question(LocalizedText Answer);
}
