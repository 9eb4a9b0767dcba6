using System.Net;
using Microsoft.EntityFrameworkCore;
using Selection.Candidacies.Domain;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Xunit;

namespace Selection.Candidacies.Tests.Features;

[Collection(CandidacyService.Name)]
public sealed class MergeTests(CandidacyFixture service)
{
    [Fact]
    public async Task R56_what_a_merged_person_had_is_the_others_and_either_account_leads_there()
    {
        var (staying, merged) = (await PersonAsync(), await PersonAsync(TestNumbers.Of(9401)));
        var vacancy = await service.VacancyAsync();
        var candidacy = await service.ApplyAsync(merged.Client, vacancy);
        (await service.UploadAsync(merged.Client, "proof.pdf", "%PDF-1.7\n%%EOF\n"u8.ToArray())).Is(HttpStatusCode.Created);
        using var officer = service.Officer();
        var preview = (await service.GetAsync(officer, $"persons/{staying.Id}/merge/{merged.Id}")).Is(HttpStatusCode.OK);
        Assert.True(preview["takesMergedNumber"].GetBoolean());
        Assert.Equal((1, 1), (preview["merged"].GetProperty("candidacies").GetInt32(), preview["merged"].GetProperty("documents").GetInt32()));

        (await MergeAsync(officer, staying, merged)).Is(HttpStatusCode.OK);

        var told = await service.PublishedAsync<PersonMerged>(e => e.MergedPersonId == merged.Id);
        Assert.Equal((staying.Id, 2, merged.Subject), (told.PersonId, told.Version, told.MergedSubject));
        foreach (var client in new[] { staying.Client, merged.Client })
        {
            var account = (await service.GetAsync(client, "account")).Is(HttpStatusCode.OK);
            Assert.Equal((staying.Id, $"**.**.**-***.{TestNumbers.Of(9401)[9..]}"), (account.Id("personId"), account["nationalNumber"].GetString()));
            Assert.Equal(candidacy, Assert.Single((await service.GetAsync(client, "candidacies")).Items).GetProperty("candidacyId").GetGuid());
            Assert.Single((await service.GetAsync(client, "documents")).Items);
            Assert.Contains((await service.GetAsync(client, "messages")).Items, m => m.GetProperty("subject").GetString() == "Uw twee accounts zijn nu één");
        }

        await AssertNothingLeftOfAsync(merged.Id);
    }

    [Fact]
    public async Task R56_of_two_candidacies_for_one_vacancy_the_officer_chooses_and_the_other_ends()
    {
        var (staying, merged) = (await PersonAsync(), await PersonAsync());
        var vacancy = await service.VacancyAsync();
        var first = await service.ValidatedAsync(staying.Client, vacancy);
        var second = await service.ApplyAsync(merged.Client, vacancy);
        using var officer = service.Officer();
        var meeting = (await service.GetAsync(officer, $"persons/{staying.Id}/merge/{merged.Id}"))["meetings"].EnumerateArray().Single();
        Assert.Equal("OfficerChooses", meeting.GetProperty("meeting").GetString());
        (await MergeAsync(officer, staying, merged)).IsRefused(HttpStatusCode.Conflict, "R56", "candidacy-to-choose");
        (await MergeAsync(officer, staying, merged, first, second)).IsRefused(HttpStatusCode.Conflict, "R56", "candidacy-to-choose");
        (await MergeAsync(officer, staying, merged, Guid.NewGuid())).IsRefused(HttpStatusCode.Conflict, "R56", "candidacy-to-choose");

        (await MergeAsync(officer, staying, merged, second)).Is(HttpStatusCode.OK);

        await using var db = service.NewDb();
        var states = await db.Candidacies.Where(c => c.PersonId == staying.Id).ToDictionaryAsync(c => c.CandidacyId, c => c.State);
        Assert.Equal(new() { [first] = CandidacyState.Withdrawn, [second] = CandidacyState.Provisional }, states);
        Assert.Contains(await db.Messages.Where(m => m.PersonId == staying.Id).Select(m => m.Kind).ToListAsync(), k => k == "candidacy-merged");
    }

    [Fact]
    public async Task R56_after_closing_the_ending_candidacy_is_withdrawn_everywhere()
    {
        var (staying, merged) = (await PersonAsync(), await PersonAsync());
        var vacancy = await service.VacancyAsync();
        var first = await service.ValidatedAsync(staying.Client, vacancy);
        var second = await service.ValidatedAsync(merged.Client, vacancy);
        await service.CloseAsync(vacancy);
        using var officer = service.Officer();
        (await MergeAsync(officer, staying, merged, first)).Is(HttpStatusCode.OK);
        await service.PublishedAsync<CandidacyWithdrawn>(e => e.CandidacyId == second);
        await AssertNothingLeftOfAsync(merged.Id);
        await using var db = service.NewDb();
        Assert.Equal(2, await db.Dossiers.CountAsync(d => d.PersonId == staying.Id));
    }

    [Fact]
    public async Task R56_what_comes_later_for_the_merged_person_is_the_others()
    {
        var (staying, merged) = (await PersonAsync(), await PersonAsync());
        var vacancy = await service.VacancyAsync();
        var candidacy = await service.ValidatedAsync(merged.Client, vacancy);
        await service.CloseAsync(vacancy);
        using var officer = service.Officer();
        (await MergeAsync(officer, staying, merged)).Is(HttpStatusCode.OK);
        await service.PublishAndHandleAsync(new CandidacyRefused(candidacy, vacancy, merged.Id, 2, "Geen diploma.", service.Clock.GetCurrentInstant()));
        await using var db = service.NewDb();
        Assert.Equal(staying.Id, await db.Messages.Where(m => m.CandidacyId == candidacy && m.Kind == "refused").Select(m => m.PersonId).SingleAsync());
    }

    [Fact]
    public async Task R56_chains_of_merges_lead_to_the_one_who_is_left()
    {
        var (a, b, c) = (await PersonAsync(), await PersonAsync(), await PersonAsync());
        var candidacy = await service.ApplyAsync(a.Client, await service.VacancyAsync());
        using var officer = service.Officer();
        (await MergeAsync(officer, b, a)).Is(HttpStatusCode.OK);
        (await MergeAsync(officer, c, b with { Version = 2 })).Is(HttpStatusCode.OK);
        Assert.Equal(c.Id, (await service.GetAsync(a.Client, "account")).Is(HttpStatusCode.OK).Id("personId"));
        Assert.Equal(candidacy, Assert.Single((await service.GetAsync(b.Client, "candidacies")).Items).GetProperty("candidacyId").GetGuid());
        Assert.Equal(c.Id, (await service.GetAsync(officer, $"persons/{a.Id}"))["mergedInto"].GetGuid());
        (await MergeAsync(officer, a with { Version = 2 }, c with { Version = 2 })).IsRefused(HttpStatusCode.Conflict, "R56", "merged-before");
        await AssertNothingLeftOfAsync(a.Id);
    }

    [Fact]
    public async Task R56_two_officers_merging_both_ways_at_once_make_one_person()
    {
        var (a, b) = (await PersonAsync(), await PersonAsync());
        using var officer = service.Officer();
        var answers = await Task.WhenAll(MergeAsync(officer, a, b), MergeAsync(officer, b, a), MergeAsync(officer, a, b));
        Assert.Single(answers, x => x.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(x => x.Status != HttpStatusCode.OK), x => x.IsRefused(HttpStatusCode.Conflict, "R56", "merged-before"));
        Assert.Equal((await service.GetAsync(a.Client, "account")).Id("personId"), (await service.GetAsync(b.Client, "account")).Id("personId"));
    }

    [Fact]
    public async Task R56_applying_with_both_accounts_while_they_are_merged_leaves_one_live_candidacy()
    {
        using var officer = service.Officer();
        for (var round = 0; round < 5; round++)
        {
            var (a, b) = (await PersonAsync(), await PersonAsync());
            var vacancy = await service.VacancyAsync();
            Task<Answer>[] all =
            [
                MergeAsync(officer, a, b),
                service.SendAsync(a.Client, HttpMethod.Post, $"vacancies/{vacancy}/candidacies"),
                service.SendAsync(b.Client, HttpMethod.Post, $"vacancies/{vacancy}/candidacies"),
            ];
            var answers = await Task.WhenAll(all);
            Assert.All(answers, x => Assert.True(x.Status is HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.Conflict, x.Status.ToString()));
            await using var db = service.NewDb();
            var live = await db.Candidacies.Where(c => c.VacancyId == vacancy).Select(c => c.PersonId).ToListAsync();
            if (answers[0].Status == HttpStatusCode.OK) Assert.Equal(a.Id, Assert.Single(live));
            else answers[0].IsRefused(HttpStatusCode.Conflict, "R56", "candidacy-to-choose");
        }
    }

    [Fact]
    public async Task R56_a_merge_needs_both_versions_and_the_typed_name_and_two_persons()
    {
        var (a, b) = (await PersonAsync(TestNumbers.Of(9402)), await PersonAsync(TestNumbers.Of(9403)));
        using var officer = service.Officer();
        (await MergeAsync(officer, a with { Version = 7 }, b)).Is(HttpStatusCode.PreconditionFailed);
        (await MergeAsync(officer, a, b with { Version = 7 })).Is(HttpStatusCode.PreconditionFailed);
        (await MergeAsync(officer, a, a)).IsRefused(HttpStatusCode.Conflict, "R56", "same-person");
        (await MergeAsync(officer, a, b with { Id = Guid.NewGuid() })).Is(HttpStatusCode.NotFound);
        (await service.SendAsync(officer, HttpMethod.Post, $"persons/{a.Id}/merge", new { mergedPersonId = b.Id, mergedVersion = 1, confirmation = "Peters" }, 1)).IsInvalid("confirmation");
        var untyped = (await service.SendAsync(officer, HttpMethod.Post, $"persons/{a.Id}/merge", new { mergedPersonId = b.Id, mergedVersion = 1, confirmation = " " }, 1)).IsInvalid("confirmation");
        Assert.Equal("Fill this in.", untyped.Json.GetProperty("errors").GetProperty("confirmation")[0].GetString());
        (await MergeAsync(officer, a, b)).IsRefused(HttpStatusCode.Conflict, "R56", "two-numbers");
    }

    private async Task<TestPerson> PersonAsync(string? number = null)
    {
        var subject = $"merge-{Guid.NewGuid():N}";
        var client = service.As(Roles.Candidate, subject);
        var id = (await service.SendAsync(client, HttpMethod.Post, "account", CandidacyFixture.Account(nationalNumber: number))).Is(HttpStatusCode.Created).Id("personId");
        return new TestPerson(client, id, subject, 1);
    }

    private Task<Answer> MergeAsync(HttpClient officer, TestPerson staying, TestPerson merged, params Guid[] kept) =>
        service.SendAsync(officer, HttpMethod.Post, $"persons/{staying.Id}/merge",
            new { mergedPersonId = merged.Id, mergedVersion = merged.Version, confirmation = "peeters", keptCandidacies = kept }, staying.Version);

    /// <summary>No table but those that tell of the merge knows the person any more.</summary>
    private async Task AssertNothingLeftOfAsync(Guid personId)
    {
        await using var db = service.NewDb();
        var tables = await db.Database.SqlQuery<string>($"""
            select table_name::text as "Value" from information_schema.columns
            where table_schema = 'public' and column_name = 'person_id' and table_name not in ('persons', 'record', 'merged_persons', 'person_keys')
            """).ToListAsync();
        Assert.Contains("messages", tables);
        foreach (var table in tables)
        {
#pragma warning disable EF1002
            var left = await db.Database.SqlQueryRaw<int>($"select count(*)::int as \"Value\" from {table} where person_id = {{0}}", personId).SingleAsync();
#pragma warning restore EF1002
            Assert.True(left == 0, $"{left} rows in {table}");
        }
    }

    private sealed record TestPerson(HttpClient Client, Guid Id, string Subject, long Version);
}
