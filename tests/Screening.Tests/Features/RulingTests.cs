using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Npgsql;
using Selection.Contracts.Dossiers;
using Selection.Contracts.Events;
using Selection.Screening.Domain;
using Selection.Testing;
using Xunit;

namespace Selection.Screening.Tests.Features;

public sealed class RulingTests(ScreeningFixture service) : IClassFixture<ScreeningFixture>
{
    private static readonly Instant Later = Instant.FromUtc(2025, 11, 3, 9, 0);

    /// <summary>Four and three years of management: enough together only.</summary>
    private static Dossier TwoParts() => Samples.Dossier() with
    {
        Experiences = [Samples.Management(new(2018, 1, 1), new(2021, 12, 31)), Samples.Management(new(2022, 1, 1), new(2024, 12, 31))],
    };

    private static (string, int, int) Of(JsonElement proposal) => (
        proposal.GetProperty("outcome").GetString()!, proposal.GetProperty("management").GetProperty("years").GetInt32(), proposal.GetProperty("management").GetProperty("days").GetInt32());

    private static Guid First(CandidacyLodged lodged) => lodged.Dossier.Experiences[0].ExperienceId;

    private static Guid Second(CandidacyLodged lodged) => lodged.Dossier.Experiences[1].ExperienceId;

    private async Task<CandidacyLodged> CaseAsync(Dossier? dossier = null) => await service.CaseAsync(await service.VacancyAsync(), dossier ?? TwoParts());

    [Fact]
    public async Task R57_a_rejected_experience_is_not_counted_and_the_case_shows_both_proposals_and_who_ruled_what_and_why()
    {
        var lodged = await CaseAsync();

        using var answer = await service.RuleAsync(lodged.CandidacyId, [(First(lodged), null), (Second(lodged), "Geen leiding over een dienst.")]);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("\"2\"", answer.Headers.ETag!.Tag);
        var ruled = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(("Admit", 7, 0), Of(ruled.GetProperty("systemProposal")));
        Assert.Equal(("Refuse", 4, 0), Of(ruled.GetProperty("proposal")));
        var details = await service.GetAsync($"cases/{lodged.CandidacyId}");
        Assert.Equal(("Admit", 7, 0), Of(details.GetProperty("systemProposal")));
        Assert.Equal(("Refuse", 4, 0), Of(details.GetProperty("proposal")));
        var (first, second) = (details.GetProperty("experiences")[0], details.GetProperty("experiences")[1]);
        Assert.Equal((4, 0, true), (first.GetProperty("years").GetInt32(), first.GetProperty("days").GetInt32(), first.GetProperty("accepted").GetBoolean()));
        Assert.Equal((3, 0, false), (second.GetProperty("years").GetInt32(), second.GetProperty("days").GetInt32(), second.GetProperty("accepted").GetBoolean()));
        Assert.Equal(
            ("Geen leiding over een dienst.", "officer-1"), (second.GetProperty("ruling").GetProperty("reason").GetString(), second.GetProperty("ruling").GetProperty("ruledBy").GetString()));
        Assert.Equal("2018-01-01", first.GetProperty("experience").GetProperty("begin").GetString());
        Assert.Equal("ExperienceRejected", details.GetProperty("flags")[0].GetProperty("flag").GetString());
        Assert.False(details.GetProperty("undisputed").GetBoolean());
    }

    [Fact]
    public async Task R57_a_rejected_experience_is_accepted_back_and_every_ruling_stays_on_record()
    {
        var lodged = await CaseAsync();
        using var rejected = await service.RuleAsync(lodged.CandidacyId, [(Second(lodged), "Geen leiding.")]);
        using var accepted = await service.RuleAsync(lodged.CandidacyId, [(Second(lodged), null)], ifMatch: 2);

        var row = await service.ReadAsync(lodged.CandidacyId);
        Assert.Equal((Outcome.Admit, 3, true), (row.ProposedOutcome!.Value, row.Version, row.Undisputed));
        Assert.Null(row.RuledProposal);
        var details = await service.GetAsync($"cases/{lodged.CandidacyId}");
        Assert.Equal([false, true], details.GetProperty("rulings").EnumerateArray().Select(r => r.GetProperty("accepted").GetBoolean()));
        await using var db = service.NewDb();
        Assert.Equal(2, await db.Records.CountAsync(r => r.EntityId == lodged.CandidacyId && r.Action == "experiences.ruled" && r.Actor == "officer-1" && r.RuleVersion == 1));
        Assert.DoesNotContain("leiding", (await db.Records.FirstAsync(r => r.EntityId == lodged.CandidacyId && r.Action == "experiences.ruled")).Details, StringComparison.Ordinal);
        await Assert.ThrowsAsync<PostgresException>(() => db.ExperienceRulings.Where(r => r.CandidacyId == lodged.CandidacyId).ExecuteDeleteAsync());
        await Assert.ThrowsAsync<PostgresException>(() => db.ExperienceRulings.Where(r => r.CandidacyId == lodged.CandidacyId).ExecuteUpdateAsync(r => r.SetProperty(x => x.Accepted, true)));
    }

    [Fact]
    public async Task R57_of_rulings_of_which_one_is_wrong_none_is_kept_and_each_fault_names_its_field()
    {
        var lodged = await CaseAsync();

        using var answer = await service.RuleAsync(lodged.CandidacyId, [(First(lodged), "Geen leiding."), (Second(lodged), "Wel: […]"), (Guid.CreateVersion7(), null)]);
        using var silent = await service.RuleAsync(lodged.CandidacyId, [(First(lodged), " ")]);
        using var nothing = await service.RuleAsync(lodged.CandidacyId, []);

        Assert.All([answer, silent, nothing], a => Assert.Equal(HttpStatusCode.BadRequest, a.StatusCode));
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        Assert.Equal(["rulings[1].reason", "rulings[2].experienceId"], errors.EnumerateObject().Select(e => e.Name));
        Assert.Contains("[…]", errors.GetProperty("rulings[1].reason")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal((1, null), ((await service.ReadAsync(lodged.CandidacyId)).Version, (await service.ReadAsync(lodged.CandidacyId)).ClaimedBy));
    }

    [Fact]
    public async Task R57_only_an_open_case_is_ruled_on_and_on_the_version_that_was_seen()
    {
        var lodged = await CaseAsync();
        using var officer = service.Officer();
        using var without = await service.PostAsync(officer, $"cases/{lodged.CandidacyId}/rulings", new { rulings = new[] { new { experienceId = First(lodged), accepted = true } } });
        using var stale = await service.RuleAsync(lodged.CandidacyId, [(First(lodged), null)], ifMatch: 7);
        using var nobody = await service.RuleAsync(Guid.CreateVersion7(), [(First(lodged), null)]);
        using var decided = await service.DecideAsync(lodged.CandidacyId, new { outcome = "Admit" });
        using var late = await service.RuleAsync(lodged.CandidacyId, [(First(lodged), "Te laat.")], ifMatch: 2);

        Assert.Equal(HttpStatusCode.PreconditionRequired, without.StatusCode);
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
        Assert.Equal("case-decided", await ScreeningFixture.CodeOf(late));
    }

    [Fact]
    public async Task R57_of_officers_who_rule_at_once_one_is_heard_and_the_others_are_told()
    {
        var lodged = await CaseAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => service.RuleAsync(lodged.CandidacyId, [(First(lodged), $"Reden {i}.")], officer: $"officer-{i}")));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.OK);
        Assert.Equal(7, answers.Count(a => a.StatusCode is HttpStatusCode.PreconditionFailed));
        await using var db = service.NewDb();
        Assert.Equal(1, await db.ExperienceRulings.CountAsync(r => r.CandidacyId == lodged.CandidacyId));
    }

    [Fact]
    public async Task R57_the_decision_is_judged_by_what_is_accepted_and_its_act_names_what_is_not()
    {
        var lodged = await CaseAsync();
        using var ruled = await service.RuleAsync(lodged.CandidacyId, [(Second(lodged), "De taken omvatten geen leiding.")]);

        using var silent = await service.DecideAsync(lodged.CandidacyId, new { outcome = "Admit" }, ifMatch: 2);
        using var decided = await service.DecideAsync(lodged.CandidacyId, new { outcome = "Refuse", motivation = "Vier jaar volstaat niet." }, ifMatch: 2);

        Assert.Equal("motivation-for-departure", await ScreeningFixture.CodeOf(silent));
        Assert.Equal(HttpStatusCode.OK, decided.StatusCode);
        var refused = await service.PublishedAsync<CandidacyRefused>(e => e.CandidacyId == lodged.CandidacyId);
        Assert.Contains("niet aanvaard", refused.Motivation, StringComparison.Ordinal);
        Assert.Contains("van 1\u00a0januari 2022 tot en met 31\u00a0december 2024", refused.Motivation, StringComparison.Ordinal);
        Assert.Contains("De taken omvatten geen leiding.", refused.Motivation, StringComparison.Ordinal);
        Assert.Contains(": 4\u00a0jaar, waar", refused.Motivation, StringComparison.Ordinal);
        Assert.DoesNotContain("wijkt af", refused.Motivation, StringComparison.Ordinal);
        await using var db = service.NewDb();
        Assert.Equal(Outcome.Refuse, (await db.Decisions.SingleAsync(d => d.CandidacyId == lodged.CandidacyId)).ProposedOutcome);
    }

    [Fact]
    public async Task R57_rulings_stay_when_a_case_is_reopened_until_they_are_changed()
    {
        var lodged = await CaseAsync();
        using var ruled = await service.RuleAsync(lodged.CandidacyId, [(Second(lodged), "Geen leiding.")]);
        using var decided = await service.DecideAsync(lodged.CandidacyId, new { outcome = "Refuse", motivation = "Te kort." }, ifMatch: 2);
        using var officer = service.Officer();
        using var reopened = await service.PostAsync(officer, $"cases/{lodged.CandidacyId}/reopen", new { reason = "Beroep" }, 3);

        var details = await service.GetAsync($"cases/{lodged.CandidacyId}");
        using var again = await service.RuleAsync(lodged.CandidacyId, [(Second(lodged), null)], ifMatch: 4);
        using var admitted = await service.DecideAsync(lodged.CandidacyId, new { outcome = "Admit" }, ifMatch: 5);

        Assert.Equal(("Refuse", 4, 0), Of(details.GetProperty("proposal")));
        Assert.False(details.GetProperty("experiences")[1].GetProperty("accepted").GetBoolean());
        Assert.Equal(["ExperienceRejected", "Reopened"], details.GetProperty("flags").EnumerateArray().Select(f => f.GetProperty("flag").GetString()));
        Assert.Equal(HttpStatusCode.OK, admitted.StatusCode);
        Assert.Equal(2, (await service.GetAsync($"cases/{lodged.CandidacyId}")).GetProperty("rulings").GetArrayLength());
    }

    [Fact]
    public async Task R57_a_dossier_that_comes_anew_sets_the_rulings_aside_and_says_so()
    {
        var lodged = await CaseAsync();
        using var ruled = await service.RuleAsync(lodged.CandidacyId, [(Second(lodged), "Geen leiding.")]);
        var kept = lodged.Dossier.Experiences[1];
        var anew = lodged with { Version = 2, Dossier = lodged.Dossier with { Experiences = [Samples.Management(new(2010, 1, 1), new(2014, 12, 31)), kept] } };

        await service.PublishAndHandleAsync(anew);

        var row = await service.ReadAsync(lodged.CandidacyId);
        Assert.Equal((Outcome.Admit, 3, false), (row.ProposedOutcome!.Value, row.Version, row.Undisputed));
        Assert.Equal([CaseFlag.RulingsSetAside], row.Flags);
        var details = await service.GetAsync($"cases/{lodged.CandidacyId}");
        Assert.Equal(("Admit", 8, 0), Of(details.GetProperty("proposal")));
        Assert.All(details.GetProperty("experiences").EnumerateArray(), e => Assert.True(e.GetProperty("accepted").GetBoolean()));
        Assert.True(details.GetProperty("rulings")[0].GetProperty("setAside").GetBoolean());
        Assert.Equal("RulingsSetAside", details.GetProperty("flags")[0].GetProperty("flag").GetString());
        Assert.Equal(0, (await service.PreviewAsync(lodged.VacancyId)).GetProperty("admit").GetInt32());
        await using var db = service.NewDb();
        Assert.Equal(1, await db.Records.CountAsync(r => r.EntityId == lodged.CandidacyId && r.Action == "rulings.set-aside"));

        // Once the officer has looked again, it stands to be accepted like any other.
        using var looked = await service.RuleAsync(lodged.CandidacyId, [(kept.ExperienceId, null)], ifMatch: 3);
        Assert.True((await service.ReadAsync(lodged.CandidacyId)).Undisputed);
    }

    [Fact]
    public async Task R57_a_dossier_that_comes_anew_before_any_ruling_sets_nothing_aside()
    {
        var lodged = await CaseAsync();
        await service.PublishAndHandleAsync(lodged with { Version = 2 });

        Assert.Empty((await service.ReadAsync(lodged.CandidacyId)).Flags);
        await using var db = service.NewDb();
        Assert.False(await db.Records.AnyAsync(r => r.EntityId == lodged.CandidacyId && r.Action == "rulings.set-aside"));
    }

    [Fact]
    public async Task R18_a_dossier_that_comes_anew_while_it_is_ruled_on_never_keeps_a_ruling_on_the_old_one()
    {
        var vacancyId = await service.VacancyAsync();
        var lodged = await service.BurstAsync(vacancyId, 20, _ => TwoParts());

        var ruling = lodged.Select(l => service.RuleAsync(l.CandidacyId, [(Second(l), "Geen leiding.")])).ToArray();
        var anew = lodged.Select(l => service.PublishAndHandleAsync(l with { Version = 2, Dossier = Samples.Dossier() })).ToArray();
        await Task.WhenAll(anew);
        var answers = await Task.WhenAll(ruling);

        await using var db = service.NewDb();
        var rows = await db.Cases.AsNoTracking().Where(c => c.VacancyId == vacancyId).ToListAsync();
        Assert.All(rows, row => Assert.Equal((2, Outcome.Admit, true), (row.LodgedVersion, row.ProposedOutcome!.Value, row.RuledProposal is null)));
        var heard = lodged.Where((_, i) => answers[i].IsSuccessStatusCode).Select(l => l.CandidacyId).ToHashSet();
        Assert.All(rows, row => Assert.Equal(heard.Contains(row.CandidacyId), row.Flags.Contains(CaseFlag.RulingsSetAside)));
    }

    [Fact]
    public async Task R19_a_withdrawn_case_is_not_ruled_on()
    {
        var lodged = await CaseAsync();
        await service.PublishAndHandleAsync(new CandidacyWithdrawn(lodged.CandidacyId, lodged.VacancyId, lodged.PersonId, 2, Later));

        using var answer = await service.RuleAsync(lodged.CandidacyId, [(First(lodged), null)], ifMatch: 2);

        Assert.Equal("case-withdrawn", await ScreeningFixture.CodeOf(answer));
    }

    [Fact]
    public async Task R21_a_case_is_shown_condition_by_condition_with_its_facts_and_documents_in_the_readers_language()
    {
        var diploma = Samples.Diploma();
        var dossier = TwoParts() with { Documents = [diploma with { Diploma = diploma.Diploma! with { Level = DiplomaLevel.Bachelor } }] };
        var lodged = await CaseAsync(dossier);
        using var auditor = service.As("auditor", "ada");
        auditor.DefaultRequestHeaders.Add("Accept-Language", "fr");

        using var answer = await auditor.GetAsync($"/api/screening/cases/{lodged.CandidacyId}");

        Assert.Equal("\"1\"", answer.Headers.ETag!.Tag);
        var details = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var (first, second) = (details.GetProperty("conditions")[0], details.GetProperty("conditions")[1]);
        Assert.Equal(("Diploma", false), (first.GetProperty("condition").GetString(), first.GetProperty("met").GetBoolean()));
        Assert.Equal("La condition de diplôme n'est pas remplie.", first.GetProperty("sentences")[0].GetString());
        Assert.Equal(diploma.DocumentVersionId, first.GetProperty("documentVersionIds")[0].GetGuid());
        Assert.Equal("Bachelor", first.GetProperty("diploma").GetProperty("diplomas")[0].GetProperty("facts").GetProperty("level").GetString());
        Assert.Equal(("Experience", true), (second.GetProperty("condition").GetString(), second.GetProperty("met").GetBoolean()));
        var period = second.GetProperty("experience").GetProperty("management").GetProperty("count").GetProperty("periods")[0];
        Assert.Equal(("2018-01-01", "2024-12-31"), (period.GetProperty("begin").GetString(), period.GetProperty("end").GetString()));
        Assert.Equal($"/api/candidacy/documents/{diploma.DocumentVersionId}/content", details.GetProperty("documents")[0].GetProperty("address").GetString());
    }

    [Fact]
    public async Task R12_a_case_shows_which_experience_reads_as_another_language()
    {
        var french = Samples.Management(new(2018, 1, 1), new(2024, 12, 31)) with { Description = "J'ai dirigé le service des finances pour la région et je suis responsable du budget." };
        var lodged = await CaseAsync(Samples.Dossier() with { Experiences = [french] });

        var details = await service.GetAsync($"cases/{lodged.CandidacyId}");

        Assert.Equal("fr", details.GetProperty("experiences")[0].GetProperty("readsAs").GetString());
        Assert.Equal(french.ExperienceId, details.GetProperty("flags")[0].GetProperty("experienceId").GetGuid());
    }
}
