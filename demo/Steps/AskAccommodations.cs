using System.Net.Http.Headers;
using System.Net.Http.Json;
using Selection.Contracts;
using Selection.Demo.People;
using Selection.Demo.Platform;

namespace Selection.Demo.Steps;

/// <summary>R39: a candidate asks with an attest; the officer who takes it, and no other, knows why, and grants it.</summary>
internal static class AskAccommodations
{
    public static async Task<string> PlayAsync(Stage stage, CancellationToken ct)
    {
        var asking = stage.Candidates.Where(c => c.Script.Accommodation is not null).ToList();
        await Stage.EachAsync(asking, ct, async (candidate, stop) => await AskAsync(candidate, candidate.Script.Accommodation!, stop));
        var waiting = await stage.Cast.Officer1.ListAsync<Waiting>($"/api/assessment/accommodations?vacancyId={stage.VacancyId}&state=Asked", ct);
        stage.Differences.Expect("accommodations that wait for an officer", asking.Count, waiting.Count);
        foreach (var request in waiting) await GrantAsync(stage, asking.Single(c => c.CandidacyId == request.CandidacyId), request.RequestId, ct);
        return $"{asking.Count} asked for and granted";
    }

    private static Task AskAsync(Candidate candidate, Accommodation accommodation, CancellationToken ct) =>
        Poll.UntilAcceptedAsync(
            $"{candidate} asks for an accommodation",
            () => candidate.Account.PostFormAsync($"/api/assessment/candidacies/{candidate.CandidacyId}/accommodation", () => Form(
                new { ground = accommodation.Ground, measures = accommodation.Measures, text = (string?)null }, "attest.pdf", "Attest van de arts"), ct),
            // The admission is still on its way.
            refusal => refusal.Code is "not-found",
            ct);

    private static async Task GrantAsync(Stage stage, Candidate candidate, Guid requestId, CancellationToken ct)
    {
        var (officer, other, path) = (stage.Cast.Officer1, stage.Cast.Officer2, $"/api/assessment/accommodations/{requestId}");
        (await officer.PostAsync($"{path}/take", null, ct)).Must();
        stage.ExpectRefusal($"{candidate}: another officer takes the request", await other.PostAsync($"{path}/take", null, ct), "R39");
        var seen = (await officer.GetAsync(path, ct)).Must();
        var reason = seen.Body.GetProperty("reason");
        stage.Differences.Expect($"{candidate}: the reason, as the deciding officer reads it", candidate.Script.Accommodation!.Ground, reason.GetProperty("ground").GetString());
        stage.Differences.Expect($"{candidate}: the reason, as another officer reads it", System.Text.Json.JsonValueKind.Null, (await other.GetAsync(path, ct)).Must().Body.GetProperty("reason").ValueKind);

        var attest = $"/api/assessment/documents/{reason.GetProperty("attests")[0].GetProperty("documentId").GetGuid()}/content";
        (await officer.GetAsync(attest, ct)).Must();
        stage.Differences.Expect($"{candidate}: the attest, for another officer", System.Net.HttpStatusCode.NotFound, (await other.GetAsync(attest, ct)).Status);
        (await officer.PostAsync($"{path}/decision", new { grant = true, measures = candidate.Script.Accommodation.Measures }, ct, seen.ETag)).Must();
    }

    /// <summary>What is said, and a file of one line beside it.</summary>
    internal static MultipartFormDataContent Form(object metadata, string name, string line)
    {
        var file = new ByteArrayContent(Pdf.Of(line));
        file.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        return new MultipartFormDataContent { { JsonContent.Create(metadata, metadata.GetType(), options: ContractsJson.Options), "metadata" }, { file, "file", name } };
    }

    private sealed record Waiting(Guid RequestId, Guid CandidacyId);
}
