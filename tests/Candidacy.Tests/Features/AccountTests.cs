using System.Net;
using Microsoft.EntityFrameworkCore;
using Selection.Contracts.Events;
using Selection.ServiceDefaults.Auth;
using Xunit;

namespace Selection.Candidacies.Tests.Features;

[Collection(CandidacyService.Name)]
public sealed class AccountTests(CandidacyFixture service)
{
    [Fact]
    public async Task R56_opening_an_account_issues_the_person_and_tells_everyone()
    {
        using var candidate = service.As(Roles.Candidate, "opening");
        var opened = (await service.SendAsync(candidate, HttpMethod.Post, "account", CandidacyFixture.Account("fr", "85.07.30-033.28"))).Is(HttpStatusCode.Created);
        Assert.Equal("**.**.**-***.28", opened["nationalNumber"].GetString());

        var told = await service.PublishedAsync<PersonChanged>(e => e.Subject == "opening");
        Assert.Equal((opened.Id("personId"), 1, "Jo", "Peeters", "fr"), (told.PersonId, told.Version, told.FirstName, told.LastName, told.Language));

        var read = (await service.GetAsync(candidate, "account")).Is(HttpStatusCode.OK);
        Assert.Equal("\"1\"", read.Headers.ETag?.Tag);
        Assert.Equal("**.**.**-***.28", read["nationalNumber"].GetString());
    }

    [Fact]
    public async Task An_account_keeps_how_its_owner_can_be_reached_in_one_form()
    {
        using var candidate = await service.CandidateAsync();
        var address = new { street = " Wetstraat 16 bus 2 ", postalCode = "1000", city = "Brussel", country = "BE" };
        object Form(string telephone, object? where) => new { firstName = "Jo", lastName = "Peeters", email = "jo@example.org", telephone, address = where, language = "nl" };
        var changed = (await service.SendAsync(candidate, HttpMethod.Put, "account", Form("0470/12.34.56", address), 1)).Is(HttpStatusCode.OK);
        Assert.Equal(("+32470123456", "Wetstraat 16 bus 2"), (changed["telephone"].GetString(), changed["address"].GetProperty("street").GetString()));
        (await service.SendAsync(candidate, HttpMethod.Put, "account", Form("12", new { street = "", postalCode = "99999", city = "x", country = "BE" }), 2)).IsInvalid("telephone", "address.street", "address.postalCode");
        var lost = (await service.SendAsync(candidate, HttpMethod.Put, "account", Form("", null), 1)).IsRefused(HttpStatusCode.PreconditionFailed, "R17", "stale");
        Assert.Equal("+32470123456", lost["current"].GetProperty("telephone").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await service.SendAsync(candidate, HttpMethod.Put, "account", Form("", null), 2)).Is(HttpStatusCode.OK)["address"].ValueKind);
    }

    [Fact]
    public async Task R55_the_number_is_neither_in_the_database_nor_in_an_event_as_it_is()
    {
        using var candidate = service.As(Roles.Candidate, "encrypted");
        (await service.SendAsync(candidate, HttpMethod.Post, "account", CandidacyFixture.Account(nationalNumber: "17073003384"))).Is(HttpStatusCode.Created);
        await using var db = service.NewDb();
        var row = await db.Persons.AsNoTracking().SingleAsync(p => p.Subject == "encrypted");
        Assert.DoesNotContain("17073003384", System.Text.Encoding.Latin1.GetString(row.NationalNumber!));
        Assert.Equal(32, row.NationalNumberHash!.Length);
        await service.PublishedAsync<PersonChanged>(e => e.Subject == "encrypted");
        Assert.DoesNotContain(service.PublishedMessages(), m => m.Body.Contains("17073003384", StringComparison.Ordinal));
    }

    [Fact]
    public async Task R56_a_second_account_with_the_same_number_is_refused_and_offered_the_first()
    {
        using var first = service.As(Roles.Candidate, "number-first");
        using var second = service.As(Roles.Candidate, "number-second");
        (await service.SendAsync(first, HttpMethod.Post, "account", CandidacyFixture.Account(nationalNumber: "00010100105"))).Is(HttpStatusCode.Created);
        var refused = (await service.SendAsync(second, HttpMethod.Post, "account", CandidacyFixture.Account(nationalNumber: "00.01.01-001.05")))
            .IsRefused(HttpStatusCode.Conflict, "R56", "national-number-known");
        Assert.Equal(service.Today.ToString("uuuu-MM-dd", null), refused["firstAccountOpenedOn"].GetString());
        (await service.GetAsync(second, "account")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task R56_a_double_click_opens_one_account()
    {
        using var candidate = service.As(Roles.Candidate, "double-account");
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => service.SendAsync(candidate, HttpMethod.Post, "account", CandidacyFixture.Account())));
        var opened = Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
        Assert.All(answers.Where(a => a != opened), a => Assert.Equal(opened.Id("personId"), a.IsRefused(HttpStatusCode.Conflict, "R56", "account-exists").Id("personId")));
    }

    [Fact]
    public async Task R56_a_number_can_be_added_later_and_is_fixed_then()
    {
        using var candidate = await service.CandidateAsync(subject: "adds-number");
        (await service.SendAsync(candidate, HttpMethod.Put, "account", CandidacyFixture.Account(nationalNumber: "40000095579"), ifMatch: 1)).Is(HttpStatusCode.OK);
        (await service.SendAsync(candidate, HttpMethod.Put, "account", CandidacyFixture.Account(nationalNumber: "85073003328"), ifMatch: 2))
            .IsRefused(HttpStatusCode.Conflict, "R56", "national-number-fixed");
        var kept = (await service.SendAsync(candidate, HttpMethod.Put, "account", CandidacyFixture.Account(), ifMatch: 2)).Is(HttpStatusCode.OK);
        Assert.Equal("**.**.**-***.79", kept["nationalNumber"].GetString());
    }

    [Fact]
    public async Task R17_a_change_names_the_version_it_was_made_on()
    {
        using var candidate = await service.CandidateAsync();
        (await service.SendAsync(candidate, HttpMethod.Put, "account", CandidacyFixture.Account("de"))).IsRefused(HttpStatusCode.PreconditionRequired, null, "if-match-missing");
        (await service.SendAsync(candidate, HttpMethod.Put, "account", CandidacyFixture.Account("de"), ifMatch: 1)).Is(HttpStatusCode.OK);
        var stale = (await service.SendAsync(candidate, HttpMethod.Put, "account", CandidacyFixture.Account("en"), ifMatch: 1)).IsRefused(HttpStatusCode.PreconditionFailed, "R17", "stale");
        Assert.Equal(2, stale["currentVersion"].GetInt64());
        var person = await service.PersonIdAsync(candidate);
        Assert.Equal("de", (await service.PublishedAsync<PersonChanged>(e => e.PersonId == person && e.Version == 2)).Language);
    }

    [Fact]
    public async Task R56_everything_wrong_with_an_account_is_said_at_once()
    {
        using var candidate = service.As(Roles.Candidate, "all-wrong");
        (await service.SendAsync(candidate, HttpMethod.Post, "account", new { firstName = " ", lastName = "A\u202Eb", email = "nobody", language = "es", nationalNumber = "85073003329" }))
            .IsInvalid("firstName", "lastName", "email", "language", "nationalNumber");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"firstName":"Jo"}""")]
    [InlineData("""{"firstName":"Jo","lastName":null,"email":"jo@example.org","language":"nl"}""")]
    [InlineData("""{"firstName":"Jo","lastName":"P","email":"jo@example.org","language":"nl","isOfficer":true}""")]
    [InlineData("""{"firstName":5,"lastName":"P","email":"jo@example.org","language":"nl"}""")]
    public async Task A_malformed_body_is_refused_with_the_reason(string body)
    {
        using var candidate = service.As(Roles.Candidate, "malformed");
        var answer = (await service.SendAsync(candidate, HttpMethod.Post, "account", new StringContent(body, System.Text.Encoding.UTF8, "application/json"))).Is(HttpStatusCode.BadRequest);
        Assert.NotEmpty(answer["detail"].GetString()!);
    }

    [Fact]
    public async Task R56_an_officer_finds_a_person_by_number_or_by_name()
    {
        using var candidate = service.As(Roles.Candidate, "to-be-found");
        (await service.SendAsync(candidate, HttpMethod.Post, "account",
            new { firstName = "Zoë", lastName = "Vandersmissen", email = "z@example.org", language = "nl", nationalNumber = "05073003326" })).Is(HttpStatusCode.Created);
        using var officer = service.Officer();
        Assert.Equal("to-be-found", Assert.Single((await service.SendAsync(officer, HttpMethod.Post, "persons/search", new { nationalNumber = "05.07.30-033.26" })).Items).GetProperty("subject").GetString());
        Assert.Equal("z@example.org", Assert.Single((await service.SendAsync(officer, HttpMethod.Post, "persons/search", new { name = "vandersmis zoë" })).Items).GetProperty("email").GetString());
        Assert.Empty((await service.SendAsync(officer, HttpMethod.Post, "persons/search", new { name = "100%" })).Items);
        (await service.SendAsync(officer, HttpMethod.Post, "persons/search", new { })).IsInvalid("name");
        (await service.SendAsync(officer, HttpMethod.Post, "persons/search", new { nationalNumber = "1" })).IsInvalid("nationalNumber");
    }

    [Fact]
    public async Task R54_opening_and_changing_an_account_are_on_record_and_the_record_cannot_be_changed()
    {
        using var candidate = await service.CandidateAsync();
        var person = await service.PersonIdAsync(candidate);
        (await service.SendAsync(candidate, HttpMethod.Put, "account", CandidacyFixture.Account("fr"), ifMatch: 1)).Is(HttpStatusCode.OK);
        await using var db = service.NewDb();
        Assert.Equal(["account.opened", "account.changed"], await db.Records.Where(r => r.PersonId == person).OrderBy(r => r.Id).Select(r => r.Action).ToListAsync());
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => db.Database.ExecuteSqlRawAsync("delete from record"));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => db.Database.ExecuteSqlRawAsync("update record set actor = 'nobody'"));
    }
}
