using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using static Selection.Identity.Tests.IdentityFixture;

namespace Selection.Identity.Tests.Features;

public sealed partial class SignInTests(IdentityFixture identity) : IClassFixture<IdentityFixture>
{
    private const string Verifier = "a-verifier-that-is-long-enough-for-the-rules-0123456789";
    private static readonly Uri Root = Gateway;

    [Fact]
    public async Task Code_with_pkce_leads_over_the_login_page_to_a_token_on_any_loopback_port()
    {
        var browser = identity.Browser();
        var code = await CodeAsync(browser, AuthorizeUrl(), "candidate1");
        var (status, tokens) = await PostAsync(browser, Exchange(code, Verifier));
        Assert.Equal(200, status);
        Assert.Equal(["candidate"], Read(tokens).GetPayloadValue<string[]>("role"));
        Assert.Equal("demo", Read(tokens, "id_token").Audiences.Single());

        // The session goes by itself from now on; the code is good for once.
        Assert.NotEmpty(QueryHelpers.ParseQuery((await browser.GetAsync(new Uri(Root, AuthorizeUrl()))).Headers.Location!.Query)["code"].ToString());
        Assert.Equal(400, (await PostAsync(browser, Exchange(code, Verifier))).Status);
    }

    [Fact]
    public async Task A_code_is_worth_nothing_without_its_verifier()
    {
        var browser = identity.Browser();
        var code = await CodeAsync(browser, AuthorizeUrl(), "candidate2");
        Assert.Equal(400, (await PostAsync(browser, Exchange(code, Verifier + "x"))).Status);
    }

    [Theory]
    [InlineData("code_challenge", "")]
    [InlineData("code_challenge_method", "plain")]
    [InlineData("redirect_uri", "http://evil.test/callback")]
    [InlineData("client_id", "stranger")]
    public async Task A_request_without_pkce_or_from_elsewhere_gets_no_login_page(string parameter, string value)
    {
        var response = await identity.Browser().GetAsync(new Uri(Root, AuthorizeUrl((parameter, value))));
        Assert.DoesNotContain("/account/login", response.Headers.Location?.ToString() ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain("code=", response.Headers.Location?.ToString() ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain("evil.test", response.Headers.Location?.ToString() ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asking_for_a_silent_sign_in_without_a_session_is_answered_to_the_application()
    {
        var response = await identity.Browser().GetAsync(new Uri(Root, AuthorizeUrl(("prompt", "none"))));
        Assert.Contains("error=login_required", response.Headers.Location!.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asking_for_a_new_login_asks_once_although_there_is_a_session()
    {
        var browser = identity.Browser();
        await CodeAsync(browser, AuthorizeUrl(), "candidate1");
        Assert.NotEmpty(await CodeAsync(browser, AuthorizeUrl(("prompt", "login")), "candidate1"));
    }

    [Theory]
    [InlineData("nl", "Aanmelden")]
    [InlineData("fr", "Se connecter")]
    [InlineData("de", "Anmelden")]
    [InlineData("en", "Sign in")]
    [InlineData("pl", "Sign in")]
    public async Task The_login_page_speaks_the_readers_language(string language, string heading)
    {
        var browser = identity.Browser();
        browser.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        var html = WebUtility.HtmlDecode(await browser.GetStringAsync(new Uri("/account/login", UriKind.Relative)));
        Assert.Contains($"<h1>{heading}</h1>", html, StringComparison.Ordinal);
        Assert.Contains($"<html lang=\"{(language == "pl" ? "en" : language)}\">", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/account/login")]
    [InlineData("/account/register")]
    public async Task Every_field_has_a_label_and_there_is_no_script(string page)
    {
        var html = await identity.Browser().GetStringAsync(new Uri(page, UriKind.Relative));
        var ids = PageForm.Fields(html).Where(tag => PageForm.Attribute(tag, "type") != "hidden").Select(tag => PageForm.Attribute(tag, "id")).ToList();
        Assert.NotEmpty(ids);
        Assert.All(ids, id => Assert.Contains($"<label for=\"{id}\">", html, StringComparison.Ordinal));
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_told_in_a_summary_that_leads_to_the_field()
    {
        var response = await PageForm.SubmitAsync(identity.Browser(), "/account/login?ui_locales=de", new() { ["userName"] = "candidate3", ["password"] = "wrong" });
        var html = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("role=\"alert\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"#userName\"", html, StringComparison.Ordinal);
        Assert.Contains("Der Benutzername oder das Passwort ist falsch.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        var response = await identity.Browser().PostAsync(
            new Uri("/account/login", UriKind.Relative),
            new FormUrlEncodedContent(new Dictionary<string, string> { ["userName"] = "candidate3", ["password"] = "Demo-2026!" }));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.test/")]
    [InlineData("//evil.test/")]
    [InlineData("/\\evil.test/")]
    public async Task The_login_page_leads_nowhere_else(string returnUrl)
    {
        var response = await PageForm.SubmitAsync(
            identity.Browser(), "/account/login" + QueryString(returnUrl), new() { ["userName"] = "candidate3", ["password"] = "Demo-2026!" });
        Assert.Equal("/account/signed-in", response.Headers.Location!.ToString());
    }

    [Fact]
    public async Task The_answer_posted_to_an_application_may_run_its_one_line_of_script()
    {
        var browser = identity.Browser();
        await CodeAsync(browser, AuthorizeUrl(), "candidate1");
        var response = await browser.GetAsync(new Uri(Root, AuthorizeUrl(("response_mode", "form_post"))));
        var script = Script().Match(await response.Content.ReadAsStringAsync()).Groups[1].Value;
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.True(policy.Contains($"script-src 'sha256-{hash}'", StringComparison.Ordinal), $"{hash} of <{script}> is not in {policy}");
    }

    [Fact]
    public async Task The_documentation_signs_in_at_the_gateway_wherever_that_is()
    {
        var asked = await identity.Browser().GetAsync(new Uri(Root, AuthorizeUrl(("client_id", "docs"), ("redirect_uri", "http://localhost:5100/docs/"))));
        Assert.StartsWith("/account/login", asked.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_may_be_led_from_the_login_page_to_the_applications_and_nowhere_else()
    {
        var page = await identity.Browser().GetAsync(new Uri("/account/login", UriKind.Relative));
        var formAction = page.Headers.GetValues("Content-Security-Policy").Single().Split("; ").Single(d => d.StartsWith("form-action", StringComparison.Ordinal));
        Assert.Equal(
            ["'self'", "form-action", "http://127.0.0.1:*", "http://localhost:5100", "http://localhost:5200"],
            formAction.Split(' ').Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Signing_out_goes_by_itself_for_the_application_that_shows_its_id_token_and_asks_otherwise()
    {
        var browser = identity.Browser();
        var code = await CodeAsync(browser, AuthorizeUrl(), "candidate1");
        var (_, tokens) = await PostAsync(browser, Exchange(code, Verifier));

        var asked = await browser.GetAsync(new Uri("/connect/logout", UriKind.Relative));
        Assert.Equal("/account/logout", asked.Headers.Location!.ToString());

        var done = await browser.GetAsync(new Uri($"/connect/logout?id_token_hint={tokens.GetProperty("id_token").GetString()}", UriKind.Relative));
        Assert.Equal("/account/signed-out", done.Headers.Location!.ToString());
        var again = await browser.GetAsync(new Uri(Root, AuthorizeUrl()));
        Assert.StartsWith("/account/login", again.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    private static string QueryString(string returnUrl) => QueryHelpers.AddQueryString("", "returnUrl", returnUrl);

    private static string AuthorizeUrl(params (string Name, string Value)[] changes)
    {
        var parameters = new Dictionary<string, string?>
        {
            ["client_id"] = "demo",
            ["response_type"] = "code",
            ["redirect_uri"] = "http://127.0.0.1:49152/callback",
            ["scope"] = "openid candidacy offline_access",
            ["code_challenge"] = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))),
            ["code_challenge_method"] = "S256",
            ["state"] = "a state",
        };
        foreach (var (name, value) in changes)
            parameters[name] = value.Length == 0 ? null : value;
        if (parameters["code_challenge"] is null)
            parameters["code_challenge_method"] = null;
        return QueryHelpers.AddQueryString("/connect/authorize", parameters);
    }

    private static async Task<string> CodeAsync(HttpClient browser, string authorize, string userName)
    {
        var asked = await browser.GetAsync(new Uri(Root, authorize));
        var login = asked.Headers.Location!.ToString();
        Assert.StartsWith("/account/login", login, StringComparison.Ordinal);
        var signedIn = await PageForm.SubmitAsync(browser, login, new() { ["userName"] = userName, ["password"] = "Demo-2026!" });
        var answered = await browser.GetAsync(new Uri(Root, signedIn.Headers.Location!));
        Assert.Equal("127.0.0.1", answered.Headers.Location!.Host);
        var query = QueryHelpers.ParseQuery(answered.Headers.Location.Query);
        Assert.Equal("a state", query["state"].ToString());
        return query["code"].ToString();
    }

    private static Dictionary<string, string> Exchange(string code, string verifier) => new()
    {
        ["grant_type"] = "authorization_code",
        ["client_id"] = "demo",
        ["redirect_uri"] = "http://127.0.0.1:49152/callback",
        ["code"] = code,
        ["code_verifier"] = verifier,
    };

    [GeneratedRegex("<script>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Script();
}
