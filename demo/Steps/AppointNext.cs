using NodaTime;
using Selection.Demo.People;
using Selection.Demo.Platform;

namespace Selection.Demo.Steps;

/// <summary>
/// R51, R52: the authority interviews the first two ranks; nobody out of turn, uninterviewed or unchecked can be appointed; who
/// stands first declines, and the next one is appointed while the list stays as it is.
/// </summary>
internal static class AppointNext
{
    private static readonly string[] Conditions = ["Nationality", "CivilAndPoliticalRights", "Conduct", "NoConflictOfInterest", "NoDismissal"];

    private static readonly object[] Findings =
    [
        .. ((string[])["SpecificCompetencies", "RelationalSkills", "Leadership", "ProfileComparison"])
            .Select(criterion => new { criterion, appreciation = "Good", text = "Sluit aan bij het profiel van de functie." }),
    ];

    public static async Task<string> PlayAsync(Stage stage, CancellationToken ct)
    {
        var first = stage.Candidates.Where(c => c.Rank == 1).ToList();
        var next = Expectations.NextInLine(Expectations.Ranks(stage.Candidates.Select(c => c.Script)));
        var second = stage.Candidates.Where(c => next.Contains(c.Script.Key)).ToList();
        var chosen = second[0];
        var published = (await stage.Cast.Officer1.GetAsync($"/api/results/vacancies/{stage.VacancyId}/published?pageSize=200", ct)).Must();
        await ExpectTurnsAsync(stage, first, second, ct);
        stage.ExpectRefusal("appointing without an interview", await AppointAsync(stage, first[0], ct), "R51");
        stage.ExpectRefusal("appointing out of turn", await AppointAsync(stage, chosen, ct), "R52");

        await InterviewAsync(stage, [.. first, .. second], ct);
        foreach (var candidate in first) (await candidate.Account.PostAsync($"/api/results/candidacies/{candidate.CandidacyId}/decline", new { remark = "Een andere functie." }, ct)).Must();
        stage.ExpectRefusal("appointing who declined", await AppointAsync(stage, first[0], ct), "R52");
        await ExpectTurnsAsync(stage, second, [], ct);

        await CheckAsync(stage, chosen, Conditions[1..], ct);
        stage.ExpectRefusal("appointing with an unchecked condition", await AppointAsync(stage, chosen, ct), "R52");
        await CheckAsync(stage, chosen, Conditions[..1], ct);
        var made = (await AppointAsync(stage, chosen, ct)).Must().As<Made>();
        stage.Differences.Expect("the mandate's last day", made.StartsOn.PlusYears(stage.Vacancy!.Definition.MandateYears).PlusDays(-1), made.EndsOn);
        stage.ExpectRefusal("appointing twice", await AppointAsync(stage, chosen, ct), "R52");

        await Funnel.WaitForAsync(stage, "Appointed", 1, ct);
        await AccountMessages.ExpectAsync(stage, first[0], ["interview-planned", "declined"], ct);
        await AccountMessages.ExpectAsync(stage, chosen, ["interview-planned", "appointed"], ct);
        var after = (await stage.Cast.Officer1.GetAsync($"/api/results/vacancies/{stage.VacancyId}/published?pageSize=200", ct)).Must();
        stage.Differences.Expect("the list after a drop-out", published.Body.GetProperty("items").ToString(), after.Body.GetProperty("items").ToString());
        return $"{chosen}, from {made.StartsOn:yyyy-MM-dd} to {made.EndsOn:yyyy-MM-dd}";
    }

    private static async Task ExpectTurnsAsync(Stage stage, IReadOnlyList<Candidate> eligible, IReadOnlyList<Candidate> waiting, CancellationToken ct)
    {
        var turns = (await stage.Cast.Authority.ListAsync<InLine>($"/api/results/vacancies/{stage.VacancyId}/succession", ct)).ToDictionary(i => i.CandidacyId, i => i.Turn);
        foreach (var candidate in eligible) stage.Differences.Expect($"{candidate}: the turn", "Eligible", turns.GetValueOrDefault(candidate.CandidacyId));
        foreach (var candidate in waiting) stage.Differences.Expect($"{candidate}: the turn", "Waiting", turns.GetValueOrDefault(candidate.CandidacyId));
    }

    private static async Task InterviewAsync(Stage stage, IReadOnlyList<Candidate> candidates, CancellationToken ct)
    {
        var authority = stage.Cast.Authority;
        var startsAt = await stage.Platform.NowAsync(ct) + Duration.FromDays(7);
        foreach (var candidate in candidates)
            (await authority.PostAsync($"/api/results/candidacies/{candidate.CandidacyId}/interview", new { startsAt, place = "Brussel, zaal 4", lengthMinutes = 60 }, ct)).Must();
        await stage.Time.MoveToAsync(startsAt, ct);
        foreach (var path in candidates.Select(c => $"/api/results/candidacies/{c.CandidacyId}/interview"))
        {
            var saved = (await authority.PutAsync($"{path}/report", new { findings = Findings }, ct, (await authority.GetAsync(path, ct)).Must().ETag)).Must();
            (await authority.PostAsync($"{path}/report/finalise", null, ct, saved.ETag)).Must();
        }
    }

    private static async Task CheckAsync(Stage stage, Candidate candidate, IEnumerable<string> conditions, CancellationToken ct)
    {
        var proofOf = Timeline.DateIn(await stage.Platform.NowAsync(ct));
        foreach (var condition in conditions)
            (await stage.Cast.Officer2.PostAsync($"/api/results/candidacies/{candidate.CandidacyId}/conditions", new { condition, holds = true, proofOf, remark = "Het bewijs zit in het dossier." }, ct)).Must();
    }

    private static async Task<Answer> AppointAsync(Stage stage, Candidate candidate, CancellationToken ct)
    {
        var startsOn = Timeline.DateIn(await stage.Platform.NowAsync(ct)).PlusDays(30);
        return await stage.Cast.Authority.PostAsync(
            $"/api/results/candidacies/{candidate.CandidacyId}/appointment", new { startsOn, motivation = "De best gerangschikte kandidaat die nog in aanmerking komt; het onderhoud bevestigt het." }, ct);
    }

    private sealed record InLine(Guid CandidacyId, string Turn);

    private sealed record Made(LocalDate StartsOn, LocalDate EndsOn);
}
