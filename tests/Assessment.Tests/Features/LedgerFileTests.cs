using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Selection.Assessment.Domain;
using Selection.Contracts.Events;
using Selection.Testing;
using Xunit;

namespace Selection.Assessment.Tests.Features;

public sealed class LedgerFileTests(AssessmentFixture service) : IClassFixture<AssessmentFixture>
{
    private const string Header = "person_id,kind,level_group,from,until,source";

    [Fact]
    public async Task R31_R33_a_file_is_imported_and_says_what_it_changes()
    {
        var (vacancyId, session) = await service.ProcedureAsync();
        var (passed, held, nothing) = (await service.AdmitAsync(vacancyId), await service.AdmitAsync(vacancyId), await service.AdmitAsync(vacancyId));
        await service.BookAsync(passed, session);
        await service.BookAsync(nothing, session);
        string[] lines =
        [
            Header,
            $"{passed.PersonId},EarlierPass,L2,{Day(service.Today.PlusYears(-1))},,ANG24007",
            "",
            $"{held.PersonId},functionheld,l3,2020-01-01,,\"Decree of 1 January, \"\"N-1\"\"\"",
            $"{nothing.PersonId},EarlierPass,L1,{Day(service.Today.PlusYears(-1))},,ANG24008",
        ];
        var report = await ImportAsync(lines);

        Assert.True(report.GetProperty("imported").GetBoolean());
        Assert.Equal((3, 0), (report.GetProperty("linesRead").GetInt32(), report.GetProperty("linesWrong").GetInt32()));
        var changes = report.GetProperty("changes");
        Assert.Equal((3, 3, 2, 1), (changes.GetProperty("entries").GetInt32(), changes.GetProperty("persons").GetInt32(), changes.GetProperty("exempted").GetInt32(), changes.GetProperty("seatsReleased").GetInt32()));
        Assert.Equal([2, 4, 5], report.GetProperty("lines").EnumerateArray().Select(l => l.GetProperty("number").GetInt32()));
        Assert.Equal(ExemptionGround.EarlierPass, (await service.PublishedAsync<AssessmentExempted>(e => e.CandidacyId == passed.CandidacyId)).Ground);
        Assert.Equal(ExemptionGround.FunctionHeld, (await service.PublishedAsync<AssessmentExempted>(e => e.CandidacyId == held.CandidacyId)).Ground);
        Assert.Equal(1, await service.BookedAsync(session));
        await using var db = service.NewDb();
        Assert.Equal("Decree of 1 January, \"N-1\"", (await db.Ledger.SingleAsync(e => e.PersonId == held.PersonId)).Source);
        Assert.Equal(service.Today.PlusYears(1), (await db.Ledger.SingleAsync(e => e.PersonId == passed.PersonId)).Until);
        Assert.Equal(3, await db.Records.CountAsync(r => r.Action == "ledger.entered" && (r.PersonId == passed.PersonId || r.PersonId == held.PersonId || r.PersonId == nothing.PersonId)));
    }

    [Fact]
    public async Task R54_what_proves_an_entry_is_kept_encrypted_in_the_record()
    {
        var person = await PersonAsync();
        await ImportAsync(Header, $"{person},FunctionHeld,L2,2020-01-01,,Attest of Jo Peeters");
        await using var db = service.NewDb();
        var entry = await db.Records.SingleAsync(r => r.Action == "ledger.entered" && r.PersonId == person);
        Assert.DoesNotContain("Peeters", entry.Details, StringComparison.Ordinal);
        Assert.NotEmpty(entry.PersonText!);
    }

    [Fact]
    public async Task R31_a_dry_run_reports_the_same_and_changes_nothing()
    {
        var (vacancyId, session) = await service.ProcedureAsync();
        var candidate = await service.AdmitAsync(vacancyId);
        await service.BookAsync(candidate, session);
        string[] lines = [Header, $"{candidate.PersonId},EarlierPass,L2,{Day(service.Today)},,ANG24007"];

        var dry = await ImportAsync("?dryRun=true", lines);
        Assert.Equal((false, true, 1), (dry.GetProperty("imported").GetBoolean(), dry.GetProperty("dryRun").GetBoolean(), dry.GetProperty("changes").GetProperty("seatsReleased").GetInt32()));
        Assert.Equal((Standing.Booked, 1), ((await service.ReadAsync(candidate)).Standing, await service.BookedAsync(session)));
        Assert.Empty(await service.LedgerAsync(candidate));

        var real = await ImportAsync(lines);
        Assert.Equal(dry.GetProperty("changes").GetRawText(), real.GetProperty("changes").GetRawText());
        Assert.Equal(Standing.Exempted, (await service.ReadAsync(candidate)).Standing);
        await service.OutboxEmptyAsync();
        Assert.Single(service.Published<AssessmentExempted>(), e => e.CandidacyId == candidate.CandidacyId);
    }

    [Fact]
    public async Task R31_R32_every_wrong_line_is_named_with_all_that_is_wrong_and_nothing_is_imported()
    {
        var person = await PersonAsync();
        await ImportAsync(Header, $"{person},EarlierPass,L3,2025-03-03,,There before");
        string[] lines =
        [
            Header,
            $"{person},EarlierPass,L2,2025-01-01,,Right",
            $"{person},EarlierPass,L2,2025-01-01,2026-01-01,The same again",
            $"{Guid.NewGuid()},EarlierPass,L2,2025-01-01,,Nobody",
            $"12,Pass,L9,01/02/2025,31/12/2025,",
            $"{person},Voiding,L2,2025-01-01,,No kind to import",
            $"{person},FunctionHeld,2,2025-01-01,2025-01-01,Number for a level",
            $"{person},FunctionHeld,L2,2025-01-01",
            $"{person},FunctionHeld,L2,2025-01-01,,\"Open",
        ];
        using var answer = await SendAsync("", Csv(lines));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var report = (await AnswerAsync(answer)).GetProperty("report");

        var wrong = report.GetProperty("lines").EnumerateArray().Where(l => !l.GetProperty("ok").GetBoolean())
            .ToDictionary(l => l.GetProperty("number").GetInt32(), l => l.GetProperty("errors").EnumerateArray().Select(e => $"{e.GetProperty("field").GetString()}:{e.GetProperty("code").GetString()}").Order().ToList());
        Assert.Equal([3, 4, 5, 6, 7, 8, 9], wrong.Keys.Order());
        Assert.Equal([":entry-twice"], wrong[3]);
        Assert.Equal(["person_id:person-unknown"], wrong[4]);
        Assert.Equal(["from:not-a-date", "kind:one-of", "level_group:one-of", "person_id:json-id", "until:not-a-date"], wrong[5]);
        Assert.Equal(["kind:one-of"], wrong[6]);
        Assert.Equal(["level_group:one-of"], wrong[7]);
        Assert.Equal([":line-fields"], wrong[8]);
        Assert.Equal([":line-quotes"], wrong[9]);
        Assert.Equal(7, report.GetProperty("linesWrong").GetInt32());
        Assert.Equal(JsonValueKind.Null, report.GetProperty("changes").ValueKind);
        var dates = report.GetProperty("lines").EnumerateArray().Single(l => l.GetProperty("number").GetInt32() == 5).GetProperty("errors").EnumerateArray()
            .First(e => e.GetProperty("field").GetString() == "from").GetProperty("text").GetString();
        Assert.Contains("2025-11-20", dates, StringComparison.Ordinal);
        await using var db = service.NewDb();
        Assert.Equal(1, await db.Ledger.CountAsync(e => e.PersonId == person));
    }

    [Theory]
    [InlineData("utf-8-bom", ",")]
    [InlineData("utf-8", ";")]
    [InlineData("utf-16", ";")]
    [InlineData("form", ",")]
    [InlineData("form", ";")]
    public async Task R31_a_file_is_read_as_spreadsheet_programs_write_it(string how, string separator)
    {
        var person = await PersonAsync();
        var text = string.Join("\r\n", Lines(
            separator,
            ["Person_ID", "KIND", " level_group ", "From", "source", "until"],
            [person.ToString(), "EarlierPass", "L2", "2025-01-02", "\"Café, \"\"A\"\"; B\"", "2027-01-02"]));
        using var answer = await SendAsync("", how switch
        {
            "utf-8-bom" => Bytes([.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text)]),
            "utf-16" => Bytes([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)]),
            "form" => new MultipartFormDataContent { { new StringContent("ignored"), "note" }, { Bytes(Encoding.UTF8.GetBytes(text)), "file", "ledger.csv" } },
            _ => Bytes(Encoding.UTF8.GetBytes(text)),
        });
        await AssessmentFixture.OkAsync(answer);
        await using var db = service.NewDb();
        var entry = await db.Ledger.SingleAsync(e => e.PersonId == person);
        Assert.Equal(("Café, \"A\"; B", new LocalDate(2025, 1, 2), new LocalDate(2027, 1, 2)), (entry.Source, entry.From, entry.Until!.Value));
    }

    [Fact]
    public async Task R31_a_file_that_is_none_is_refused_with_what_to_do()
    {
        var person = await PersonAsync();
        var latin1 = Encoding.Latin1.GetBytes($"{Header}\n{person},EarlierPass,L2,2025-01-02,,Caf\u00e9\n");
        (string Field, HttpContent Content)[] wrong =
        [
            ("file", Csv("")),
            ("file", Csv(Header)),
            ("file", Bytes(latin1)),
            ("line 1, kind", Csv("person_id,level_group,from,until,source", "x")),
            ("line 1, score", Csv(Header + ",score", "x")),
            ("line 1, from", Csv(Header + ",from", "x")),
            ("file", Csv(Header, $"{person},EarlierPass,L2,2025-01-02,,\"{new string('x', 3_000)}\"")),
            ("file", Csv([Header, .. Enumerable.Repeat($"{person},EarlierPass,L2,2025-01-02,,x", 50_001)])),
        ];
        foreach (var (field, content) in wrong)
        {
            using var answer = await SendAsync("", content);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains(field, (await AnswerAsync(answer)).GetProperty("errors").EnumerateObject().Select(e => e.Name));
        }

        using var json = await SendAsync("", new StringContent("{}", Encoding.UTF8, "application/json"));
        Assert.Equal((415, null, "media-type"), await AssessmentFixture.ProblemAsync(json));
        using var formWithout = await SendAsync("", new MultipartFormDataContent { { new StringContent("x"), "note" } });
        Assert.Equal((415, null, "ledger-file-expected"), await AssessmentFixture.ProblemAsync(formWithout));
    }

    [Fact]
    public async Task R31_fifty_thousand_lines_are_one_import()
    {
        var persons = Enumerable.Range(0, 25_000).Select(_ => Guid.CreateVersion7()).ToArray();
        await using (var db = service.NewDb())
            await db.Database.ExecuteSqlAsync($"insert into persons (person_id, version) select p, 1 from unnest({persons}) as p");
        string[] lines = [Header, .. persons.SelectMany(p => new[] { $"{p},EarlierPass,L2,2025-01-02,,Archive", $"{p},FunctionHeld,L1,2019-05-01,2023-05-01,Archive" })];

        var report = await ImportAsync(lines);
        Assert.Equal((50_000, 25_000), (report.GetProperty("changes").GetProperty("entries").GetInt32(), report.GetProperty("changes").GetProperty("persons").GetInt32()));
        // Once more: every line is there already.
        using var again = await SendAsync("", Csv(lines));
        Assert.Equal(50_000, (await AnswerAsync(again)).GetProperty("report").GetProperty("linesWrong").GetInt32());
        await using var after = service.NewDb();
        Assert.Equal(50_000, await after.Ledger.CountAsync(e => persons.Contains(e.PersonId)));
    }

    [Fact]
    public async Task R31_two_imports_of_one_file_at_once_add_it_once()
    {
        var persons = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => PersonAsync()));
        string[] lines = [Header, .. persons.Select(p => $"{p},EarlierPass,L2,2025-01-02,,Archive")];
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => SendAsync("", Csv(lines))));
        Assert.Single(answers, a => a.IsSuccessStatusCode);
        await using var db = service.NewDb();
        Assert.Equal(5, await db.Ledger.CountAsync(e => persons.Contains(e.PersonId)));
    }

    [Fact]
    public async Task R31_what_is_exported_can_be_imported_as_it_was()
    {
        var person = await PersonAsync();
        string[] sources = ["=1+1", "'=1+1", "-5; \"quoted\"", "@x", "plain", "Two\nlines", "'t Zand"];
        string[] lines = [Header, .. sources.Select((s, i) => LedgerFile.Write(new LedgerLine(person, LedgerKind.EarlierPass, Contracts.Vacancies.LevelGroup.L2, new LocalDate(2025, 1, 1).PlusDays(i), null, s)))];
        await ImportAsync(lines);
        await ImportAsync(Header, $"{person},FunctionHeld,L1,2020-01-01,,No end");
        var voided = await EntryAsync(person, "plain");
        await service.OfficerAsync(HttpMethod.Post, $"ledger/entries/{voided}/void", new { reason = "Wrong." });

        var exported = await ExportAsync("");
        var own = exported.Split("\r\n").Where(l => l.StartsWith(person.ToString(), StringComparison.Ordinal)).ToList();
        Assert.Equal(sources.Length, own.Count);
        Assert.All(own, line => Assert.DoesNotContain(line.Split(',')[5][0], "=-@"));

        // Into a ledger that does not have them: everything is taken back, and comes again.
        await using (var db = service.NewDb())
        {
            foreach (var entry in await db.Ledger.Where(e => e.PersonId == person && e.Kind != LedgerKind.Voiding && e.EntryId != voided).Select(e => e.EntryId).ToListAsync())
                await service.OfficerAsync(HttpMethod.Post, $"ledger/entries/{entry}/void", new { reason = "Round trip." });
        }

        await ImportAsync([exported.Split("\r\n")[0].TrimStart('\uFEFF'), .. own]);
        Assert.Equal(own, (await ExportAsync("")).Split("\r\n").Where(l => l.StartsWith(person.ToString(), StringComparison.Ordinal)));
        await using var after = service.NewDb();
        Assert.True(await after.Records.AnyAsync(r => r.Action == "ledger.exported" && r.Actor == "officer-1"));
    }

    [Fact]
    public async Task R31_the_ledger_tells_what_was_known_at_a_moment()
    {
        var person = await PersonAsync();
        await ImportAsync(Header, $"{person},EarlierPass,L2,{Day(service.Today)},,Archive");
        var entered = service.Clock.GetCurrentInstant();
        service.MoveTo(entered + Duration.FromDays(2));
        await service.OfficerAsync(HttpMethod.Post, $"ledger/entries/{await EntryAsync(person, "Archive")}/void", new { reason = "A namesake." });

        var now = await service.OfficerAsync(HttpMethod.Get, $"ledger/{person}");
        Assert.Equal(2, now.GetProperty("items").GetArrayLength());
        Assert.Equal((true, false, "A namesake."), (now.GetProperty("items")[0].GetProperty("voided").GetBoolean(), now.GetProperty("items")[0].GetProperty("inForce").GetBoolean(), now.GetProperty("items")[1].GetProperty("source").GetString()));
        var then = Assert.Single((await service.OfficerAsync(HttpMethod.Get, $"ledger/{person}?knownAt={entered + Duration.FromDays(1)}")).GetProperty("items").EnumerateArray());
        Assert.Equal((false, true), (then.GetProperty("voided").GetBoolean(), then.GetProperty("inForce").GetBoolean()));
        Assert.Empty((await service.OfficerAsync(HttpMethod.Get, $"ledger/{person}?knownAt={entered - Duration.FromMilliseconds(1)}")).GetProperty("items").EnumerateArray());
        // A date counts to its end.
        Assert.NotEmpty((await service.OfficerAsync(HttpMethod.Get, $"ledger/{person}?knownAt={Day(ServiceDefaults.Clock.BrusselsTime.DateIn(entered))}")).GetProperty("items").EnumerateArray());
        Assert.Equal(400, (await service.RefusedAsync(HttpMethod.Get, $"ledger/{person}?knownAt=then")).Status);
        Assert.Equal(400, (await service.RefusedAsync(HttpMethod.Get, "ledger/export?knownAt=then")).Status);
        Assert.DoesNotContain(person.ToString(), await ExportAsync(""), StringComparison.Ordinal);
        Assert.Contains(person.ToString(), await ExportAsync($"?knownAt={entered}"), StringComparison.Ordinal);
        Assert.DoesNotContain(person.ToString(), await ExportAsync($"?knownAt={entered}&asOf={Day(service.Today.PlusYears(3))}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task R32_a_development_period_imported_wrongly_is_taken_back_and_bars_nobody_any_more()
    {
        var (vacancyId, session) = await service.ProcedureAsync();
        var candidate = await service.AdmitAsync(vacancyId);
        await ImportAsync(Header, $"{candidate.PersonId},DevelopmentPeriod,L2,{Day(service.Today.PlusMonths(-1))},,Archive");
        using var barred = await service.TryBookAsync(candidate, session);
        Assert.Equal((409, "R32", "session-barred"), await AssessmentFixture.ProblemAsync(barred));
        var entry = await EntryAsync(candidate.PersonId, "Archive");

        Assert.Equal(400, (await service.RefusedAsync(HttpMethod.Post, $"ledger/entries/{entry}/void", new { reason = " " })).Status);
        await service.OfficerAsync(HttpMethod.Post, $"ledger/entries/{entry}/void", new { reason = "A namesake." });
        await service.BookAsync(candidate, session);
        Assert.Equal((409, "R36", "entry-void-already"), await service.RefusedAsync(HttpMethod.Post, $"ledger/entries/{entry}/void", new { reason = "Again." }));
        Assert.Equal(404, (await service.RefusedAsync(HttpMethod.Post, $"ledger/entries/{Guid.NewGuid()}/void", new { reason = "None." })).Status);
    }

    private static IEnumerable<string> Lines(string separator, params string[][] rows) => [.. rows.Select(r => string.Join(separator, r)), "", ""];

    private static string Day(LocalDate day) => AssessmentFixture.Text(day);

    private static ByteArrayContent Csv(params string[] lines) => Bytes(Encoding.UTF8.GetBytes(string.Join('\n', lines)));

    private static ByteArrayContent Bytes(byte[] bytes)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        return content;
    }

    private static async Task<JsonElement> AnswerAsync(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;

    private async Task<HttpResponseMessage> SendAsync(string query, HttpContent content)
    {
        using var officer = service.Officer();
        return await AssessmentFixture.SendAsync(officer, HttpMethod.Post, $"ledger/import/csv{query}", content);
    }

    private Task<JsonElement> ImportAsync(params string[] lines) => ImportAsync("", lines);

    private async Task<JsonElement> ImportAsync(string query, string[] lines)
    {
        using var answer = await SendAsync(query, Csv(lines));
        return await AssessmentFixture.OkAsync(answer);
    }

    private async Task<string> ExportAsync(string query)
    {
        using var officer = service.Officer();
        using var answer = await officer.GetAsync(new Uri($"/api/assessment/ledger/export{query}", UriKind.Relative));
        Assert.Equal(("text/csv", HttpStatusCode.OK), (answer.Content.Headers.ContentType!.MediaType, answer.StatusCode));
        return await answer.Content.ReadAsStringAsync();
    }

    private async Task<Guid> PersonAsync()
    {
        var person = Samples.Person();
        await service.PublishAndHandleAsync(person);
        return person.PersonId;
    }

    private async Task<Guid> EntryAsync(Guid person, string source)
    {
        await using var db = service.NewDb();
        return await db.Ledger.Where(e => e.PersonId == person && e.Source == source).Select(e => e.EntryId).SingleAsync();
    }
}
