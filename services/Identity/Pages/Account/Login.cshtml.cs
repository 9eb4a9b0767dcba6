using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Selection.Identity.Data;
using Selection.Identity.Resources;
using Selection.Identity.Tokens;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Selection.Identity.Pages.Account;

public sealed class LoginModel(SignIns signIns, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "returnUrl")]
    public string? ReturnUrl { get; set; }

    [BindProperty(SupportsGet = true, Name = "userName")]
    public string? UserName { get; set; }

    public IReadOnlyList<FieldError> Errors { get; private set; } = [];

    /// <summary>Where to go on to and in which language, for the link to the registration.</summary>
    public string OnwardQuery => QueryString.Create(new Dictionary<string, string?>
    {
        ["returnUrl"] = ReturnUrl,
        ["ui_locales"] = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName,
    }.Where(p => p.Value is not null)).ToString();

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "password")] string? password, CancellationToken cancellation)
    {
        var missing = new List<FieldError>();
        if (string.IsNullOrWhiteSpace(UserName))
            missing.Add(new("userName", texts["user-name-missing"]));
        if (string.IsNullOrEmpty(password))
            missing.Add(new("password", texts["PasswordMissing"]));
        if (missing.Count > 0)
            return Again(missing);

        return await (await signIns.TryAsync(UserName, password, cancellation)).Match<Task<IActionResult>>(
            async user =>
            {
                await StartSessionAsync(HttpContext, user);
                // Only ever back to this site: anything else would make the login page a springboard.
                return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/account/signed-in");
            },
            () => Task.FromResult(Again([new("userName", texts["WrongPassword"])])),
            () => Task.FromResult(Again([new(null, texts["AccountLocked"])])));
    }

    /// <summary>Signs someone in on this site, so that each application's own sign-in goes by itself.</summary>
    internal static Task StartSessionAsync(HttpContext http, User user)
    {
        var identity = new ClaimsIdentity(
            [new(Claims.Subject, user.Subject.ToString()), new(Claims.Name, user.DisplayName)],
            CookieAuthenticationDefaults.AuthenticationScheme, Claims.Name, Claims.Role);
        return http.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, new ClaimsPrincipal(identity));
    }

    private IActionResult Again(IReadOnlyList<FieldError> errors)
    {
        Errors = errors;
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}
