using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Selection.Contracts;
using Selection.Contracts.Dossiers;
using Selection.Demo.People;
using Selection.Demo.Platform;

namespace Selection.Demo.Steps;

/// <summary>R5 to R17: everybody makes an account, uploads, applies, fills the rubric in and (most of them) validates.</summary>
internal static class Apply
{
    /// <summary>Every candidate's, who can be looked at in the portal afterwards.</summary>
    internal const string Password = "Candidate-2026!";

    public static async Task<string> PlayAsync(Stage stage, CancellationToken ct)
    {
        var personas = Personas.All(stage.Timeline.Today);
        Script[] scripts = [.. personas, .. RandomCandidates.Draw(stage.Options.Seed, stage.Options.Candidates - personas.Count)];
        var run = Random.Shared.Next(0x1000000).ToString("x6", CultureInfo.InvariantCulture);
        var candidates = new Candidate[scripts.Length];
        await Stage.EachAsync(scripts.Index(), ct, async (script, stop) => candidates[script.Index] = await EnterAsync(stage, script.Item, $"{script.Item.Key}.{run}", stop));

        stage.Candidates = candidates;
        return $"{candidates.Length} candidates, {candidates.Count(c => c.IsLodged)} validated";
    }

    /// <summary>One candidate, from the account to what the script says of applying.</summary>
    internal static async Task<Candidate> EnterAsync(Stage stage, Script script, string userName, CancellationToken ct)
    {
        var candidate = await RegisterAsync(stage, script, userName, ct);
        if (script.Diploma is { } diploma)
            await UploadAsync(candidate, DocumentKind.Diploma, diploma, "diploma.pdf", $"{diploma.Title}, {diploma.Institution}, {diploma.Year}", ct);
        if (script.LevelA is { } function)
        {
            // Statutory and in federal service now: the decision is filed under that job (R7).
            var job = new { employer = function.Service, function = "Adviseur", begin = "2015-01-01", isCurrent = true, statutoryFederal = true, currentlyFederal = true };
            var workExperienceId = (await candidate.Account.PostAsync("/api/candidacy/cv/work-experience", job, ct)).Must().Id("workExperienceId");
            await UploadAsync(candidate, DocumentKind.AppointmentDecision, null, "benoeming.pdf", $"Benoeming: {function.Service}, {function.Class}", ct, workExperienceId);
        }

        await ApplyAsync(stage, candidate, ct);
        return candidate;
    }

    private static async Task<Candidate> RegisterAsync(Stage stage, Script script, string userName, CancellationToken ct)
    {
        var (first, last) = Names.Draw(Random.Shared);
        var account = await stage.Platform.RegisterAsync(userName, Password, $"{first} {last}", script.Language, ct)
            ?? throw new InvalidOperationException($"The user name {userName} is taken.");
        while (true)
        {
            var body = new { firstName = first, lastName = last, email = $"{userName}@example.org", language = script.Language, nationalNumber = Names.NationalNumber(Random.Shared) };
            var created = await account.PostAsync("/api/candidacy/account", body, ct);
            // Somebody of an earlier run has drawn the same number (R56).
            if (created.Refusal is { Rule: "R56" }) continue;
            return new Candidate(script, account, created.Must().Id("personId"), $"{first} {last}");
        }
    }

    private static async Task UploadAsync(Candidate candidate, DocumentKind kind, DiplomaFacts? diploma, string name, string line, CancellationToken ct, Guid? workExperienceId = null)
    {
        (await candidate.Account.PostFormAsync("/api/candidacy/documents", () =>
        {
            var file = new ByteArrayContent(Pdf.Of(line));
            file.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
            return new MultipartFormDataContent
            {
                { JsonContent.Create(new { kind, diploma, workExperienceId }, options: ContractsJson.Options), "metadata" },
                { file, "file", name },
            };
        }, ct)).Must();
    }

    private static async Task ApplyAsync(Stage stage, Candidate candidate, CancellationToken ct)
    {
        var script = candidate.Script;
        var saved = await OpenAsync(stage, candidate, ct);
        switch (script.Applying)
        {
            case Applying.NeverValidates:
                return;
            case Applying.IsRefusedToValidate:
                stage.ExpectRefusal($"{script.Key}: validating without enough experience", await ValidateAsync(candidate, saved, ct), "R15");
                return;
            case Applying.Withdraws:
                (await ValidateAsync(candidate, saved, ct)).Must();
                await WithdrawAsync(candidate, ct);
                return;
            case Applying.WithdrawsAndReturns:
                (await ValidateAsync(candidate, saved, ct)).Must();
                await WithdrawAsync(candidate, ct);
                saved = await OpenAsync(stage, candidate, ct);
                break;
            case Applying.AppliesTwice:
                stage.ExpectRefusal($"{script.Key}: applying a second time", await candidate.Account.PostAsync($"/api/candidacy/vacancies/{stage.VacancyId}/candidacies", null, ct), "R5");
                break;
            case Applying.Validates:
                break;
        }

        (await ValidateAsync(candidate, saved, ct)).Must();
        if (script.EditedTo is { } edited)
        {
            var version = (await candidate.Account.GetAsync($"/api/candidacy/candidacies/{candidate.CandidacyId}", ct)).Must();
            await SaveAsync(candidate, version.ETag, edited, ct);
        }
    }

    private static async Task<Answer> OpenAsync(Stage stage, Candidate candidate, CancellationToken ct)
    {
        var applied = (await candidate.Account.PostAsync($"/api/candidacy/vacancies/{stage.VacancyId}/candidacies", null, ct)).Must();
        candidate.CandidacyId = applied.Id("candidacyId");
        var opened = (await candidate.Account.GetAsync($"/api/candidacy/candidacies/{candidate.CandidacyId}", ct)).Must();
        var saved = await SaveAsync(candidate, opened.ETag, candidate.Script.Rubric, ct);
        if (candidate.Script.ManagementCount is { } expected)
        {
            var count = saved.Body.GetProperty("count").GetProperty("management");
            stage.Differences.Expect($"{candidate}: management experience (R14)", expected, (count.GetProperty("years").GetInt32(), count.GetProperty("days").GetInt32()));
        }

        return saved;
    }

    private static async Task<Answer> SaveAsync(Candidate candidate, string? version, IReadOnlyList<Experience> experiences, CancellationToken ct) =>
        (await candidate.Account.PutAsync(
            $"/api/candidacy/candidacies/{candidate.CandidacyId}/rubric", new { experiences = experiences.Select(Entry), federalLevelA = candidate.Script.LevelA }, ct, version)).Must();

    private static object Entry(Experience e) => new { e.Kind, e.Function, e.Organisation, e.Domain, e.Begin, e.End, e.IsCurrent, e.Description };

    private static Task<Answer> ValidateAsync(Candidate candidate, Answer saved, CancellationToken ct) =>
        candidate.Account.PostAsync($"/api/candidacy/candidacies/{candidate.CandidacyId}/validate", null, ct, saved.ETag ?? $"\"{saved.Body.GetProperty("version").GetInt64()}\"");

    internal static async Task WithdrawAsync(Candidate candidate, CancellationToken ct)
    {
        var path = $"/api/candidacy/candidacies/{candidate.CandidacyId}";
        var seen = (await candidate.Account.GetAsync(path, ct)).Must();
        (await candidate.Account.PostAsync($"{path}/withdraw", null, ct, seen.ETag)).Must();
    }
}
