using Selection.ServiceDefaults.Auth;
using Xunit;

namespace Selection.OralTest.Tests.Features;

public sealed class ExpertTests(OralTestFixture service) : IClassFixture<OralTestFixture>
{
    private static object Expert(string subject, string name = "Els Maes", string gender = "F", string role = "nl", params string[] fields) => new
    {
        subject, name, gender, languageRole = role, fields = fields.Length > 0 ? fields : ["law"],
    };

    private static string Account() => $"expert-{Guid.CreateVersion7():N}";

    [Fact]
    public async Task R41_officers_keep_the_register_of_experts()
    {
        var subject = Account();
        var added = (await service.OfficerAsync(HttpMethod.Post, "experts", Expert(subject, fields: ["law", " Law ", "health"]))).Expect(201);
        var path = $"experts/{added["expertId"].GetGuid()}";

        var changed = (await service.OfficerAsync(HttpMethod.Put, path, new { name = "Els Maes-Peeters", gender = "X", languageRole = "fr", fields = new[] { "ICT" } }, ifMatch: 1)).Expect(200);
        (await service.OfficerAsync(HttpMethod.Put, path, new { name = "Somebody", gender = "F", languageRole = "nl", fields = new[] { "ICT" } }, ifMatch: 1)).Expect(412);
        (await service.OfficerAsync(HttpMethod.Post, $"{path}/retire")).Expect(428);
        var retired = (await service.OfficerAsync(HttpMethod.Post, $"{path}/retire", ifMatch: 2)).Expect(200);
        var reinstated = (await service.OfficerAsync(HttpMethod.Post, $"{path}/reinstate", ifMatch: 3)).Expect(200);
        var read = (await service.OfficerAsync(HttpMethod.Get, path)).Expect(200);

        Assert.Equal(["law", "health"], added["fields"].EnumerateArray().Select(f => f.GetString()));
        Assert.Equal(("Els Maes-Peeters", "X", "fr", 2), (changed["name"].GetString(), changed["gender"].GetString(), changed["languageRole"].GetString(), changed.Version));
        Assert.Equal((false, true), (retired["active"].GetBoolean(), reinstated["active"].GetBoolean()));
        Assert.Equal((subject, 4), (read["subject"].GetString(), read.Version));
        Assert.Equal(["expert.added", "expert.changed", "expert.retired", "expert.reinstated"], await service.RecordedAsync(added["expertId"].GetGuid()));
        (await service.OfficerAsync(HttpMethod.Get, $"experts/{Guid.CreateVersion7()}")).Expect(404);
        (await service.SendAsync(Roles.CommitteeMember, subject, HttpMethod.Get, path)).Expect(403);
    }

    [Fact]
    public async Task R41_one_account_is_one_expert_whoever_adds_it_at_once()
    {
        var subject = Account();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => service.OfficerAsync(HttpMethod.Post, "experts", Expert(subject))));

        var added = Assert.Single(answers, a => a.Status == 201);
        Assert.All(answers.Where(a => a.Status != 201), a =>
        {
            a.IsRefused("R41", "expert-known");
            Assert.Equal(added["expertId"].GetGuid(), a["expertId"].GetGuid());
        });
    }

    [Fact]
    public async Task R41_what_is_wrong_with_an_expert_is_told_field_by_field()
    {
        var answer = (await service.OfficerAsync(HttpMethod.Post, "experts", Expert(" ", new string('x', 201), "F", "de", "law", "", "a\0b"))).Expect(400);
        var none = (await service.OfficerAsync(HttpMethod.Post, "experts", new { subject = Account(), name = "X", gender = "M", languageRole = "fr", fields = Array.Empty<string>() })).Expect(400);
        var gender = (await service.OfficerAsync(HttpMethod.Post, "experts", Expert(Account(), gender: "Z"))).Expect(400);

        Assert.Equal(["fields[1]", "fields[2]", "languageRole", "name", "subject"], answer["errors"].EnumerateObject().Select(e => e.Name).Order());
        Assert.Equal(["fields"], none["errors"].EnumerateObject().Select(e => e.Name));
        Assert.Equal(["gender"], gender["errors"].EnumerateObject().Select(e => e.Name));
    }

    [Fact]
    public async Task R41_the_register_is_searched_filtered_sorted_and_paged()
    {
        var field = $"field-{Guid.CreateVersion7():N}";
        var (dutch, french, retired) = (Account(), Account(), Account());
        (await service.OfficerAsync(HttpMethod.Post, "experts", Expert(dutch, "Zoë Adam", "F", "nl", field, "100% law_"))).Expect(201);
        (await service.OfficerAsync(HttpMethod.Post, "experts", Expert(french, "Alain Zola", "M", "fr", field))).Expect(201);
        var gone = (await service.OfficerAsync(HttpMethod.Post, "experts", Expert(retired, "Bart Baert", "M", "nl", field))).Expect(201);
        (await service.OfficerAsync(HttpMethod.Post, $"experts/{gone["expertId"].GetGuid()}/retire", ifMatch: 1)).Expect(200);
        // The French one sits on a committee already.
        var vacancy = await service.ProcedureAsync(members: 0);
        (await service.OfficerAsync(HttpMethod.Put, $"vacancies/{vacancy}/committee",
            new { members = Enumerable.Range(0, 7).Select(i => OralTestFixture.Member(i)).Append(new { subject = french }) })).Expect(200);

        async Task<string> Of(string query)
        {
            var found = (await service.OfficerAsync(HttpMethod.Get, $"experts?field={field}&{query}")).Expect(200);
            return string.Join(' ', found["items"].EnumerateArray().Select(e => e.GetProperty("name").GetString()![0]));
        }

        Assert.Equal("A B Z", await Of(""));
        Assert.Equal("A Z", await Of("active=true"));
        Assert.Equal("B", await Of("active=false"));
        Assert.Equal("A", await Of("languageRole=fr&gender=M"));
        Assert.Equal("Z", await Of("search=ADAM"));
        Assert.Equal("Z", await Of("search=100%25 law_"));
        Assert.Equal("", await Of("search=10_%25"));
        Assert.Equal("B Z A", await Of("sort=Committees"));
        Assert.Equal("B", await Of("page=2&pageSize=1"));
        Assert.Equal("", await Of("page=9"));
        Assert.Equal(["gender", "sort"], (await service.OfficerAsync(HttpMethod.Get, "experts?sort=7&gender=9")).Expect(400)["errors"].EnumerateObject().Select(e => e.Name).Order());
    }

    [Fact]
    public async Task R41_a_committee_is_composed_from_the_register_by_account_alone()
    {
        var accounts = Enumerable.Range(0, 8).Select(_ => Account()).ToList();
        foreach (var (i, account) in accounts.Index())
            (await service.OfficerAsync(HttpMethod.Post, "experts", Expert(account, $"Expert {i}", i % 2 == 0 ? "F" : "M", i % 2 == 0 ? "nl" : "fr", "law", "health"))).Expect(201);
        var vacancy = await service.ProcedureAsync(members: 0);
        var path = $"vacancies/{vacancy}/committee";

        var unknown = (await service.OfficerAsync(HttpMethod.Put, path, new { members = accounts.Skip(1).Select(subject => new { subject }).Append(new { subject = Account() }) })).Expect(400);
        var installed = (await service.OfficerAsync(HttpMethod.Put, path, new { members = accounts.Select((subject, i) => new { subject, isChair = i == 0 }) })).Expect(200);

        Assert.Equal(["members[7].field", "members[7].gender", "members[7].languageRole", "members[7].name"], unknown["errors"].EnumerateObject().Select(e => e.Name).Order());
        Assert.Equal("law, health", installed["members"][0].GetProperty("field").GetString());
        Assert.Equal(Enumerable.Range(0, 8).Select(i => $"Expert {i}"), installed["members"].EnumerateArray().Select(m => m.GetProperty("name").GetString()));

        // R41: the register may change; the committee stays what it was.
        var found = (await service.OfficerAsync(HttpMethod.Get, $"experts?search={accounts[3]}")).Expect(200)["items"][0];
        (await service.OfficerAsync(HttpMethod.Post, $"experts/{found.GetProperty("expertId").GetGuid()}/retire", ifMatch: 1)).Expect(200);
        Assert.Equal(8, (await service.OfficerAsync(HttpMethod.Get, path)).Expect(200)["members"].GetArrayLength());
        (await service.OfficerAsync(HttpMethod.Put, path, new { members = accounts.Select((subject, i) => new { subject, isChair = i == 0 }) })).Expect(200);
        var other = await service.ProcedureAsync(members: 0);
        (await service.OfficerAsync(HttpMethod.Put, $"vacancies/{other}/committee", new { members = accounts.Select((subject, i) => new { subject, isChair = i == 0 }) }))
            .IsRefused("R41", "committee-retired-expert");
    }

    [Fact]
    public async Task R41_members_see_the_committees_they_sit_on()
    {
        var (chair, member) = (Account(), Account());
        async Task<Guid> InstallAsync()
        {
            var vacancy = await service.ProcedureAsync(members: 0);
            object[] members = [
                new { subject = chair, name = "C", gender = "F", languageRole = "nl", field = "law", isChair = true },
                new { subject = member, name = "M", gender = "M", languageRole = "fr", field = "law", isChair = false },
                .. Enumerable.Range(2, 6).Select(i => OralTestFixture.Member(i)),
            ];
            (await service.OfficerAsync(HttpMethod.Put, $"vacancies/{vacancy}/committee", new { members })).Expect(200);
            return vacancy;
        }

        var (first, second) = (await InstallAsync(), await InstallAsync());
        var candidate = await service.PassedAsync(first, declared: false);
        (await service.SendAsync(Roles.CommitteeMember, member, HttpMethod.Post, $"vacancies/{second}/committee/conflicts", new { reason = "Partner in a firm" })).Expect(200);

        var own = (await service.SendAsync(Roles.CommitteeMember, member, HttpMethod.Get, "committees")).Expect(200);
        var chairs = (await service.SendAsync(Roles.CommitteeChair, chair, HttpMethod.Get, "committees?page=2&pageSize=1")).Expect(200);
        var nobody = (await service.SendAsync(Roles.CommitteeMember, Account(), HttpMethod.Get, "committees")).Expect(200);

        var committees = own["items"].EnumerateArray().ToDictionary(c => c.GetProperty("vacancyId").GetGuid());
        Assert.Equal((1, false, false), (committees[first].GetProperty("undeclared").GetInt32(), committees[first].GetProperty("recused").GetBoolean(), committees[first].GetProperty("isChair").GetBoolean()));
        Assert.Equal((0, true), (committees[second].GetProperty("undeclared").GetInt32(), committees[second].GetProperty("recused").GetBoolean()));
        Assert.Equal((2, 1, true), (chairs["total"].GetInt32(), chairs["items"].GetArrayLength(), chairs["items"][0].GetProperty("isChair").GetBoolean()));
        Assert.Equal(0, nobody["total"].GetInt32());

        // The next hearing shows once the member has declared.
        var slot = (await service.SlotsAsync(first, 1))[0];
        (await service.ChooseAsync(candidate, slot)).Expect(200);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, await NextAsync());
        (await service.SendAsync(Roles.CommitteeMember, member, HttpMethod.Post, $"vacancies/{first}/committee/declarations",
            new { declarations = new[] { new { candidacyId = candidate.CandidacyId, conflict = false } } })).Expect(200);
        Assert.Equal(System.Text.Json.JsonValueKind.String, await NextAsync());

        async Task<System.Text.Json.JsonValueKind> NextAsync() =>
            (await service.SendAsync(Roles.CommitteeMember, member, HttpMethod.Get, "committees")).Expect(200)["items"].EnumerateArray()
                .Single(c => c.GetProperty("vacancyId").GetGuid() == first).GetProperty("nextHearingAt").ValueKind;
    }
}
