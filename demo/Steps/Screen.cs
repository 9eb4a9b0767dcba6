using System.Net;
using System.Text.RegularExpressions;
using Selection.Demo.People;
using Selection.Demo.Platform;

namespace Selection.Demo.Steps;

/// <summary>R21 to R24, R57: a few cases are decided one by one, the undisputed proposals at once after a preview, and every refusal with a motivation of its own.</summary>
internal static partial class Screen
{
    public static async Task<string> PlayAsync(Stage stage, CancellationToken ct)
    {
        var oneByOne = stage.Candidates.Where(c => c.IsLodged && c.Script.Deciding is not Deciding.AsProposed).ToList();
        foreach (var candidate in oneByOne) await DecideAsync(stage, candidate, ct);

        var others = stage.Candidates.Where(c => c.IsLodged && c.Script.Deciding is Deciding.AsProposed).ToList();
        var accepted = await AcceptAsync(stage, others, ct);
        Actor[] officers = [stage.Cast.Officer1, stage.Cast.Officer2];
        var refused = await Task.WhenAll(officers.Select(officer => RefuseAsync(stage, officer, ct)));
        stage.Differences.Expect("refused one by one", others.Count(c => !c.IsAdmitted), refused.Sum());

        await Funnel.WaitForAsync(stage,
        [
            ("Refused", stage.Candidates.Count(c => c.Script.Ends is FinalStep.Refused)),
            ("Lodged", 0),
            ("AssessmentExempted", stage.Candidates.Count(c => c.IsAdmitted && c.Script.Ledger is { Exempts: true })),
        ], ct);
        return $"{oneByOne.Count} one by one, {accepted} by their proposals, {refused.Sum()} refused with a motivation each";
    }

    private static async Task DecideAsync(Stage stage, Candidate candidate, CancellationToken ct)
    {
        var officer = stage.Cast.Officer1;
        var path = $"/api/screening/cases/{candidate.CandidacyId}";
        var found = (await officer.GetAsync(path, ct)).Must();
        if (candidate.Script.Deciding is Deciding.ExperienceRejected) found = await RejectAsync(officer, path, found, ct);
        var (outcome, motivation) = candidate.Script.Deciding switch
        {
            Deciding.AsProposedThenLifted => ("AdmitUnderReservation", (string?)null),
            Deciding.AsProposedAfterALook => ("Admit", null),
            Deciding.WithoutReservation => ("Admit", "De gelijkwaardigheid van dit diploma is al erkend; het attest zit in het dossier."),
            Deciding.ExperienceRejected => ("Refuse", await WriteAsync(officer, candidate.CandidacyId, ct)),
            Deciding.AsProposed => throw new InvalidOperationException("Decided with the others."),
        };
        if (motivation is not null)
            stage.ExpectRefusal($"{candidate}: refusing, or departing from the proposal, without a motivation", await officer.PostAsync($"{path}/decision", new { outcome }, ct, found.ETag), "R23");
        var decided = (await officer.PostAsync($"{path}/decision", new { outcome, motivation }, ct, found.ETag)).Must();
        stage.ExpectRefusal($"{candidate}: deciding twice on one version", await officer.PostAsync($"{path}/decision", new { outcome, motivation }, ct, found.ETag), null);
        if (candidate.Script.Deciding is not Deciding.AsProposedThenLifted) return;

        var lifting = new { lifted = true, motivation = "Geslaagd voor de taaltest.", proof = new { kind = "LanguageCertificate", date = stage.Timeline.Closing, issuer = "Selor", reference = "T-2025-88" } };
        stage.ExpectRefusal($"{candidate}: lifting a reservation without a proof", await officer.PostAsync($"{path}/reservations/LanguageTest/decision", new { lifting.lifted, lifting.motivation }, ct, decided.ETag), null);
        (await officer.PostAsync($"{path}/reservations/LanguageTest/decision", lifting, ct, decided.ETag)).Must();
    }

    /// <summary>R57: the experience is not accepted, for the reason a text block gives and the officer completes.</summary>
    private static async Task<Answer> RejectAsync(Actor officer, string path, Answer found, CancellationToken ct)
    {
        var experienceId = found.Body.GetProperty("experiences")[0].GetProperty("experience").GetProperty("experienceId").GetGuid();
        var blocks = (await officer.GetAsync($"{path}/text-blocks?use=RejectExperience&experienceId={experienceId}", ct)).Must().As<Blocks>();
        var reason = Gap().Replace(blocks.Items.Single(b => b.Code == "not-management").Text, "het stuk vermeldt personeel noch begroting");
        return (await officer.PostAsync($"{path}/rulings", new { rulings = new[] { new { experienceId, accepted = false, reason } } }, ct, found.ETag)).Must();
    }

    private static async Task<int> AcceptAsync(Stage stage, List<Candidate> others, CancellationToken ct)
    {
        var (officer, path) = (stage.Cast.Officer2, $"/api/screening/vacancies/{stage.VacancyId}");
        var preview = (await officer.PostAsync($"{path}/acceptance-previews", null, ct)).Must().As<Preview>();
        stage.Differences.Expect("preview: to be admitted", others.Count(c => c.IsAdmitted && !c.Script.UnderReservation), preview.Admit);
        stage.Differences.Expect("preview: under reservation", others.Count(c => c.Script.UnderReservation), preview.AdmitUnderReservation);
        stage.Differences.Expect("preview: left, since a refusal is an officer's own", others.Count(c => !c.IsAdmitted), preview.Left);
        stage.ExpectRefusal("accepting what another officer was shown", await stage.Cast.Officer1.PostAsync($"{path}/accept-proposals", new { preview.PreviewId }, ct), "R23");

        var all = (await officer.PostAsync($"{path}/accept-proposals", new { preview.PreviewId }, ct)).Must().As<Accepted>();
        stage.Differences.Expect("proposals accepted", (preview.Admit, preview.AdmitUnderReservation), (all.Admitted, all.AdmittedUnderReservation));
        stage.Differences.Expect("previewed proposals left open", 0, all.Left);
        stage.Differences.Expect("cases still open", preview.Left, all.StillOpen);
        return all.Admitted + all.AdmittedUnderReservation;
    }

    /// <summary>What the system proposes to admit is admitted at once, as a preview has just shown it to the officer (R23).</summary>
    /// <returns>The answer, with what is still open.</returns>
    public static async Task<Answer> AcceptProposalsAsync(Actor officer, Guid vacancyId, CancellationToken ct)
    {
        var path = $"/api/screening/vacancies/{vacancyId}";
        var preview = (await officer.PostAsync($"{path}/acceptance-previews?pageSize=1", null, ct)).Must();
        return (await officer.PostAsync($"{path}/accept-proposals", new { previewId = preview.Id("previewId") }, ct)).Must();
    }

    /// <summary>Takes one case after the other, each with the blocks its own facts ask for, until none is left.</summary>
    private static async Task<int> RefuseAsync(Stage stage, Actor officer, CancellationToken ct)
    {
        for (var refused = 0; ; refused++)
        {
            var next = (await officer.PostAsync($"/api/screening/vacancies/{stage.VacancyId}/claim-next", null, ct)).Must();
            if (next.Status is HttpStatusCode.NoContent) return refused;
            var candidacyId = next.Id("candidacyId");
            var motivation = await WriteAsync(officer, candidacyId, ct);
            (await officer.PostAsync($"/api/screening/cases/{candidacyId}/decision", new { outcome = "Refuse", motivation }, ct, next.ETag)).Must();
        }
    }

    /// <summary>A motivation from the text blocks that fit, with what only the officer can say.</summary>
    private static async Task<string> WriteAsync(Actor officer, Guid candidacyId, CancellationToken ct)
    {
        var blocks = (await officer.GetAsync($"/api/screening/cases/{candidacyId}/text-blocks?use=Refuse", ct)).Must().As<Blocks>();
        return Gap().Replace(string.Join('\n', blocks.Items.Where(b => b.Code is not null).Select(b => b.Text)), "Het dossier bevat niets anders dat dit aantoont.");
    }

    [GeneratedRegex(@"\[\s*…[^\]]*\]")]
    private static partial Regex Gap();

    private sealed record Preview(Guid PreviewId, int Admit, int AdmitUnderReservation, int Left);

    private sealed record Accepted(int Admitted, int AdmittedUnderReservation, int Left, int StillOpen);

    private sealed record Blocks(IReadOnlyList<Block> Items);

    private sealed record Block(string? Code, string Text);
}
