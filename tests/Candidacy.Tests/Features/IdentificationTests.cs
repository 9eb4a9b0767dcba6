using System.Net;
using Microsoft.EntityFrameworkCore;
using Selection.ServiceDefaults.Auth;
using Xunit;

namespace Selection.Candidacies.Tests.Features;

[Collection(CandidacyService.Name)]
public sealed class IdentificationTests(CandidacyFixture service)
{
    [Fact]
    public async Task R56_a_person_without_a_number_waits_until_an_officer_has_seen_a_document()
    {
        var (candidate, personId) = await NamedAsync("Ines", "Álvarez Ruiz");
        using var officer = service.Officer();
        Assert.Equal("Waiting", (await service.GetAsync(candidate, "account/identification")).Is(HttpStatusCode.OK)["state"].GetString());
        (await TellAsync(candidate, "Foreign")).Is(HttpStatusCode.OK);
        Assert.Equal("Foreign", (await WaitingAsync(officer, personId))!.Value.GetProperty("reason").GetString());

        var file = (await SeeAsync(officer, personId, 1, number: "x-12 34.567")).Is(HttpStatusCode.OK);
        Assert.Equal("*****567", file["document"].GetProperty("documentNumber").GetString());
        Assert.Equal("\"2\"", file.Headers.ETag?.Tag);
        Assert.Null(await WaitingAsync(officer, personId));
        Assert.Equal("Identified", (await service.GetAsync(candidate, "account/identification"))["state"].GetString());

        await using var db = service.NewDb();
        var row = await db.Identifications.AsNoTracking().SingleAsync(i => i.PersonId == personId);
        Assert.DoesNotContain("1234567", System.Text.Encoding.Latin1.GetString(row.DocumentNumber!));
        Assert.Equal(["account.opened", "person.without-number", "person.identified"],
            await db.Records.Where(r => r.PersonId == personId).OrderBy(r => r.Id).Select(r => r.Action).ToListAsync());
    }

    [Fact]
    public async Task R56_a_document_seen_before_and_the_same_name_and_birth_date_show_possible_doubles()
    {
        var (_, first) = await NamedAsync("José", "De Smet");
        var (_, sameName) = await NamedAsync("DE SMET", "Jose");
        var (_, younger) = await NamedAsync("Jose", "de Smet");
        var (_, sameDocument) = await NamedAsync("Pepe", "Herrero");
        using var officer = service.Officer();
        (await SeeAsync(officer, first, 1, "DBL 1", "1970-02-28")).Is(HttpStatusCode.OK);
        (await SeeAsync(officer, sameName, 1, "DBL 2", "1970-02-28")).Is(HttpStatusCode.OK);
        (await SeeAsync(officer, younger, 1, "DBL 3", "1991-02-28")).Is(HttpStatusCode.OK);
        (await SeeAsync(officer, sameDocument, 1, "dbl-1", "1970-02-28")).Is(HttpStatusCode.OK);

        var doubles = (await service.GetAsync(officer, $"persons/{first}"))["possibleDoubles"].EnumerateArray()
            .ToDictionary(d => d.GetProperty("personId").GetGuid(), d => d.GetProperty("ground").GetString());
        Assert.Equal(new() { [sameName] = "NameAndBirthDate", [sameDocument] = "Document" }, doubles);
    }

    [Fact]
    public async Task R56_a_number_given_later_is_unique_and_the_person_who_has_it_is_offered()
    {
        using var known = service.As(Roles.Candidate, $"late-{Guid.NewGuid():N}");
        var owner = (await service.SendAsync(known, HttpMethod.Post, "account", CandidacyFixture.Account(nationalNumber: TestNumbers.Of(9301))))
            .Is(HttpStatusCode.Created).Id("personId");
        var (_, personId) = await NamedAsync("Late", "Number");
        using var officer = service.Officer();
        var refused = (await NumberAsync(officer, personId, 1, TestNumbers.Of(9301))).IsRefused(HttpStatusCode.Conflict, "R56", "number-of-another");
        Assert.Equal(owner, refused.Id("personId"));
        (await NumberAsync(officer, personId, 1, "85073003329")).IsInvalid("nationalNumber");
        (await NumberAsync(officer, personId, 1, TestNumbers.Of(9302))).Is(HttpStatusCode.OK);
        (await NumberAsync(officer, personId, 1, TestNumbers.Of(9303))).Is(HttpStatusCode.PreconditionFailed);
        (await SeeAsync(officer, personId, 2)).IsRefused(HttpStatusCode.Conflict, "R56", "number-known-here");
    }

    [Fact]
    public async Task R56_one_number_given_to_two_persons_at_once_stays_with_one()
    {
        using var officer = service.Officer();
        var persons = new[] { (await NamedAsync("Race", "One")).PersonId, (await NamedAsync("Race", "Two")).PersonId, (await NamedAsync("Race", "Three")).PersonId };
        var answers = await Task.WhenAll(persons.Select(p => NumberAsync(officer, p, 1, TestNumbers.Of(9304))));
        var kept = persons[Array.FindIndex(answers, a => a.Status == HttpStatusCode.OK)];
        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.OK), a => Assert.Equal(kept, a.IsRefused(HttpStatusCode.Conflict, "R56", "number-of-another").Id("personId")));
    }

    [Fact]
    public async Task R56_two_accounts_opened_at_once_with_one_number_make_one_person()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            using var candidate = service.As(Roles.Candidate, $"at-once-{Guid.NewGuid():N}");
            return await service.SendAsync(candidate, HttpMethod.Post, "account", CandidacyFixture.Account(nationalNumber: TestNumbers.Of(9305)));
        }));
        Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.Created), a => a.IsRefused(HttpStatusCode.Conflict, "R56", "national-number-known"));
    }

    [Theory]
    [InlineData("documentNumber", "  ", "1975-03-21", "2020-01-01", "FR")]
    [InlineData("documentNumber", "12‮34", "1975-03-21", "2020-01-01", "FR")]
    [InlineData("documentNumber", "A123456789012345678901234567890", "1975-03-21", "2020-01-01", "FR")]
    [InlineData("birthDate", "AB1", "0001-01-01", "2020-01-01", "FR")]
    [InlineData("birthDate", "AB1", "9999-12-31", "2020-01-01", "FR", "seenOn")]
    [InlineData("seenOn", "AB1", "1975-03-21", "1975-03-20", "FR")]
    [InlineData("seenOn", "AB1", "1975-03-21", "9999-12-31", "FR")]
    [InlineData("country", "AB1", "1975-03-21", "2020-01-01", "Frankrijk")]
    public async Task R56_what_cannot_be_a_document_is_refused(string field, string number, string born, string seen, string country, string? also = null)
    {
        var (_, personId) = await NamedAsync("Bad", "Document");
        using var officer = service.Officer();
        (await SeeAsync(officer, personId, 1, number, born, seen, country)).IsInvalid([.. new[] { field, also }.OfType<string>()]);
    }

    [Fact]
    public async Task R56_somebody_with_a_number_needs_no_document_and_nobody_identifies_a_person_there_is_not()
    {
        using var candidate = service.As(Roles.Candidate, $"numbered-{Guid.NewGuid():N}");
        (await service.SendAsync(candidate, HttpMethod.Post, "account", CandidacyFixture.Account(nationalNumber: TestNumbers.Of(9306)))).Is(HttpStatusCode.Created);
        (await TellAsync(candidate, "NoneYet")).IsRefused(HttpStatusCode.Conflict, "R56", "number-known-here");
        Assert.Equal("NumberKnown", (await service.GetAsync(candidate, "account/identification"))["state"].GetString());
        using var officer = service.Officer();
        (await SeeAsync(officer, Guid.NewGuid(), 1)).Is(HttpStatusCode.NotFound);
        (await service.GetAsync(officer, $"persons/{Guid.NewGuid()}")).Is(HttpStatusCode.NotFound);
    }

    private async Task<(HttpClient Client, Guid PersonId)> NamedAsync(string firstName, string lastName)
    {
        var client = service.As(Roles.Candidate, $"unnumbered-{Guid.NewGuid():N}");
        var opened = await service.SendAsync(client, HttpMethod.Post, "account", new { firstName, lastName, email = "someone@example.org", language = "nl" });
        return (client, opened.Is(HttpStatusCode.Created).Id("personId"));
    }

    private Task<Answer> TellAsync(HttpClient candidate, string reason) => service.SendAsync(candidate, HttpMethod.Put, "account/identification", new { reason });

    private Task<Answer> SeeAsync(
        HttpClient officer, Guid personId, long version, string number = "AB 123", string born = "1975-03-21", string seen = "2020-01-01", string country = "FR") =>
        service.SendAsync(officer, HttpMethod.Put, $"persons/{personId}/identification",
            new { documentType = "Passport", country, documentNumber = number, birthDate = born, seenOn = seen }, version);

    private Task<Answer> NumberAsync(HttpClient officer, Guid personId, long version, string nationalNumber) =>
        service.SendAsync(officer, HttpMethod.Put, $"persons/{personId}/national-number", new { nationalNumber }, version);

    private async Task<System.Text.Json.JsonElement?> WaitingAsync(HttpClient officer, Guid personId)
    {
        for (var page = 1; ; page++)
        {
            var answer = (await service.GetAsync(officer, $"persons/unidentified?page={page}&pageSize=200")).Is(HttpStatusCode.OK);
            foreach (var item in answer.Items.Where(i => i.GetProperty("personId").GetGuid() == personId)) return item;
            if (answer.Items.Count < 200) return null;
        }
    }
}
