using System.Net;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Domain;
using Selection.Contracts.Assessment.V1;
using Selection.Contracts.Events;
using Selection.Contracts.Vacancies;
using Selection.Testing;
using Xunit;

namespace Selection.Assessment.Tests.Features;

public sealed class ExemptionClaimTests(AssessmentFixture service) : IClassFixture<AssessmentFixture>
{
    [Fact]
    public async Task R33_an_accepted_claim_exempts_frees_the_seat_and_counts_in_every_procedure_of_the_person()
    {
        var (vacancyId, session) = await service.ProcedureAsync();
        var candidate = await service.AdmitAsync(vacancyId);
        await service.BookAsync(candidate, session);
        var elsewhere = await service.AdmitAsync(await service.VacancyAsync(weighingClass: 3), candidate);
        var higher = await service.AdmitAsync(await service.VacancyAsync(weighingClass: 6), candidate);
        var from = service.Today.PlusYears(-2);

        var claimed = (await service.ClaimAsync(candidate, Requests.Claim(Day(from)))).Is(HttpStatusCode.Created);
        Assert.Equal(("Open", "L2", true), (claimed["state"].GetString(), claimed["levelGroup"].GetString(), claimed["mayChange"].GetBoolean()));
        var claimId = claimed["claimId"].GetGuid();
        var read = (await service.ByAsync("officer-1", HttpMethod.Get, $"exemption-claims/{claimId}")).Is(HttpStatusCode.OK);
        Assert.Equal((Day((await service.ReadAsync(candidate)).ClosingDate!.Value), "L2"), (read["referenceDate"].GetString(), read["vacancyLevelGroup"].GetString()));
        (await service.ByAsync("officer-1", HttpMethod.Get, $"documents/{read["proofs"][0].GetProperty("documentId").GetGuid()}/content")).Is(HttpStatusCode.OK);
        var accepted = (await service.ByAsync("officer-2", HttpMethod.Post, $"exemption-claims/{claimId}/decision", new { accept = true }, read.Version)).Is(HttpStatusCode.OK);
        Assert.Equal(("Accepted", "Exempted"), (accepted["state"].GetString(), accepted["candidacyState"].GetString()));

        Assert.Equal(0, await service.BookedAsync(session));
        foreach (var exempt in new[] { candidate, elsewhere })
        {
            var told = await service.PublishedAsync<AssessmentExempted>(e => e.CandidacyId == exempt.CandidacyId);
            Assert.Equal((ExemptionGround.FunctionHeld, from), (told.Ground, told.Since));
        }

        Assert.Equal(Standing.ToBook, (await service.ReadAsync(higher)).Standing);
        Assert.True((await service.PublishedAsync<ExemptionClaimDecided>(e => e.CandidacyId == candidate.CandidacyId)).Accepted);
        var entry = Assert.Single(await service.LedgerAsync(candidate));
        Assert.Equal((LedgerKind.FunctionHeld, LevelGroup.L2, from, (LocalDate?)null, accepted["ledgerEntryId"].GetGuid()), (entry.Kind, entry.LevelGroup, entry.From, entry.Until, entry.EntryId));
        using var officer = service.Officer();
        var ledger = (await officer.SendAsync(HttpMethod.Get, $"ledger/{candidate.PersonId}")).Is(HttpStatusCode.OK).Items[0];
        Assert.Equal(($"exemption-claim {claimId}", "officer-2"), (ledger.GetProperty("source").GetString(), ledger.GetProperty("by").GetString()));
        Assert.Equal(
            [("exemption-claim.made", candidate.Subject), ("exemption-claim.proof-opened", "officer-1"), ("exemption-claim.accepted", "officer-2")], await service.RecordAsync(claimId));
    }

    [Fact]
    public async Task R33_a_refusal_needs_its_reasons_which_the_candidate_reads_and_nothing_else_changes()
    {
        var (vacancyId, session) = await service.ProcedureAsync();
        var candidate = await service.AdmitAsync(vacancyId);
        await service.BookAsync(candidate, session);
        var claimId = (await service.ClaimAsync(candidate, Requests.Claim(Day(service.Today)))).Is(HttpStatusCode.Created)["claimId"].GetGuid();
        (await DecideAsync(claimId, 1, accept: false)).IsRefused(HttpStatusCode.Conflict, "R33", "claim-motivation");
        (await DecideAsync(claimId, 2, accept: false, "Omdat.")).IsRefused(HttpStatusCode.PreconditionFailed, "R17", "stale");
        (await DecideAsync(claimId, 1, accept: false, "Geen managementfunctie.")).Is(HttpStatusCode.OK);
        (await DecideAsync(claimId, 2, accept: true)).IsRefused(HttpStatusCode.Conflict, "R33", "claim-decided");

        var told = await service.PublishedAsync<ExemptionClaimDecided>(e => e.CandidacyId == candidate.CandidacyId);
        Assert.Equal((false, "Geen managementfunctie."), (told.Accepted, told.Motivation));
        var own = (await service.OfAsync(candidate, HttpMethod.Get, "exemption-claim")).Is(HttpStatusCode.OK);
        Assert.Equal(("Refused", "Geen managementfunctie.", Day(service.Today.PlusDays(60))), (own["state"].GetString(), own["motivation"].GetString(), own["annulmentUntil"].GetString()));
        Assert.Equal((Standing.Booked, 1), ((await service.ReadAsync(candidate)).Standing, await service.BookedAsync(session)));
        Assert.Empty(await service.LedgerAsync(candidate));
        // Another claim may be made.
        service.Clock.AdvanceMinutes(1);
        (await service.ClaimAsync(candidate, Requests.Claim(Day(service.Today)))).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task R33_R34_what_cannot_exempt_is_refused_at_once_with_the_rule_before_a_file_is_read()
    {
        var candidate = await service.AdmitAsync(await service.VacancyAsync());
        var closing = (await service.ReadAsync(candidate)).ClosingDate!.Value;
        var before = await service.KeptAsync();
        (await service.ClaimAsync(candidate, Requests.Claim(Day(closing), weighingClass: 3))).IsRefused(HttpStatusCode.Conflict, "R33", "claim-lower-level");
        (await service.ClaimAsync(candidate, Requests.Claim(Day(closing.PlusDays(1))))).IsRefused(HttpStatusCode.Conflict, "R34", "claim-begins-after");
        (await service.ClaimAsync(candidate, Requests.Claim(Day(closing.PlusYears(-1)), Day(closing.PlusDays(-1))))).IsRefused(HttpStatusCode.Conflict, "R34", "claim-ended-before");
        (await service.ClaimAsync(candidate, Requests.Claim(Day(closing), weighingClass: null))).IsInvalid("metadata.weighingClass");
        (await service.ClaimAsync(candidate, Requests.Claim(Day(closing), Day(closing.PlusDays(-1)), function: ""))).IsInvalid("metadata.function", "metadata.until");
        (await service.OfAsync(candidate, HttpMethod.Post, "exemption-claim", Requests.Form(Requests.Claim(Day(closing))))).IsInvalid("file");
        (await service.ClaimAsync(candidate, Requests.Claim(Day(closing)), ("a.jpg", Files.Pdf()))).IsRefused(HttpStatusCode.UnprocessableEntity, "R6", "document-mislabelled");
        Assert.Equal(before, await service.KeptAsync());

        // Held on that one day, the first and the last: accepted, it exempts.
        var claimId = (await service.ClaimAsync(candidate, Requests.Claim(Day(closing), Day(closing), weighingClass: null, levelGroup: "L3"))).Is(HttpStatusCode.Created)["claimId"].GetGuid();
        (await DecideAsync(claimId, 1, accept: true)).Is(HttpStatusCode.OK);
        Assert.Equal(Standing.Exempted, (await service.ReadAsync(candidate)).Standing);
        Assert.Equal(closing.PlusDays(1), Assert.Single(await service.LedgerAsync(candidate)).Until);
    }

    [Fact]
    public async Task R33_one_claims_before_the_sitting_for_ones_own_candidacy()
    {
        var (vacancyId, session) = await service.ProcedureAsync(periodDays: 30);
        var (sat, other) = (await service.AdmitAsync(vacancyId), await service.AdmitAsync(vacancyId));
        (await service.ClaimAsync(other with { CandidacyId = sat.CandidacyId }, Requests.Claim(Day(service.Today)))).Is(HttpStatusCode.NotFound);
        await service.BookAsync(sat, session);
        service.MoveTo(session.StartsAt);
        (await service.ClaimAsync(sat, Requests.Claim("2020-01-01"))).IsRefused(HttpStatusCode.Conflict, "R33", "claim-too-late");
        await service.PublishAndHandleAsync(new CandidacyWithdrawn(other.CandidacyId, vacancyId, other.PersonId, 9, service.Clock.GetCurrentInstant()));
        (await service.ClaimAsync(other, Requests.Claim("2020-01-01"))).IsRefused(HttpStatusCode.Conflict, "R33", "claim-too-late");
        (await service.OfAsync(other, HttpMethod.Get, "exemption-claim")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task R33_a_double_click_makes_one_claim()
    {
        var candidate = await service.AdmitAsync(await service.VacancyAsync());
        var before = await service.KeptAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => service.ClaimAsync(candidate, Requests.Claim("2020-01-01"))));
        Assert.Single(answers, a => a.Status == 201);
        Assert.All(answers.Where(a => a.Status != 201), a => a.IsRefused(HttpStatusCode.Conflict, "R33", "claim-open"));
        Assert.Equal((before.Chunks + 2, 0), await service.KeptAsync());
    }

    [Fact]
    public async Task R33_of_an_acceptance_and_a_withdrawal_at_once_one_stands_and_two_officers_decide_once()
    {
        var vacancyId = await service.VacancyAsync();
        for (var round = 0; round < 6; round++)
        {
            var candidate = await service.AdmitAsync(vacancyId);
            var claimId = (await service.ClaimAsync(candidate, Requests.Claim("2020-01-01"))).Is(HttpStatusCode.Created)["claimId"].GetGuid();
            Task<Answer>[] officers = [DecideAsync(claimId, 1, accept: true), DecideAsync(claimId, 1, accept: true, officer: "officer-2")];
            var withdraw = service.OfAsync(candidate, HttpMethod.Delete, "exemption-claim");
            var decided = await Task.WhenAll(officers);
            var standing = (await service.ReadAsync(candidate)).Standing;
            if ((await withdraw).Status == 204)
            {
                Assert.All(decided, d => d.IsRefused(HttpStatusCode.PreconditionFailed, "R17", "stale"));
                Assert.Equal((Standing.ToBook, 0), (standing, (await service.LedgerAsync(candidate)).Count));
            }
            else
            {
                (await withdraw).IsRefused(HttpStatusCode.Conflict, "R33", "claim-none-open");
                Assert.Single(decided, d => d.Status == 200);
                Assert.Equal((Standing.Exempted, 1), (standing, (await service.LedgerAsync(candidate)).Count));
            }
        }
    }

    [Fact]
    public async Task R33_a_claim_is_changed_until_it_is_decided()
    {
        var candidate = await service.AdmitAsync(await service.VacancyAsync());
        var claimed = (await service.ClaimAsync(candidate, Requests.Claim("2020-01-01"))).Is(HttpStatusCode.Created);
        var proof = claimed["proofs"][0].GetProperty("documentId").GetGuid();
        (await ChangeAsync(Requests.Claim("2021-01-01", keepDocuments: [proof]), 2)).IsRefused(HttpStatusCode.PreconditionFailed, "R17", "stale");
        (await ChangeAsync(Requests.Claim("2021-01-01", weighingClass: 1, keepDocuments: [proof]), 1)).IsRefused(HttpStatusCode.Conflict, "R33", "claim-lower-level");
        (await ChangeAsync(Requests.Claim("2021-01-01"), 1)).IsInvalid("file");
        var changed = (await ChangeAsync(Requests.Claim("2021-01-01", weighingClass: 6, function: "Voorzitter", keepDocuments: [proof]), 1, ("b.docx", Files.Docx()))).Is(HttpStatusCode.OK);
        Assert.Equal(("Voorzitter", "L3", 2), (changed["function"].GetString(), changed["levelGroup"].GetString(), changed["proofs"].GetArrayLength()));
        var claimId = claimed["claimId"].GetGuid();
        (await DecideAsync(claimId, 1, accept: true)).IsRefused(HttpStatusCode.PreconditionFailed, "R17", "stale");
        (await DecideAsync(claimId, changed.Version, accept: true)).Is(HttpStatusCode.OK);
        Assert.Equal(LevelGroup.L3, Assert.Single(await service.LedgerAsync(candidate)).LevelGroup);
        (await ChangeAsync(Requests.Claim("2021-01-01", keepDocuments: [proof]), 3)).IsRefused(HttpStatusCode.Conflict, "R33", "claim-none-open");

        Task<Answer> ChangeAsync(object claim, long ifMatch, params (string, byte[])[] proofs) =>
            service.OfAsync(candidate, HttpMethod.Post, "exemption-claim/change", Requests.Form(claim, proofs), ifMatch);
    }

    [Fact]
    public async Task R33_who_claimed_in_time_is_not_stopped_by_an_officer_who_takes_long()
    {
        var (vacancyId, session) = await service.ProcedureAsync(inDays: 12, periodDays: 3);
        var (unregistered, absent, refused) = (await service.AdmitAsync(vacancyId), await service.AdmitAsync(vacancyId), await service.AdmitAsync(vacancyId));
        var claims = new Dictionary<Candidate, Guid>();
        foreach (var candidate in new[] { unregistered, absent, refused })
            claims[candidate] = (await service.ClaimAsync(candidate, Requests.Claim("2020-01-01"))).Is(HttpStatusCode.Created)["claimId"].GetGuid();
        var number = await service.BookAsync(absent, session);
        service.MoveTo(service.Clock.GetCurrentInstant() + Duration.FromDays(5));
        await service.StandsAsync(unregistered, Standing.Stopped);
        await service.StandsAsync(refused, Standing.Stopped);
        service.MoveTo(session.StartsAt);
        var result = AssessmentFixture.Result(session, number, "");
        result.Outcome = Outcome.Absent;
        await service.SubmitAsync(result);
        Assert.Equal(Standing.Stopped, (await service.ReadAsync(absent)).Standing);

        foreach (var candidate in new[] { unregistered, absent })
        {
            (await DecideAsync(claims[candidate], 1, accept: true)).Is(HttpStatusCode.OK);
            var row = await service.ReadAsync(candidate);
            Assert.Equal((Standing.Exempted, (AssessmentStop?)null), (row.Standing, row.StopReason));
            var stopped = await service.PublishedAsync<AssessmentStopped>(e => e.CandidacyId == candidate.CandidacyId);
            Assert.True((await service.PublishedAsync<AssessmentExempted>(e => e.CandidacyId == candidate.CandidacyId)).Version > stopped.Version);
        }

        (await DecideAsync(claims[refused], 1, accept: false, "Niet bewezen.")).Is(HttpStatusCode.OK);
        Assert.Equal(Standing.Stopped, (await service.ReadAsync(refused)).Standing);
    }

    [Fact]
    public async Task R33_proofs_are_for_the_candidate_and_for_officers_and_claims_are_listed()
    {
        var vacancyId = await service.VacancyAsync();
        var (candidate, other, ended) = (await service.AdmitAsync(vacancyId), await service.AdmitAsync(vacancyId), await service.AdmitAsync(vacancyId));
        var claimed = (await service.ClaimAsync(candidate, Requests.Claim("2020-01-01"))).Is(HttpStatusCode.Created);
        var content = $"documents/{claimed["proofs"][0].GetProperty("documentId").GetGuid()}/content";
        using (var stranger = service.Of(other)) (await stranger.SendAsync(HttpMethod.Get, content)).Is(HttpStatusCode.NotFound);
        using (var own = service.Of(candidate)) Assert.Equal(Files.Pdf(100_000), (await own.SendAsync(HttpMethod.Get, content)).Is(HttpStatusCode.OK).Bytes);
        (await service.ByAsync("officer-1", HttpMethod.Get, content)).Is(HttpStatusCode.OK);

        await service.ClaimAsync(other, Requests.Claim("2020-01-01"));
        await service.OfAsync(other, HttpMethod.Delete, "exemption-claim");
        await service.ClaimAsync(ended, Requests.Claim("2020-01-01"));
        await service.PublishAndHandleAsync(new CandidacyWithdrawn(ended.CandidacyId, vacancyId, ended.PersonId, 9, service.Clock.GetCurrentInstant()));
        Assert.Equal(2, await CountAsync(""));
        Assert.Equal(1, await CountAsync("&state=Open"));
        Assert.Equal(1, await CountAsync("&ended=true"));
        foreach (var sort in new[] { "claimedAt", "-claimedAt", "session", "-session", "name", "-name", "state", "-state" }) Assert.Equal(2, await CountAsync($"&sort={sort}"));
        (await service.ByAsync("officer-1", HttpMethod.Get, "exemption-claims?sort=proof")).IsInvalid("sort");
        (await service.ByAsync("officer-1", HttpMethod.Get, $"exemption-claims/{Guid.NewGuid()}")).Is(HttpStatusCode.NotFound);
        (await DecideAsync(Guid.NewGuid(), 1, accept: true)).Is(HttpStatusCode.NotFound);

        async Task<int> CountAsync(string filter)
        {
            var answer = (await service.ByAsync("officer-1", HttpMethod.Get, $"exemption-claims?vacancyId={vacancyId}{filter}")).Is(HttpStatusCode.OK);
            Assert.Equal(answer["total"].GetInt32(), answer.Items.Count);
            return answer.Items.Count;
        }
    }

    private Task<Answer> DecideAsync(Guid claimId, long version, bool accept, string? motivation = null, string officer = "officer-1") =>
        service.ByAsync(officer, HttpMethod.Post, $"exemption-claims/{claimId}/decision", new { accept, motivation }, version);

    private static string Day(LocalDate date) => AssessmentFixture.Text(date);
}
