using NodaTime;
using Selection.Demo.People;

namespace Selection.Demo.Steps;

/// <summary>
/// R49, R50: feedback asked for and answered; a complaint acknowledged and answered, never by who took the decision; access that
/// nobody answers counts as refused; and after two months feedback is over while access is not.
/// </summary>
internal static class AskAndComplain
{
    private const int AnswerDays = 30;

    public static async Task<string> PlayAsync(Stage stage, CancellationToken ct)
    {
        var notSuitable = stage.Candidates.First(c => c.Script.Ends is FinalStep.NotSuitable);
        var suitable = stage.Candidates.First(c => c.Script.Key == "tie-b");
        await FeedbackAsync(stage, notSuitable, ct);
        var number = await ComplainAsync(stage, suitable, ct);
        await AccessAsync(stage, suitable, ct);
        await TooLateAsync(stage, suitable, ct);
        return $"feedback of {notSuitable}, complaint {number} of {suitable}";
    }

    private static async Task FeedbackAsync(Stage stage, Candidate candidate, CancellationToken ct)
    {
        var path = $"/api/results/candidacies/{candidate.CandidacyId}/feedback";
        var asked = (await candidate.Account.PostAsync(path, new { question = "Wat had ik beter kunnen doen?" }, ct)).Must();
        stage.ExpectRefusal("asking for feedback twice", await candidate.Account.PostAsync(path, new { question = "Wat had ik beter kunnen doen?" }, ct), "R49");
        var waiting = await stage.Cast.Officer2.ListAsync<Request>($"/api/results/feedback?vacancyId={stage.VacancyId}&answered=false", ct);
        stage.Differences.Expect("requests for feedback that wait", asked.Id("requestId"), waiting.SingleOrDefault()?.RequestId);
        const string answer = "De commissie miste een eigen visie; de kennis van de materie was sterk.";
        (await stage.Cast.Officer2.PostAsync($"/api/results/feedback/{asked.Id("requestId")}/answer", new { answer }, ct)).Must();
        var read = (await candidate.Account.GetAsync(path, ct)).Must().As<OwnRequests>();
        stage.Differences.Expect($"{candidate}: the feedback", answer, read.Requests.Single().Answer);
        await AccountMessages.ExpectAsync(stage, candidate, ["feedback-answered"], ct);
    }

    private static async Task<string?> ComplainAsync(Stage stage, Candidate candidate, CancellationToken ct)
    {
        var path = $"/api/results/candidacies/{candidate.CandidacyId}/complaints";
        var today = Timeline.DateIn(await stage.Platform.NowAsync(ct));
        var aboutTheList = (await candidate.Account.PostAsync(path, new { subject = "Result", text = "Mijn rang klopt niet." }, ct)).Must();
        var answer = new { finding = "Founded", answer = "De klacht is gegrond: het verslag vermeldt de vertraging. De commissie heeft ze meegewogen.", tookNoPart = true };
        foreach (var officer in new[] { stage.Cast.Officer1, stage.Cast.Officer2 })
            stage.ExpectRefusal($"{officer.UserName} answering a complaint about the own list", await officer.PostAsync($"/api/results/complaints/{aboutTheList.Id("complaintId")}/answer", answer, ct), "R50");
        (await candidate.Account.PostAsync($"{path}/{aboutTheList.Id("complaintId")}/withdraw", null, ct)).Must();

        var filed = (await candidate.Account.PostAsync(path, new { subject = "OralTest", text = "De voorbereiding begon een kwartier te laat." }, ct)).Must();
        stage.Differences.Expect("the last day to answer the complaint", today.PlusDays(AnswerDays), filed.As<Receipt>().DueOn);
        (await stage.Cast.Officer1.PostAsync($"/api/results/complaints/{filed.Id("complaintId")}/answer", answer, ct)).Must();
        var read = (await candidate.Account.GetAsync(path, ct)).Must().As<OwnComplaints>().Complaints;
        stage.Differences.Expect($"{candidate}: complaints", "Answered, Withdrawn", string.Join(", ", read.Select(c => c.State)));
        if (string.IsNullOrWhiteSpace(read[0].Remedies)) stage.Differences.Add("the answered complaint names no remedies (R50)");
        await AccountMessages.ExpectAsync(stage, candidate, ["complaint-received", "complaint-answered"], ct);
        return filed.Text("number");
    }

    private static async Task AccessAsync(Stage stage, Candidate candidate, CancellationToken ct)
    {
        var path = $"/api/results/candidacies/{candidate.CandidacyId}/access-requests";
        var asked = (await candidate.Account.PostAsync(path, new { wanted = "Het proces-verbaal van mijn gesprek." }, ct)).Must();
        await stage.Time.MoveToAsync(Timeline.EndOf(asked.As<Receipt>().DueOn), ct);
        var lapsed = (await candidate.Account.GetAsync(path, ct)).Must().As<OwnRequests>().Requests.Single();
        stage.Differences.Expect($"{candidate}: access that nobody answered", "CountsAsRefused", lapsed.State);
        await AccountMessages.ExpectAsync(stage, candidate, ["access-lapsed"], ct);
        var late = (await stage.Cast.Officer1.PostAsync($"/api/results/access-requests/{asked.Id("requestId")}/answer", new { outcome = "Granted", handedOver = "Het verslag, als bijlage." }, ct)).Must();
        stage.Differences.Expect("an answer after thirty days is late", true, late.Body.GetProperty("late").GetBoolean());
        await AccountMessages.ExpectAsync(stage, candidate, ["access-granted"], ct);
    }

    private static async Task TooLateAsync(Stage stage, Candidate candidate, CancellationToken ct)
    {
        var path = $"/api/results/candidacies/{candidate.CandidacyId}/feedback";
        var period = (await candidate.Account.GetAsync(path, ct)).Must().As<Period>();
        stage.Differences.Expect("the last day for feedback", Timeline.DateIn(period.ResultsSentAt).PlusMonths(2), period.Until);
        await stage.Time.MoveToAsync(Timeline.EndOf(period.Until), ct);
        stage.ExpectRefusal("feedback after two months", await candidate.Account.PostAsync(path, new { question = "Kan het nog?" }, ct), "R49");
        (await candidate.Account.PostAsync($"/api/results/candidacies/{candidate.CandidacyId}/access-requests", new { wanted = "Mijn dossier." }, ct)).Must();
    }

    private sealed record Request(Guid RequestId, string? Answer, string? State);

    private sealed record OwnRequests(IReadOnlyList<Request> Requests);

    private sealed record Receipt(LocalDate DueOn);

    private sealed record Period(Instant ResultsSentAt, LocalDate Until);

    private sealed record OwnComplaint(string State, string? Remedies);

    private sealed record OwnComplaints(IReadOnlyList<OwnComplaint> Complaints);
}
