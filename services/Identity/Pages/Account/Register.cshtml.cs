using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Selection.Identity.Domain;
using Selection.Identity.Features;
using Selection.Identity.Resources;

namespace Selection.Identity.Pages.Account;

public sealed class RegisterModel(Registrar registrar, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "returnUrl")]
    public string? ReturnUrl { get; set; }

    [BindProperty(Name = "userName")]
    public string? UserName { get; set; }

    [BindProperty(Name = "displayName")]
    public string? DisplayName { get; set; }

    [BindProperty(Name = "language")]
    public string? Language { get; set; }

    public IReadOnlyList<FieldError> Errors { get; private set; } = [];

    public string OnwardQuery => QueryString.Create(new Dictionary<string, string?>
    {
        ["returnUrl"] = ReturnUrl,
        ["ui_locales"] = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName,
    }.Where(p => p.Value is not null)).ToString();

    public void OnGet() => Language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "password")] string? password, CancellationToken cancellation)
    {
        var registration = new Registration(UserName ?? "", password ?? "", DisplayName ?? "", Language ?? "");
        return await (await registrar.RegisterAsync(registration, cancellation)).Match<Task<IActionResult>>(
            async user =>
            {
                await LoginModel.StartSessionAsync(HttpContext, user);
                return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/account/signed-in");
            },
            errors => Task.FromResult(Again(StatusCodes.Status400BadRequest, [.. errors.Select(e => new FieldError(RegistrationRules.FieldOf(e), texts[RegistrationRules.CodeOf(e)]))])),
            () => Task.FromResult(Again(StatusCodes.Status409Conflict, [new("userName", texts["user-name-taken"])])));
    }

    private IActionResult Again(int status, IReadOnlyList<FieldError> errors)
    {
        Errors = errors;
        Response.StatusCode = status;
        return Page();
    }
}
