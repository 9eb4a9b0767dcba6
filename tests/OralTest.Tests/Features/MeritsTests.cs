using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Selection.Contracts.Dossiers;
using Selection.Contracts.Events;
using Selection.Contracts.Vacancies;
using Selection.Testing;
using Xunit;

namespace Selection.OralTest.Tests.Features;

public sealed class MeritsTests(OralTestFixture service) : IClassFixture<OralTestFixture>
{
    private static Dossier Titled(string title) => Samples.Dossier() with
    {
        Documents = [new DossierDocument(Guid.CreateVersion7(), DocumentKind.Diploma, "d.pdf", "00", new DiplomaFacts(DiplomaLevel.Master, title, "University", "BE", "nl", 2005, true))],
    };

    private static CandidacyLodged Lodged(Candidate c, string title, long version = 1) => Samples.Lodged(c.VacancyId, c.PersonId, c.CandidacyId, Titled(title), version);

    private async Task<Candidate> JudgedAsync(decimal result = 14m, RuleSet? rules = null)
    {
        var (_, candidate) = await service.DeliberatedAsync(result, rules);
        (await service.ChairAsync(HttpMethod.Post, $"hearings/{candidate.CandidacyId}/judge")).Expect(200);
        return candidate;
    }

    private async Task<List<JsonElement>> MeritsAsync(Candidate candidate, string query = "") =>
        [.. (await service.MemberAsync(2, HttpMethod.Get, $"vacancies/{candidate.VacancyId}/merits{query}")).Expect(200)["items"].EnumerateArray()];

    [Fact]
    public async Task R46_the_committee_sees_diplomas_and_merits_of_the_suitable_side_by_side_with_the_place_they_gave()
    {
        var suitable = await JudgedAsync();
        var other = await service.PassedAsync(suitable.VacancyId);
        await service.PublishAndHandleAsync(Lodged(suitable, "Master of laws"));
        await service.PublishAndHandleAsync(Lodged(other, "Not heard yet"));
        (await service.ChairAsync(HttpMethod.Put, $"vacancies/{suitable.VacancyId}/comparison",
            new { places = new[] { new { candidacyId = suitable.CandidacyId, place = 1, reason = "A longer lead." } } })).Expect(200);

        var item = Assert.Single(await MeritsAsync(suitable));

        Assert.Equal((suitable.CandidacyId, 70m, 1, "A longer lead."),
            (item.GetProperty("candidacyId").GetGuid(), item.GetProperty("totalPercent").GetDecimal(), item.GetProperty("place").GetInt32(), item.GetProperty("reason").GetString()));
        var diploma = Assert.Single(item.GetProperty("diplomas").EnumerateArray());
        Assert.Equal(("Master", "Master of laws", "University", 2005, true),
            (diploma.GetProperty("level").GetString(), diploma.GetProperty("title").GetString(), diploma.GetProperty("institution").GetString(), diploma.GetProperty("year").GetInt32(), diploma.GetProperty("madeEqual").GetBoolean()));
        Assert.Equal("Director", Assert.Single(item.GetProperty("experiences").EnumerateArray()).GetProperty("function").GetString());
        Assert.Equal((7, 0), (item.GetProperty("management").GetProperty("years").GetInt32(), item.GetProperty("useful").GetProperty("years").GetInt32()));
        Assert.Single(await MeritsAsync(suitable, "?total=70.00"));
        Assert.Empty(await MeritsAsync(suitable, "?total=69.99"));
    }

    [Fact]
    public async Task R46_who_is_not_suitable_is_not_compared_and_without_a_dossier_there_is_nothing_to_see_yet()
    {
        Assert.Empty(await MeritsAsync(await JudgedAsync(11m)));
        var item = Assert.Single(await MeritsAsync(await JudgedAsync()));
        Assert.Equal((JsonValueKind.Null, 0), (item.GetProperty("closingDate").ValueKind, item.GetProperty("diplomas").GetArrayLength()));
    }

    [Fact]
    public async Task R46_the_newest_dossier_counts_whatever_the_order_of_arrival_and_however_often()
    {
        var candidate = await JudgedAsync();
        await service.PublishAndHandleAsync(Lodged(candidate, "Newest", version: 3));
        await service.PublishAndHandleAsync(Lodged(candidate, "Older", version: 2));
        await service.PublishAndHandleAsync(Lodged(candidate, "Newest", version: 3));

        var diploma = Assert.Single(Assert.Single(await MeritsAsync(candidate)).GetProperty("diplomas").EnumerateArray());
        Assert.Equal("Newest", diploma.GetProperty("title").GetString());
    }

    [Fact]
    public async Task R41_a_member_does_not_see_the_merits_of_whom_they_are_recused_from()
    {
        var candidate = await JudgedAsync(rules: new RuleSet { Committee = new CommitteeRule { Recusal = RecusalScope.Candidate } });
        (await service.MemberAsync(2, HttpMethod.Post, $"vacancies/{candidate.VacancyId}/committee/conflicts", new { candidate.CandidacyId, reason = "A cousin" })).Expect(200);
        Assert.Empty(await MeritsAsync(candidate));

        var whole = await JudgedAsync();
        (await service.MemberAsync(2, HttpMethod.Post, $"vacancies/{whole.VacancyId}/committee/conflicts", new { reason = "A cousin" })).Expect(200);
        (await service.MemberAsync(2, HttpMethod.Get, $"vacancies/{whole.VacancyId}/merits")).IsRefused("R41", "recused", 403);
        (await service.SendAsync(ServiceDefaults.Auth.Roles.CommitteeMember, "stranger", HttpMethod.Get, $"vacancies/{whole.VacancyId}/merits")).Expect(404);
    }

    [Fact]
    public async Task R41_a_member_who_came_later_sees_the_merits_only_of_whom_they_have_declared_about()
    {
        var candidate = await JudgedAsync();
        await service.PublishAndHandleAsync(Lodged(candidate, "Master of laws"));
        var committee = $"vacancies/{candidate.VacancyId}/committee";
        (await service.OfficerAsync(HttpMethod.Post, $"{committee}/replacements", new { leaving = "member-9", member = OralTestFixture.Member(11), reason = "Moved abroad" },
            (await service.OfficerAsync(HttpMethod.Get, committee)).Version)).Expect(200);
        Assert.Equal(0, await CountAsync());

        (await service.DeclareAsync(11, candidate.VacancyId, new { candidate.CandidacyId, conflict = false })).Expect(200);
        Assert.Equal(1, await CountAsync());

        async Task<int> CountAsync() => (await service.MemberAsync(11, HttpMethod.Get, $"vacancies/{candidate.VacancyId}/merits")).Expect(200)["total"].GetInt32();
    }

    [Fact]
    public async Task R46_equal_merits_share_a_place_and_another_reason_for_the_same_place_is_on_record_and_told_to_nobody()
    {
        var first = await JudgedAsync();
        var second = await service.PassedAsync(first.VacancyId);
        await CompareAsync("One degree each");
        await service.OutboxEmptyAsync();
        var told = service.Published<OralTestJudged>().Count(e => e.CandidacyId == first.CandidacyId);

        await CompareAsync("One degree each, of the same year");

        await service.OutboxEmptyAsync();
        Assert.Equal(told, service.Published<OralTestJudged>().Count(e => e.CandidacyId == first.CandidacyId));
        Assert.Equal(2, (await service.RecordedAsync(second.CandidacyId)).Count(action => action == "merits.compared"));
        Assert.Equal([1, 1], new[] { (await service.ReadAsync(first)).MeritPlace, (await service.ReadAsync(second)).MeritPlace });

        async Task CompareAsync(string reason) => (await service.ChairAsync(HttpMethod.Put, $"vacancies/{first.VacancyId}/comparison",
            new { places = new[] { first, second }.Select(c => new { candidacyId = c.CandidacyId, place = 1, reason }) })).Expect(200);
    }

    [Fact]
    public async Task R56_the_merits_of_a_merged_person_are_the_others()
    {
        var candidate = await JudgedAsync();
        var staying = await service.PersonAsync(candidate.VacancyId);
        await service.PublishAndHandleAsync(new PersonMerged(staying.PersonId, candidate.PersonId, 2, service.Now, candidate.Subject));
        await service.PublishAndHandleAsync(Lodged(candidate, "Heard after the merge"));

        await using var db = service.NewDb();
        Assert.Equal(staying.PersonId, (await db.Merits.SingleAsync(m => m.CandidacyId == candidate.CandidacyId)).PersonId);
    }

    [Fact]
    public async Task R55_nothing_is_kept_of_the_dossier_of_a_person_who_was_erased_whatever_comes_later()
    {
        var (known, unheard) = (await service.PersonAsync(Guid.CreateVersion7()), await service.PersonAsync(Guid.CreateVersion7()));
        await service.PublishAndHandleAsync(Lodged(known, "Erasable"));
        foreach (var person in new[] { known, unheard }) await service.PublishAndHandleAsync(new PersonErased(person.PersonId, 5, service.Now));
        await service.PublishAndHandleAsync(Lodged(known, "Erasable", version: 2));
        await service.PublishAndHandleAsync(Lodged(unheard, "Erasable"));

        await using var db = service.NewDb();
        Assert.Empty((await db.Merits.SingleAsync(m => m.CandidacyId == known.CandidacyId)).Diplomas);
        Assert.False(await db.Merits.AnyAsync(m => m.CandidacyId == unheard.CandidacyId));
    }
}
