using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Selection.Contracts;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Selection.ServiceDefaults.Database;
using Selection.ServiceDefaults.Record;
using Xunit;

namespace Selection.ServiceDefaults.Tests.Record;

/// <summary>Auditors read the record and take it along as a file (R54).</summary>
public sealed class ReadingTests(ChainFixture service) : IClassFixture<ChainFixture>
{
    [Fact]
    public async Task R54_an_auditor_pages_through_the_record_newest_first_with_numbers_and_hashes()
    {
        var person = Guid.CreateVersion7();
        await service.WriteAsync(25, person);

        var ids = new List<long>();
        long? before = null;
        do
        {
            var page = await ReadAsync($"record?personId={person}&size=10{(before is null ? "" : $"&before={before}")}");
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetInt64()));
            Assert.All(page.GetProperty("items").EnumerateArray(), item =>
            {
                Assert.Equal(64, item.GetProperty("hash").GetString()!.Length);
                Assert.True(item.GetProperty("number").GetInt64() > 0);
                Assert.Equal(("Kept", JsonValueKind.Null), (item.GetProperty("personTextState").GetString(), item.GetProperty("personText").ValueKind));
            });
            before = page.GetProperty("next").ValueKind == JsonValueKind.Null ? null : page.GetProperty("next").GetInt64();
        }
        while (before is not null);

        Assert.Equal(25, ids.Count);
        Assert.Equal(ids.OrderDescending().Distinct(), ids);
        await using var db = service.NewDb();
        Assert.False(await db.Records.AnyAsync(r => r.PersonId == person && r.Action == "record.text-read"));
    }

    [Fact]
    public async Task R54_the_filters_narrow_it_down()
    {
        var (thing, person) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await RecordAsync(new RecordEntry("berta", "thing.made", "thing", thing, person), new RecordEntry("cees", "thing.broken", "thing", thing, person));
        var now = service.Clock.GetCurrentInstant();

        async Task<int> CountAsync(string query) => (await ReadAsync($"record?personId={person}&{query}")).GetProperty("items").GetArrayLength();
        int[] found =
        [
            await CountAsync(""), await CountAsync($"entityType=thing&entityId={thing}"), await CountAsync("actor=cees"), await CountAsync("action=thing.made"),
            await CountAsync($"from={now}"), await CountAsync($"to={now}"), await CountAsync("actor=nobody"),
            await CountAsync($"to={now + NodaTime.Duration.FromSeconds(1)}"), await CountAsync($"from={now + NodaTime.Duration.FromSeconds(1)}"),
        ];
        Assert.Equal([2, 2, 1, 1, 2, 0, 0, 2, 0], found);
    }

    [Fact]
    public async Task R54_R55_a_look_at_a_personal_text_leaves_an_entry_and_a_forgotten_one_reads_as_erased()
    {
        var person = Guid.CreateVersion7();
        await RecordAsync(new RecordEntry("berta", "case.reopened", "case", Guid.CreateVersion7(), person, PersonText: "Het diploma bleek vervalst."));

        var shown = Assert.Single((await ReadAsync($"record?action=case.reopened&personId={person}&texts=true")).GetProperty("items").EnumerateArray());
        Assert.Equal("Het diploma bleek vervalst.", shown.GetProperty("personText").GetString());
        await using var db = service.NewDb();
        var look = Assert.Single(await db.Records.Where(r => r.PersonId == person && r.Action == "record.text-read").ToListAsync());
        Assert.Equal(("ada", "person", person), (look.Actor, look.EntityType, look.EntityId));

        await db.ForgetPersonAsync(person, CancellationToken.None);
        var erased = Assert.Single((await ReadAsync($"record?action=case.reopened&personId={person}&texts=true")).GetProperty("items").EnumerateArray());
        Assert.Equal(("Erased", JsonValueKind.Null), (erased.GetProperty("personTextState").GetString(), erased.GetProperty("personText").ValueKind));
        Assert.Equal(1, await db.Records.CountAsync(r => r.PersonId == person && r.Action == "record.text-read"));
    }

    [Theory]
    [InlineData("?format=csv", "*/*", true)]
    [InlineData("", "text/csv", true)]
    [InlineData("", "*/*", false)]
    [InlineData("?format=ndjson", "text/csv", false)]
    public async Task R54_the_record_is_exported_whole_in_the_form_asked_for(string query, string accept, bool csv)
    {
        await RecordAsync([.. Enumerable.Range(0, 1100).Select(i => new RecordEntry("=cmd()", "thing.made", "thing", Guid.CreateVersion7(), Details: new { i, text = "a,\"b\"" }))]);
        await service.SealedAsync();
        await using var db = service.NewDb();
        var expected = await db.Records.OrderBy(r => r.Id).Select(r => r.Id).ToListAsync();

        using var auditor = service.As(Roles.Auditor, "ada");
        auditor.DefaultRequestHeaders.Accept.ParseAdd(accept);
        using var answer = await auditor.GetAsync(new Uri($"/api/sample/record/export{query}", UriKind.Relative));
        Assert.Equal(csv ? "text/csv" : "application/x-ndjson", answer.Content.Headers.ContentType!.MediaType);
        var lines = (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (csv)
        {
            Assert.StartsWith("number,id,at,", lines[0].TrimStart('\uFEFF'), StringComparison.Ordinal);
            Assert.Equal(expected, lines.Skip(1).Select(line => long.Parse(line.Split(',')[1], System.Globalization.CultureInfo.InvariantCulture)));
            Assert.Contains(lines, line => line.Contains(",'=cmd(),", StringComparison.Ordinal));
            var sealedAt = NodaTime.Text.InstantPattern.ExtendedIso.Format((await db.Set<SealRow>().SingleAsync(s => s.Number == 1)).SealedAt);
            Assert.Contains(lines, line => line.StartsWith("1,", StringComparison.Ordinal) && line.Contains($",{sealedAt},", StringComparison.Ordinal));
            Assert.DoesNotContain(lines, line => line.Contains(",=", StringComparison.Ordinal));
        }
        else
        {
            Assert.Equal(expected, lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line).GetProperty("id").GetInt64()));
        }
    }

    [Fact]
    public async Task R54_what_is_kept_of_others_can_be_taken_along()
    {
        await service.PublishAndHandleAsync(new RecordSealed("oraltest", 12, new string('d', 64), service.Clock.GetCurrentInstant()));
        using var auditor = service.As(Roles.Auditor, "ada");
        var lines = await auditor.GetStringAsync(new Uri("/api/sample/record/witnesses", UriKind.Relative));
        Assert.Contains($"\"keptBy\":\"sample\",\"service\":\"oraltest\",\"number\":12,\"hash\":\"{new string('d', 64)}\"", lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task R54_an_auditor_verifies_the_record_of_a_running_service_against_what_others_keep_of_it()
    {
        await service.PublishAndHandleAsync(new RecordSealed("oraltest", 13, new string('d', 64), service.Clock.GetCurrentInstant()));
        using var auditor = service.As(Roles.Auditor, "ada");
        var newest = await auditor.GetFromJsonAsync<Witness[]>(new Uri("/api/sample/record/witnesses/newest", UriKind.Relative), ContractsJson.Options);
        Assert.Equal(13, newest!.Single(w => w.Service == "oraltest").Number);
        Assert.True((await VerifyAsync()).IsIntact);
        var broken = await VerifyAsync(new Witness("oraltest", "sample", 1, new string('e', 64), service.Clock.GetCurrentInstant()));
        Assert.False(broken.IsIntact);
        Assert.Equal(1, broken.Keepers);
        Assert.Contains("oraltest", broken.Broken, StringComparison.Ordinal);

        async Task<VerificationFinding> VerifyAsync(params Witness[] witnesses)
        {
            using var answer = await auditor.PostAsJsonAsync(new Uri("/api/sample/record/verify", UriKind.Relative), new VerificationRequest(witnesses), ContractsJson.Options);
            answer.EnsureSuccessStatusCode();
            return (await answer.Content.ReadFromJsonAsync<VerificationFinding>(ContractsJson.Options))!;
        }
    }

    [Theory]
    [InlineData("record?from=yesterday", "from")]
    [InlineData("record?to=2025-13-01T00:00:00Z", "to")]
    [InlineData("record/export?format=xlsx", "format")]
    [InlineData("record/export?from=1", "from")]
    public async Task R54_what_cannot_be_understood_is_said(string path, string field)
    {
        using var auditor = service.As(Roles.Auditor, "ada");
        using var answer = await auditor.GetAsync(new Uri($"/api/sample/{path}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty(field, out _));
    }

    private async Task<JsonElement> ReadAsync(string path)
    {
        using var auditor = service.As(Roles.Auditor, "ada");
        using var answer = await auditor.GetAsync(new Uri($"/api/sample/{path}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task RecordAsync(params RecordEntry[] entries)
    {
        await using var scope = service.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ServiceDbContext>();
        await db.RecordManyAsync(entries, service.Clock.GetCurrentInstant(), CancellationToken.None);
    }
}
