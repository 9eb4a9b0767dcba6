using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using static Selection.Identity.Tests.IdentityFixture;

namespace Selection.Identity.Tests.Features;

public sealed class RegistrationTests(IdentityFixture identity) : IClassFixture<IdentityFixture>
{
    private static readonly Uri Register = new("/account/register", UriKind.Relative);

    [Fact]
    public async Task A_program_registers_a_person_who_can_sign_in_as_a_candidate()
    {
        var client = identity.Browser();
        var response = await client.PostAsJsonAsync(Register, new { userName = "Jan.Peeters", password = "a good password", displayName = " Jan Peeters ", language = "nl" });
        var subject = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("subject").GetString();
        var token = Read(await TokenAsync(client, "jan.peeters", "candidacy", "a good password"));

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(subject, token.Subject);
        Assert.Equal(["candidate"], token.GetPayloadValue<string[]>("role"));
        Assert.Equal("Jan Peeters", token.GetPayloadValue<string>("name"));
    }

    [Fact]
    public async Task A_name_is_given_once_whatever_the_race()
    {
        var client = identity.Browser();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            client.PostAsJsonAsync(Register, new { userName = "twin", password = "a good password", displayName = "Twin", language = "fr" })));
        Assert.Equal(1, answers.Count(a => a.StatusCode == HttpStatusCode.Created));
        Assert.Equal(7, answers.Count(a => a.StatusCode == HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Every_wrong_field_is_told_in_the_readers_language()
    {
        var client = identity.Browser();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("nl");
        var response = await client.PostAsJsonAsync(Register, new { userName = "x y", password = "short", language = "xx" });
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var errors = problem.GetProperty("errors");
        Assert.Equal(["displayName", "language", "password", "userName"], errors.EnumerateObject().Select(e => e.Name).Order(StringComparer.Ordinal));
        Assert.Equal("Het wachtwoord telt minstens 10 tekens.", errors.GetProperty("password")[0].GetString());
    }

    [Fact]
    public async Task Nobody_can_give_themselves_a_role()
    {
        var response = await identity.Browser().PostAsJsonAsync(
            Register, new { userName = "clever", password = "a good password", displayName = "Clever", language = "nl", roles = new[] { "operator" } });
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.False(await identity.InDbAsync(db => db.Users.AnyAsync(u => u.UserName == "clever")));
    }

    [Fact]
    public async Task The_page_registers_and_signs_in()
    {
        var browser = identity.Browser();
        var response = await PageForm.SubmitAsync(browser, "/account/register", new()
        {
            ["userName"] = "marie",
            ["password"] = "un bon mot de passe",
            ["displayName"] = "Marie Dupont",
            ["language"] = "fr",
        });
        Assert.Equal("/account/signed-in", response.Headers.Location!.ToString());
        Assert.Contains("Marie Dupont", await browser.GetStringAsync(response.Headers.Location), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_keeps_what_was_filled_in_except_the_password_and_says_what_is_wrong_beside_the_field()
    {
        var response = await PageForm.SubmitAsync(identity.Browser(), "/account/register?ui_locales=en", new()
        {
            ["userName"] = "officer1",
            ["password"] = "a good password",
            ["displayName"] = "Another <Officer>",
            ["language"] = "de",
        });
        var html = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Contains("id=\"userName-error\"", html, StringComparison.Ordinal);
        Assert.Contains("aria-invalid=\"true\"", html, StringComparison.Ordinal);
        Assert.Contains("Another &lt;Officer&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("a good password", html, StringComparison.Ordinal);
    }
}
