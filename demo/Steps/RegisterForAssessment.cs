using NodaTime;
using Selection.Demo.People;

namespace Selection.Demo.Steps;

/// <summary>R26 to R28, R32: candidates choose a session inside the registration period, or do not.</summary>
internal static class RegisterForAssessment
{
    public static async Task<string> PlayAsync(Stage stage, CancellationToken ct)
    {
        var sessions = await OfferAsync(stage, ct);
        var first = stage.Candidates.First(c => c.Sits);
        stage.ExpectRefusal($"{first}: booking before the registration period", await BookAsync(first, sessions[0], ct), "R26");

        await stage.Time.MoveToAsync(Timeline.StartOf(stage.Timeline.RegistrationOpens) + Duration.FromHours(9), ct);
        var toRegister = stage.Candidates.Where(c => c.IsAdmitted && !c.Script.IsExempt).ToList();
        await Stage.EachAsync(toRegister.Index(), ct, (c, stop) => RegisterAsync(stage, c.Item, sessions, c.Index, stop));

        await stage.Time.MoveToAsync(Timeline.EndOf(stage.Timeline.RegistrationCloses), ct);
        stage.ExpectRefusal($"{first}: switching after the registration period", await BookAsync(first, sessions.First(s => s != first.SessionId), ct), "R26");
        var sitting = stage.Candidates.Count(c => c.Sits);
        await Funnel.WaitForAsync(stage,
        [
            ("AssessmentBooked", sitting),
            ("AssessmentStopped", toRegister.Count - sitting - stage.Candidates.Count(c => c.Script.WithdrawsAfterAdmission)),
            ("Withdrawn", stage.Candidates.Count(c => c.Script.Ends is FinalStep.Withdrawn)),
        ], ct);
        return $"{sitting} booked, {stage.Candidates.Count(c => c.IsAdmitted && c.Script.IsExempt)} exempt";
    }

    private static async Task<IReadOnlyList<Guid>> OfferAsync(Stage stage, CancellationToken ct)
    {
        var (officer, timeline) = (stage.Cast.Officer1, stage.Timeline);
        var period = (await officer.PostAsync(
            $"/api/assessment/vacancies/{stage.VacancyId}/registration-periods",
            new { opensOn = timeline.RegistrationOpens, closesOn = timeline.RegistrationCloses }, ct)).Must().Id("registrationPeriodId");
        var sessions = new List<Guid>();
        foreach (var startsAt in timeline.Sessions)
        {
            var body = new
            {
                registrationPeriodId = period,
                startsAt,
                lengthMinutes = 120,
                capacity = stage.Candidates.Count,
                language = "nl",
                place = "Simon Bolivarlaan 30, Brussel",
                vendorClientId = Cast.VendorId,
            };
            sessions.Add((await officer.PostAsync("/api/assessment/sessions", body, ct)).Must().Id("sessionId"));
        }

        return sessions;
    }

    private static async Task RegisterAsync(Stage stage, Candidate candidate, IReadOnlyList<Guid> sessions, int number, CancellationToken ct)
    {
        if (candidate.Script.WithdrawsAfterAdmission)
        {
            await Apply.WithdrawAsync(candidate, ct);
            return;
        }

        var mine = sessions[number % sessions.Count];
        switch (candidate.Script.Registering)
        {
            case Registering.DoesNot:
                return;
            case Registering.Books:
                await TakeAsync(candidate, mine, ct);
                return;
            case Registering.Switches:
                await TakeAsync(candidate, mine, ct);
                await TakeAsync(candidate, sessions[(number + 1) % sessions.Count], ct);
                return;
            case Registering.CancelsAndBooksAgain:
                await TakeAsync(candidate, mine, ct);
                await CancelAsync(candidate, ct);
                await TakeAsync(candidate, sessions[(number + 1) % sessions.Count], ct);
                return;
            case Registering.CancelsAndStops:
                await TakeAsync(candidate, mine, ct);
                await CancelAsync(candidate, ct);
                return;
            case Registering.IsBarred:
                foreach (var session in sessions) await ExpectBarredAsync(stage, candidate, session, ct);
                return;
            case Registering.BooksTheLastOnly:
                foreach (var session in sessions.SkipLast(1)) await ExpectBarredAsync(stage, candidate, session, ct);
                await TakeAsync(candidate, sessions[^1], ct);
                return;
        }
    }

    private static async Task ExpectBarredAsync(Stage stage, Candidate candidate, Guid session, CancellationToken ct) =>
        stage.ExpectRefusal($"{candidate}: booking inside a development period", await BookAsync(candidate, session, ct), "R32");

    private static async Task TakeAsync(Candidate candidate, Guid session, CancellationToken ct)
    {
        var booked = (await BookAsync(candidate, session, ct)).Must();
        candidate.SessionId = session;
        candidate.CandidateNumber = booked.Text("candidateNumber") ?? throw new InvalidOperationException($"{booked.Call} tells no candidate number: {booked.Body}");
    }

    private static Task<Platform.Answer> BookAsync(Candidate candidate, Guid sessionId, CancellationToken ct) =>
        candidate.Account.PutAsync($"/api/assessment/candidacies/{candidate.CandidacyId}/booking", new { sessionId }, ct);

    private static async Task CancelAsync(Candidate candidate, CancellationToken ct) =>
        (await candidate.Account.DeleteAsync($"/api/assessment/candidacies/{candidate.CandidacyId}/booking", ct)).Must();
}
