using Selection.Demo.People;
using Selection.Demo.Platform;

namespace Selection.Demo.Steps;

/// <summary>R33, R34: a candidate claims to hold a function on the closing date, with proof; an officer accepts, and it exempts.</summary>
internal static class ClaimExemptions
{
    public static async Task<string> PlayAsync(Stage stage, CancellationToken ct)
    {
        var claiming = stage.Candidates.Where(c => c.Script.ClaimsFunction).ToList();
        foreach (var candidate in claiming)
        {
            stage.ExpectRefusal($"{candidate}: claiming a function of a lower level", await ClaimAsync(stage, candidate, weighingClass: 3, ct), "R33");
            (await ClaimAsync(stage, candidate, weighingClass: 5, ct)).Must();
        }

        var open = await stage.Cast.Officer2.ListAsync<Open>($"/api/assessment/exemption-claims?vacancyId={stage.VacancyId}&state=Open", ct);
        stage.Differences.Expect("claims that wait for an officer", claiming.Count, open.Count);
        foreach (var claim in open)
        {
            var path = $"/api/assessment/exemption-claims/{claim.ClaimId}";
            var seen = (await stage.Cast.Officer2.GetAsync(path, ct)).Must();
            (await stage.Cast.Officer2.GetAsync($"/api/assessment/documents/{seen.Body.GetProperty("proofs")[0].GetProperty("documentId").GetGuid()}/content", ct)).Must();
            (await stage.Cast.Officer2.PostAsync($"{path}/decision", new { accept = true }, ct, seen.ETag)).Must();
        }

        await Funnel.WaitForAsync(stage, "AssessmentExempted", stage.Candidates.Count(c => c.IsAdmitted && c.Script.IsExempt), ct);
        return $"{open.Count} accepted";
    }

    private static Task<Answer> ClaimAsync(Stage stage, Candidate candidate, int weighingClass, CancellationToken ct) => Poll.UntilAsync(
        $"{candidate} can claim",
        async () =>
        {
            var metadata = new { function = "Directeur-generaal", service = "FOD Mobiliteit", weighingClass, from = stage.Timeline.Closing.PlusYears(-2), until = stage.Timeline.Closing };
            var answer = await candidate.Account.PostFormAsync(
                $"/api/assessment/candidacies/{candidate.CandidacyId}/exemption-claim", () => AskAccommodations.Form(metadata, "benoeming.pdf", "Benoemingsbesluit"), ct);
            // The admission is still on its way.
            return answer.Refusal.Code is "not-found" or "claim-too-late" ? null : answer;
        },
        ct);

    private sealed record Open(Guid ClaimId);
}
