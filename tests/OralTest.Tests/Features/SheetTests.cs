using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Contracts.Vacancies;
using Selection.OralTest.Domain;
using Selection.ServiceDefaults.Auth;
using Xunit;

namespace Selection.OralTest.Tests.Features;

public sealed class SheetTests(OralTestFixture service) : IClassFixture<OralTestFixture>
{
    private Task<Answer> SaveAsync(string path, object body, long? ifMatch = null, int member = 1) =>
        service.SendAsync(Roles.CommitteeMember, $"member-{member}", HttpMethod.Put, $"{path}/sheet", body, ifMatch);

    private object Save(int minute, params (string Code, decimal Score)[] lines) => new
    {
        scores = lines.Select(l => new { code = l.Code, score = l.Score, notes = $"minute {minute}" }),
        saveId = Guid.CreateVersion7(),
        madeAt = service.Now + Duration.FromMinutes(minute),
    };

    [Fact]
    public async Task R43_one_call_gives_a_member_all_it_takes_to_score_in_their_own_language()
    {
        var rules = new RuleSet { Scoring = new ScoringRule { Essential = ["specific-2"], Weights = new Dictionary<string, decimal> { ["management-1-1"] = 2m } } };
        var (_, candidate) = await service.HeardAsync(rules: rules);
        var path = $"hearings/{candidate.CandidacyId}";
        (await SaveAsync(path, new { scores = new[] { new { code = "specific-1", score = 14.5, notes = "clear" } } })).Expect(200);

        using var client = service.As(Roles.CommitteeMember, "member-1");
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("nl");
        var sheet = await client.GetFromJsonAsync<JsonElement>($"/api/oraltest/{path}/sheet");

        Assert.Equal((6, 4), (sheet.GetProperty("specific").GetArrayLength(), sheet.GetProperty("management").GetArrayLength()));
        var first = sheet.GetProperty("specific")[0];
        Assert.Equal(("specific-1", "Domain 1", "Knows domain 1", "Inzicht", "Gevorderd"),
            (Text(first, "code"), Text(first, "domain"), Text(first, "description"), Text(first, "masteryText"), Text(first, "levelText")));
        Assert.Equal((14.5m, "clear"), (first.GetProperty("score").GetDecimal(), Text(first, "notes")));
        Assert.True(sheet.GetProperty("specific")[1].GetProperty("essential").GetBoolean());
        var group = sheet.GetProperty("management")[0];
        Assert.Equal(("Group 1", 2), (Text(group, "group"), group.GetProperty("competencies").GetArrayLength()));
        Assert.Equal(2m, group.GetProperty("competencies")[0].GetProperty("weight").GetDecimal());
        var scale = sheet.GetProperty("scale");
        Assert.Equal((0m, 20m, 0.5m, "Van 0 tot 20, in stappen van een half punt."),
            (scale.GetProperty("from").GetDecimal(), scale.GetProperty("to").GetDecimal(), scale.GetProperty("step").GetDecimal(), Text(scale, "text")));
        Assert.Equal((13, 1), (sheet.GetProperty("missing").GetArrayLength(), sheet.GetProperty("version").GetInt32()));
    }

    [Fact]
    public async Task R43_only_the_lines_that_are_sent_change()
    {
        var (_, candidate) = await service.HeardAsync();
        var path = $"hearings/{candidate.CandidacyId}";

        (await SaveAsync(path, Save(0, ("specific-1", 10m), ("specific-2", 11m)))).Expect(200);
        var saved = (await SaveAsync(path, Save(1, ("specific-2", 12m)))).Expect(200);

        Assert.Equal((2, 12), (saved["version"].GetInt32(), saved["missing"].GetArrayLength()));
        Assert.Equal([10m, 12m], (await ScoresAsync(path)).Take(2));
    }

    [Fact]
    public async Task R43_a_late_repeat_of_an_older_save_never_overwrites_a_newer_one()
    {
        var (_, candidate) = await service.HeardAsync();
        var path = $"hearings/{candidate.CandidacyId}";
        var (older, newer) = (Save(1, ("specific-1", 3m), ("specific-2", 8m)), Save(2, ("specific-1", 15m)));
        (await SaveAsync(path, newer)).Expect(200);

        var late = (await SaveAsync(path, older)).Expect(200);
        var repeated = (await SaveAsync(path, older)).Expect(200);
        var again = (await SaveAsync(path, newer)).Expect(200);

        var superseded = Assert.Single(late["superseded"].EnumerateArray());
        Assert.Equal(("specific-1", 15m), (Text(superseded, "code"), superseded.GetProperty("score").GetDecimal()));
        Assert.Equal([15m, 8m], (await ScoresAsync(path)).Take(2));
        // Repetitions change nothing and leave nothing on record.
        Assert.Equal((late.Version, late.Version), (repeated.Version, again.Version));
        await using var db = service.NewDb();
        Assert.Equal(2, await db.Records.CountAsync(r => r.Action == "sheet.saved" && r.PersonId == candidate.PersonId));
    }

    [Fact]
    public async Task R43_a_save_repeated_after_the_answer_was_lost_is_answered_even_when_the_sheet_is_submitted_by_then()
    {
        var (_, candidate) = await service.HeardAsync();
        var path = $"hearings/{candidate.CandidacyId}";
        var save = Save(1, [.. OralTestFixture.Codes.Select(code => (code, 12m))]);
        var first = (await SaveAsync(path, save, ifMatch: 0)).Expect(200);
        (await SaveAsync(path, save, ifMatch: 0)).Expect(200);
        (await service.MemberAsync(1, HttpMethod.Post, $"{path}/sheet/submit")).Expect(200);

        var repeated = (await SaveAsync(path, save, ifMatch: 0)).Expect(200);

        Assert.Equal((1, true), (first.Version, repeated["submitted"].GetBoolean()));
        (await SaveAsync(path, Save(2, ("specific-1", 1m)))).IsRefused("R43", "sheet-submitted");
    }

    [Fact]
    public async Task R43_a_tab_that_is_behind_is_told_with_what_stands_and_nothing_is_lost()
    {
        var (_, candidate) = await service.HeardAsync();
        var path = $"hearings/{candidate.CandidacyId}";
        var seen = (await SaveAsync(path, Save(0, ("specific-1", 10m)))).Expect(200).Version;
        (await SaveAsync(path, Save(1, ("specific-1", 11m)), seen)).Expect(200);

        var stale = (await SaveAsync(path, Save(2, ("specific-1", 18m)), seen)).Expect(412);
        Assert.Equal(("stale", 2), (stale.Code, stale["currentVersion"].GetInt32()));
        Assert.Equal(11m, stale["sheet"][0].GetProperty("score").GetDecimal());
        Assert.Equal(11m, (await ScoresAsync(path))[0]);
        (await service.SendAsync(Roles.CommitteeMember, "member-1", HttpMethod.Post, $"{path}/sheet/submit", ifMatch: seen)).Expect(412);
    }

    public static TheoryData<string, string, string> BadSaves => new()
    {
        { """{"scores":[{"code":"specific-1","score":-0.5}]}""", "scores[0].score", "Enter a number from 0 to 20." },
        { """{"scores":[{"code":"specific-1","score":20.5}]}""", "scores[0].score", "Enter a number from 0 to 20." },
        { """{"scores":[{"code":"specific-1","score":7.25}]}""", "scores[0].score", "Scores go in half points." },
        { """{"scores":[{"code":"specific-1","score":"NaN"}]}""", "scores[0].score", "Give a number, with a point before its decimals." },
        { """{"scores":[{"code":"specific-1","score":1e30}]}""", "scores[0].score", "Give a number, with a point before its decimals." },
        { """{"scores":[{"code":"nonsense","score":7}]}""", "scores[0].code", "One of: specific-1" },
        { """{"scores":[{"code":"specific-1","score":7},{"code":"specific-1","score":8}]}""", "scores[1].code", "This is in the list already." },
        { $$"""{"scores":[{"code":"specific-1","notes":"{{new string('n', 9000)}}"}]}""", "scores[0].notes", "At most 8000 characters." },
        { """{"scores":[{"code":"specific-1","notes":"a\u0000b"}]}""", "scores[0].notes", "This holds characters that cannot be shown." },
        { """{"scores":[],"madeAt":"2025-09-02T10:00:00Z"}""", "saveId", "Fill this in." },
        { """{"scores":[],"saveId":"019a9d2e-4f10-7c33-9d58-6b7a8c9d0e1f"}""", "madeAt", "Fill this in." },
        { """{"scores":[],"saveId":"019a9d2e-4f10-7c33-9d58-6b7a8c9d0e1f","madeAt":"2099-01-01T00:00:00Z"}""", "madeAt", "This moment is more than a day ahead" },
        { """{}""", "scores", "Fill this in." },
        { """{"scores":[null]}""", "scores[0]", "Fill this in." },
    };

    [Theory]
    [MemberData(nameof(BadSaves))]
    public async Task R43_a_bad_save_names_the_field_and_what_would_be_right_and_changes_nothing(string body, string field, string text)
    {
        var (_, candidate) = await service.HeardAsync();
        var path = $"hearings/{candidate.CandidacyId}";
        (await SaveAsync(path, Save(0, ("specific-1", 10m)))).Expect(200);

        using var client = service.As(Roles.CommitteeMember, "member-1");
        using var response = await client.PutAsync($"/api/oraltest/{path}/sheet", new StringContent(body, Encoding.UTF8, "application/json"));
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(400, (int)response.StatusCode);
        var error = Assert.Single(problem.GetProperty("errors").EnumerateObject());
        Assert.Equal(field, error.Name);
        Assert.StartsWith(text, error.Value[0].GetString(), StringComparison.Ordinal);
        Assert.Equal([10m], await ScoresAsync(path));
    }

    [Fact]
    public async Task R43_an_absent_and_a_recused_member_have_no_sheet()
    {
        var (vacancy, candidate) = await service.HeardAsync(present: 9);
        var path = $"hearings/{candidate.CandidacyId}";
        (await SaveAsync(path, Save(0, ("specific-1", 10m)), member: 8)).Expect(200);
        (await service.MemberAsync(8, HttpMethod.Post, $"vacancies/{vacancy}/committee/conflicts", new { reason = "Related" })).Expect(200);

        (await SaveAsync(path, Save(1, ("specific-1", 11m)), member: 9)).IsRefused("R42", "not-there-throughout", 403);
        (await SaveAsync(path, Save(1, ("specific-1", 11m)), member: 8)).IsRefused("R41", "recused", 403);
        (await service.MemberAsync(8, HttpMethod.Post, $"{path}/sheet/submit")).IsRefused("R41", "recused", 403);
        (await service.MemberAsync(8, HttpMethod.Get, $"{path}/differences")).IsRefused("R41", "recused", 403);
    }

    [Fact]
    public async Task R42_what_was_written_in_a_hearing_that_was_broken_off_is_kept_and_never_counts_in_the_next()
    {
        var vacancy = await service.ProcedureAsync();
        var slots = await service.SlotsAsync(vacancy, 2);
        var candidate = await service.PassedAsync(vacancy);
        var path = $"hearings/{candidate.CandidacyId}";
        (await service.ChooseAsync(candidate, slots[0])).Expect(200);
        service.Clock.Reset(slots[0].HearingAt);
        var first = (await service.ChairAsync(HttpMethod.Post, $"{path}/open", new { present = OralTestFixture.Members.Take(8) })).Expect(200)["hearingId"].GetGuid();
        (await SaveAsync(path, Save(0, ("specific-1", 10m)))).Expect(200);
        (await service.ChairAsync(HttpMethod.Post, $"{path}/presence", new { present = OralTestFixture.Members.Take(7) })).Expect(200);
        (await service.ChooseAsync(candidate, slots[1])).Expect(200);
        service.Clock.Reset(slots[1].HearingAt);
        var second = (await service.ChairAsync(HttpMethod.Post, $"{path}/open", new { present = OralTestFixture.Members.Take(8) })).Expect(200)["hearingId"].GetGuid();

        // A save of the first hearing that the network has kept until now.
        var late = await SaveAsync(path, new { scores = new[] { new { code = "specific-1", score = 4 } }, hearingId = first });
        late.IsRefused("R42", "sheet-of-another-hearing");

        Assert.Equal(second, late["hearingId"].GetGuid());
        Assert.Empty(await ScoresAsync(path));
        await using var db = service.NewDb();
        var kept = await db.Sheets.SingleAsync(s => s.HearingId == first);
        Assert.Equal(10m, Assert.Single(kept.Scores).Score);
    }

    [Fact]
    public async Task R43_the_record_tells_of_saving_and_submitting_with_the_hash_and_no_score()
    {
        var (_, candidate) = await service.HeardAsync();
        await service.SubmitAsync(candidate, 1, 17.5m);

        await using var db = service.NewDb();
        var entries = await db.Records.Where(r => r.PersonId == candidate.PersonId && r.Action.StartsWith("sheet.")).OrderBy(r => r.Id).ToListAsync();
        var sheet = await db.Sheets.SingleAsync(s => s.Subject == "member-1" && s.SubmittedAt != null && db.Hearings.Any(h => h.HearingId == s.HearingId && h.CandidacyId == candidate.CandidacyId));
        Assert.Equal(["sheet.saved", "sheet.submitted"], entries.Select(e => e.Action));
        Assert.All(entries, e => Assert.Null(e.PersonText));
        Assert.DoesNotContain(entries, e => e.Details!.Contains("17.5", StringComparison.Ordinal) || e.Details.Contains("heard", StringComparison.Ordinal));
        Assert.Contains(Convert.ToHexStringLower(sheet.Hash!), entries[1].Details!, StringComparison.Ordinal);
        Assert.Equal(SheetSeal.Of(sheet.Salt!, sheet.HearingId, "member-1", sheet.Contents), sheet.Hash);
    }

    [Fact]
    public async Task R43_a_sheet_that_was_tampered_with_shows_it()
    {
        var (_, candidate) = await service.HeardAsync();
        await service.SubmitAsync(candidate, 1);
        await service.SubmitAsync(candidate, 2);
        await using var db = service.NewDb();
        var hearing = await db.Hearings.SingleAsync(h => h.CandidacyId == candidate.CandidacyId);
        await db.Database.ExecuteSqlAsync($"update sheets set scores = jsonb_set(scores, '{{0,score}}', '20') where hearing_id = {hearing.HearingId} and subject = 'member-2'");

        var sheets = (await service.MemberAsync(1, HttpMethod.Get, $"hearings/{candidate.CandidacyId}/sheets")).Expect(200)["sheets"].EnumerateArray().ToList();

        Assert.Equal([true, false], sheets.Where(s => s.GetProperty("submitted").GetBoolean()).Select(s => s.GetProperty("intact").GetBoolean()));
    }

    [Fact]
    public async Task R43_a_submitted_sheet_is_corrected_beside_the_original_with_a_reason()
    {
        var (_, candidate) = await service.HeardAsync();
        var path = $"hearings/{candidate.CandidacyId}";
        (await service.MemberAsync(1, HttpMethod.Post, $"{path}/sheet/addenda", new { code = "specific-1", score = 14, reason = "Typed 4" })).IsRefused("R43", "sheet-not-submitted");
        await service.SubmitAsync(candidate, 1, 4m);
        await service.SubmitAsync(candidate, 2, 14m);

        var bad = (await service.MemberAsync(1, HttpMethod.Post, $"{path}/sheet/addenda", new { code = "nonsense", score = 20.5, reason = "" })).Expect(400);
        (await service.MemberAsync(1, HttpMethod.Post, $"{path}/sheet/addenda", new { code = "specific-1", score = 14, reason = "Typed 4" })).Expect(200);
        (await service.MemberAsync(1, HttpMethod.Post, $"{path}/sheet/addenda", new { code = "specific-1", score = 14, reason = "Typed 4" })).Expect(200);

        Assert.Equal(["code", "reason", "score"], bad["errors"].EnumerateObject().Select(e => e.Name).Order());
        var seen = (await service.MemberAsync(2, HttpMethod.Get, $"{path}/sheets")).Expect(200)["sheets"].EnumerateArray().Single(s => Text(s, "subject") == "member-1");
        Assert.Equal(4m, seen.GetProperty("scores")[0].GetProperty("score").GetDecimal());
        Assert.True(seen.GetProperty("intact").GetBoolean());
        Assert.Equal("Typed 4", Text(Assert.Single(seen.GetProperty("addenda").EnumerateArray()), "reason"));
        var compared = (await service.MemberAsync(2, HttpMethod.Get, $"{path}/differences?order=Published")).Expect(200)["competencies"];
        Assert.Equal((0m, 10m), (compared[0].GetProperty("spread").GetDecimal(), compared[1].GetProperty("spread").GetDecimal()));
        // Who has not submitted sees neither the sheet nor what was corrected on it.
        Assert.DoesNotContain("Typed 4", (await service.MemberAsync(3, HttpMethod.Get, $"{path}/sheets")).Body.GetRawText(), StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<decimal?>> ScoresAsync(string path)
    {
        var sheet = (await service.MemberAsync(1, HttpMethod.Get, $"{path}/sheet")).Expect(200);
        return [.. sheet["specific"].EnumerateArray().Select(l => l.GetProperty("score")).Where(s => s.ValueKind == JsonValueKind.Number).Select(s => (decimal?)s.GetDecimal())];
    }

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();
}
