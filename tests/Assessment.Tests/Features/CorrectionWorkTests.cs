using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Domain;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Clock;
using Xunit;

namespace Selection.Assessment.Tests.Features;

/// <summary>R36: what waits for an officer when a pass is, or would be, taken back; R34: what one pass or fail means in several procedures.</summary>
public sealed class CorrectionWorkTests(AssessmentFixture service) : IClassFixture<AssessmentFixture>
{
    [Fact]
    public async Task R36_a_correction_waits_in_the_list_with_the_candidacies_that_rest_on_the_pass()
    {
        var (candidate, elsewhere, result) = await PassedAndExemptElsewhereAsync();
        await service.SubmitAsync(Again(result, "40"));

        var listed = await service.OfficerAsync(HttpMethod.Get, $"corrections?vacancyId={candidate.VacancyId}");
        var item = Assert.Single(listed.GetProperty("items").EnumerateArray());
        Assert.Equal((candidate.CandidacyId, 80m, 40m), (item.GetProperty("candidacyId").GetGuid(), item.GetProperty("score").GetDecimal(), item.GetProperty("newScore").GetDecimal()));
        Assert.Equal(elsewhere.CandidacyId, Assert.Single(item.GetProperty("restedOnIt").EnumerateArray()).GetGuid());
        Assert.Equal(Standing.Exempted, (await service.ReadAsync(elsewhere)).Standing);
        Assert.Equal(400, (await service.RefusedAsync(HttpMethod.Get, "corrections?state=9")).Status);

        await DecideAsync(candidate, apply: false);
        Assert.Empty((await service.OfficerAsync(HttpMethod.Get, $"corrections?vacancyId={candidate.VacancyId}")).GetProperty("items").EnumerateArray());
        Assert.Single((await service.OfficerAsync(HttpMethod.Get, $"corrections?vacancyId={candidate.VacancyId}&state=Dismissed")).GetProperty("items").EnumerateArray());
        Assert.Empty((await service.OfficerAsync(HttpMethod.Get, $"exemption-reviews?vacancyId={elsewhere.VacancyId}")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task R36_an_exemption_whose_pass_was_taken_back_stays_until_an_officer_takes_it_back_with_a_motivation()
    {
        var (candidate, elsewhere, result) = await PassedAndExemptElsewhereAsync();
        await service.SubmitAsync(Again(result, "40"));
        var rested = await DecideAsync(candidate, apply: true);
        Assert.Equal(elsewhere.CandidacyId, Assert.Single(rested));
        Assert.Equal(Standing.Exempted, (await service.ReadAsync(elsewhere)).Standing);
        var review = Assert.Single((await service.OfficerAsync(HttpMethod.Get, $"exemption-reviews?vacancyId={elsewhere.VacancyId}")).GetProperty("items").EnumerateArray());
        Assert.Equal((elsewhere.CandidacyId, "EarlierPass"), (review.GetProperty("candidacyId").GetGuid(), review.GetProperty("ground").GetString()));
        Assert.Equal(elsewhere.CandidacyId, Assert.Single((await service.OfficerAsync(HttpMethod.Get, $"vacancies/{elsewhere.VacancyId}/candidacies?reviewWaiting=true")).GetProperty("items").EnumerateArray()).GetProperty("candidacyId").GetGuid());

        var path = $"candidacies/{elsewhere.CandidacyId}/exemption-review";
        Assert.Equal(400, (await service.RefusedAsync(HttpMethod.Post, path, new { takeBack = true, motivation = "" })).Status);
        await service.OfficerAsync(HttpMethod.Post, path, new { takeBack = true, motivation = "De score is herrekend." });

        var withdrawn = await service.PublishedAsync<AssessmentExemptionWithdrawn>(e => e.CandidacyId == elsewhere.CandidacyId);
        Assert.Equal("De score is herrekend.", withdrawn.Motivation);
        // A sitting is owed; the fail's development period allows none before it is over, which the open registration still may offer.
        Assert.True((await service.PublishedAsync<AssessmentInvited>(e => e.CandidacyId == elsewhere.CandidacyId && e.Version > withdrawn.Version)).Version == withdrawn.Version + 1);
        Assert.Equal(Standing.ToBook, (await service.ReadAsync(elsewhere)).Standing);
        Assert.Equal((409, "R36", "exemption-review-none"), await service.RefusedAsync(HttpMethod.Post, path, new { takeBack = true, motivation = "Nogmaals." }));
        await using var db = service.NewDb();
        Assert.NotEmpty((await db.Records.SingleAsync(r => r.Action == "exemption.taken-back" && r.EntityId == elsewhere.CandidacyId)).PersonText!);
    }

    [Fact]
    public async Task R36_an_officer_may_keep_an_exemption_and_that_is_the_end_of_it()
    {
        var (candidate, elsewhere, result) = await PassedAndExemptElsewhereAsync();
        await service.SubmitAsync(Again(result, "40"));
        await DecideAsync(candidate, apply: true);
        await service.OfficerAsync(HttpMethod.Post, $"candidacies/{elsewhere.CandidacyId}/exemption-review", new { takeBack = false, motivation = "De proef is al afgelegd." });
        Assert.Equal(Standing.Exempted, (await service.ReadAsync(elsewhere)).Standing);
        Assert.Empty((await service.OfficerAsync(HttpMethod.Get, $"exemption-reviews?vacancyId={elsewhere.VacancyId}")).GetProperty("items").EnumerateArray());
        Assert.Single((await service.OfficerAsync(HttpMethod.Get, $"exemption-reviews?vacancyId={elsewhere.VacancyId}&state=Kept")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task R36_an_exemption_that_something_else_carries_rests_on_that_and_needs_no_officer()
    {
        var (candidate, elsewhere, result) = await PassedAndExemptElsewhereAsync();
        await ImportAsync(elsewhere, "FunctionHeld", "L3", service.Today.PlusYears(-3));
        await service.SubmitAsync(Again(result, "40"));
        Assert.Empty(await DecideAsync(candidate, apply: true));
        var row = await service.ReadAsync(elsewhere);
        Assert.Equal((Standing.Exempted, ExemptionGround.FunctionHeld), (row.Standing, row.ExemptionGround));
        Assert.Empty((await service.OfficerAsync(HttpMethod.Get, $"exemption-reviews?vacancyId={elsewhere.VacancyId}")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task R36_a_pass_that_comes_back_makes_the_review_needless()
    {
        var (candidate, elsewhere, result) = await PassedAndExemptElsewhereAsync();
        await service.SubmitAsync(Again(result, "40"));
        await DecideAsync(candidate, apply: true);
        await service.SubmitAsync(AssessmentFixture.Result(new PlannedSession(Guid.Parse(result.SessionId), default, default), result.CandidateNumber, "81", result.ResultId, revision: 3));

        Assert.Equal(Standing.Passed, (await service.ReadAsync(candidate)).Standing);
        Assert.Equal(Standing.Exempted, (await service.ReadAsync(elsewhere)).Standing);
        Assert.Equal((409, "R36", "exemption-review-none"), await service.RefusedAsync(HttpMethod.Post, $"candidacies/{elsewhere.CandidacyId}/exemption-review", new { takeBack = true, motivation = "Te laat." }));
    }

    [Fact]
    public async Task R36_an_imported_entry_taken_back_puts_its_exemptions_before_an_officer_and_a_results_entry_is_no_hand_work()
    {
        var vacancyId = await service.VacancyAsync();
        var candidate = await service.AdmitAsync(vacancyId);
        await ImportAsync(candidate, "FunctionHeld", "L3", service.Today.PlusYears(-3));
        await service.StandsAsync(candidate, Standing.Exempted);
        var answer = await service.OfficerAsync(HttpMethod.Post, $"ledger/entries/{await EntryAsync(candidate)}/void", new { reason = "Van een naamgenoot." });
        Assert.Equal(candidate.CandidacyId, Assert.Single(answer.GetProperty("toReview").EnumerateArray()).GetGuid());
        await service.OfficerAsync(HttpMethod.Post, $"candidacies/{candidate.CandidacyId}/exemption-review", new { takeBack = true, motivation = "De functie was die van een naamgenoot." });
        Assert.Equal(Standing.ToBook, (await service.ReadAsync(candidate)).Standing);

        var (passed, _, _) = await PassedAndExemptElsewhereAsync();
        Assert.Equal((409, "R36", "entry-of-a-result"), await service.RefusedAsync(HttpMethod.Post, $"ledger/entries/{await EntryAsync(passed)}/void", new { reason = "Met de hand." }));
    }

    [Fact]
    public async Task R34_a_sitting_taken_before_the_fail_was_known_stands_and_one_after_is_barred()
    {
        var failing = await BookedAsync(inDays: 12);
        var before = await BookedAsync(inDays: 14, samePerson: failing.Candidate);
        var after = await BookedAsync(inDays: 40, samePerson: failing.Candidate);
        service.MoveTo(before.Session.StartsAt + Duration.FromDays(1));

        await service.SubmitAsync(AssessmentFixture.Result(failing.Session, failing.Number, "30"));
        Assert.Equal((Standing.Failed, Standing.Booked), ((await service.ReadAsync(failing.Candidate)).Standing, (await service.ReadAsync(before.Candidate)).Standing));
        Assert.NotEqual(Standing.Booked, (await service.ReadAsync(after.Candidate)).Standing);
        await service.SubmitAsync(AssessmentFixture.Result(before.Session, before.Number, "75"));
        Assert.Equal(Standing.Passed, (await service.ReadAsync(before.Candidate)).Standing);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task R34_the_results_of_two_procedures_come_to_the_same_in_either_order(bool passFirst)
    {
        // Passed on the earlier day, failed on the later: the pass was obtained before that sitting.
        var passing = await BookedAsync(inDays: 12);
        var failing = await BookedAsync(inDays: 14, samePerson: passing.Candidate);
        service.MoveTo(failing.Session.StartsAt + Duration.FromDays(1));
        var (pass, fail) = (AssessmentFixture.Result(passing.Session, passing.Number, "75"), AssessmentFixture.Result(failing.Session, failing.Number, "30"));
        foreach (var result in passFirst ? new[] { pass, fail } : [fail, pass]) await service.SubmitAsync(result);

        Assert.Equal((Standing.Passed, Standing.Exempted), ((await service.ReadAsync(passing.Candidate)).Standing, (await service.ReadAsync(failing.Candidate)).Standing));
        Assert.Equal([LedgerKind.EarlierPass, LedgerKind.DevelopmentPeriod], (await service.LedgerAsync(passing.Candidate)).Select(e => e.Kind).Order());
        await service.PublishedAsync<AssessmentExempted>(e => e.CandidacyId == failing.Candidate.CandidacyId && e.Since == BrusselsTime.DateIn(passing.Session.StartsAt));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task R34_a_pass_after_ones_own_sitting_does_not_count_in_either_order(bool passFirst)
    {
        var failing = await BookedAsync(inDays: 12);
        var passing = await BookedAsync(inDays: 14, samePerson: failing.Candidate);
        service.MoveTo(passing.Session.StartsAt + Duration.FromDays(1));
        var (pass, fail) = (AssessmentFixture.Result(passing.Session, passing.Number, "75"), AssessmentFixture.Result(failing.Session, failing.Number, "30"));
        foreach (var result in passFirst ? new[] { pass, fail } : [fail, pass]) await service.SubmitAsync(result);
        Assert.Equal((Standing.Failed, Standing.Passed), ((await service.ReadAsync(failing.Candidate)).Standing, (await service.ReadAsync(passing.Candidate)).Standing));
    }

    [Fact]
    public async Task R34_the_results_of_two_procedures_of_one_person_at_once_come_to_what_either_order_comes_to()
    {
        var rounds = new List<(Candidate Passing, Candidate Failing)>();
        var sent = new List<Task>();
        var passing = new List<(Candidate Candidate, PlannedSession Session, string Number)>();
        for (var i = 0; i < 6; i++) passing.Add(await BookedAsync(inDays: 12));
        var failing = new List<(Candidate Candidate, PlannedSession Session, string Number)>();
        foreach (var one in passing) failing.Add(await BookedAsync(inDays: 14, samePerson: one.Candidate));
        service.MoveTo(failing.Max(f => f.Session.StartsAt) + Duration.FromDays(1));
        foreach (var (pass, fail) in passing.Zip(failing))
        {
            rounds.Add((pass.Candidate, fail.Candidate));
            sent.Add(service.SubmitAsync(AssessmentFixture.Result(pass.Session, pass.Number, "75")));
            sent.Add(service.SubmitAsync(AssessmentFixture.Result(fail.Session, fail.Number, "30")));
        }

        await Task.WhenAll(sent);
        foreach (var (pass, fail) in rounds)
            Assert.Equal((Standing.Passed, Standing.Exempted), ((await service.ReadAsync(pass)).Standing, (await service.ReadAsync(fail)).Standing));
    }

    private static Contracts.Assessment.V1.SubmitResultRequest Again(Contracts.Assessment.V1.SubmitResultRequest result, string score) => new(result) { Revision = result.Revision + 1, Score = score };

    /// <summary>A pass, which exempts the person in another procedure of the same level, whose registration is open for long.</summary>
    private async Task<(Candidate Passed, Candidate Elsewhere, Contracts.Assessment.V1.SubmitResultRequest Result)> PassedAndExemptElsewhereAsync()
    {
        var (other, _) = await service.ProcedureAsync(inDays: 260, periodDays: 250);
        var (vacancyId, session) = await service.ProcedureAsync();
        var candidate = await service.AdmitAsync(vacancyId);
        var elsewhere = await service.AdmitAsync(other, candidate);
        var result = AssessmentFixture.Result(session, await service.SitAsync(candidate, session), "80");
        await service.SubmitAsync(result);
        await service.StandsAsync(elsewhere, Standing.Exempted);
        return (candidate, elsewhere, result);
    }

    private async Task<IReadOnlyList<Guid>> DecideAsync(Candidate candidate, bool apply) =>
        [.. (await service.OfficerAsync(HttpMethod.Post, $"candidacies/{candidate.CandidacyId}/correction", new { apply, motivation = "Nagegaan bij de leverancier." }))
            .GetProperty("restedOnIt").EnumerateArray().Select(e => e.GetGuid())];

    private async Task ImportAsync(Candidate candidate, string kind, string levelGroup, LocalDate from) =>
        await service.OfficerAsync(HttpMethod.Post, "ledger/import", new { entries = new[] { new { personId = candidate.PersonId, kind, levelGroup, from = AssessmentFixture.Text(from), until = (string?)null, source = "Archive" } } });

    private async Task<Guid> EntryAsync(Candidate candidate)
    {
        await using var db = service.NewDb();
        return await db.Ledger.Where(e => e.PersonId == candidate.PersonId && e.Kind != LedgerKind.Voiding).Select(e => e.EntryId).SingleAsync();
    }

    private async Task<(Candidate Candidate, PlannedSession Session, string Number)> BookedAsync(int inDays, Candidate? samePerson = null)
    {
        var (vacancyId, session) = await service.ProcedureAsync(inDays: inDays);
        var candidate = await service.AdmitAsync(vacancyId, samePerson);
        return (candidate, session, await service.BookAsync(candidate, session));
    }

}
