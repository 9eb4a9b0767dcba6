using Selection.Demo.People;

namespace Selection.Demo.Steps;

/// <summary>R21 to R24: a few cases are decided one by one, with reasons; then all open proposals at once.</summary>
internal static class Screen
{
    public static async Task<string> PlayAsync(Stage stage, CancellationToken ct)
    {
        var oneByOne = stage.Candidates.Where(c => c.IsLodged && c.Script.Deciding is not Deciding.WithAllProposals).ToList();
        foreach (var candidate in oneByOne) await DecideAsync(stage, candidate, ct);

        var all = (await stage.Cast.Officer2.PostAsync($"/api/screening/vacancies/{stage.VacancyId}/accept-proposals", null, ct)).Must().As<Accepted>();
        var others = stage.Candidates.Where(c => c.IsLodged && c.Script.Deciding is Deciding.WithAllProposals).ToList();
        stage.Differences.Expect("proposals accepted: refused", others.Count(c => c.Script.Ends is FinalStep.Refused), all.Refused);
        stage.Differences.Expect("proposals accepted: under reservation", others.Count(c => c.Script.UnderReservation), all.AdmittedUnderReservation);
        stage.Differences.Expect("proposals accepted: admitted", others.Count(c => c.IsAdmitted && !c.Script.UnderReservation), all.Admitted);
        stage.Differences.Expect("proposals left open", 0, all.Left);

        await Funnel.WaitForAsync(stage,
        [
            ("Refused", stage.Candidates.Count(c => c.Script.Ends is FinalStep.Refused)),
            ("Lodged", 0),
            ("AssessmentExempted", stage.Candidates.Count(c => c.IsAdmitted && c.Script.IsExempt)),
        ], ct);
        return $"{oneByOne.Count} one by one, {others.Count} by their proposals";
    }

    private static async Task DecideAsync(Stage stage, Candidate candidate, CancellationToken ct)
    {
        var officer = stage.Cast.Officer1;
        var path = $"/api/screening/cases/{candidate.CandidacyId}";
        var found = (await officer.GetAsync(path, ct)).Must();
        var (outcome, motivation) = candidate.Script.Deciding switch
        {
            Deciding.AsProposedThenLifted => ("AdmitUnderReservation", (string?)null),
            Deciding.WithoutReservation => ("Admit", "De gelijkwaardigheid van dit diploma is al erkend; het attest zit in het dossier."),
            Deciding.RefusedAgainstProposal => ("Refuse", "Uit het dossier blijkt dat de opgegeven dienst geen leiding omvatte: de managementervaring is niet aangetoond."),
            Deciding.WithAllProposals => throw new InvalidOperationException("Decided with the others."),
        };
        if (motivation is not null)
            stage.ExpectRefusal($"{candidate}: departing from the proposal without a motivation", await officer.PostAsync($"{path}/decision", new { outcome }, ct, found.ETag), "R23");
        var decided = (await officer.PostAsync($"{path}/decision", new { outcome, motivation }, ct, found.ETag)).Must();
        stage.ExpectRefusal($"{candidate}: deciding twice on one version", await officer.PostAsync($"{path}/decision", new { outcome, motivation }, ct, found.ETag), null);
        if (candidate.Script.Deciding is Deciding.AsProposedThenLifted)
            (await officer.PostAsync($"{path}/reservations/LanguageTest/decision", new { lifted = true, motivation = "Geslaagd voor de taaltest; het getuigschrift zit in het dossier." }, ct, decided.ETag)).Must();
    }

    private sealed record Accepted(int Admitted, int AdmittedUnderReservation, int Refused, int Left);
}
