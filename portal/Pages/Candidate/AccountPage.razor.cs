using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Selection.Contracts;
using Selection.Portal.Components;
using Selection.Portal.Gateway;
using Selection.Portal.Languages;

namespace Selection.Portal.Pages.Candidate;

/// <summary>Opens the account and changes it (R56).</summary>
public sealed partial class AccountPage
{
    private static readonly Dictionary<string, string> AddressFields = new()
    {
        ["address.street"] = "Form.Street",
        ["address.postalCode"] = "Form.PostalCode",
        ["address.city"] = "Form.City",
        ["address.country"] = "Form.Country",
    };

    private Reply<Account> _account = null!;
    private Reply<MailCopies>? _mails;
    private Account? _stale;
    private FormErrors _errors = new();
    private bool _isNew;

    [Inject]
    public required GatewayClient Gateway { get; set; }

    [Inject]
    public required NavigationManager Nav { get; set; }

    /// <summary>The vacancy somebody was about to apply for.</summary>
    [SupplyParameterFromQuery]
    public Guid? Apply { get; set; }

    [SupplyParameterFromQuery]
    public string? Done { get; set; }

    [SupplyParameterFromForm(FormName = "account")]
    private Input? Form { get; set; }

    protected override async Task LoadAsync()
    {
        var (account, mails) = (Gateway.ReadAccountAsync(), Gateway.ReadMailCopiesAsync());
        await Task.WhenAll(account, mails);
        (_account, _mails) = (await account, await mails);
        _isNew = !_account.Done && _account.Refusal.Status == 404;
        Form ??= _account.Value is { } known ? Input.Of(known) : new Input { Language = LanguageSetup.Current };
    }

    private async Task SaveAsync()
    {
        var form = Form!;
        var address = new[] { form.Street, form.PostalCode, form.City }.All(string.IsNullOrWhiteSpace)
            ? null
            : new PostalAddress(form.Street ?? "", form.PostalCode ?? "", form.City ?? "", (form.Country ?? "").Trim().ToUpperInvariant());
        var reply = await Gateway.SaveAccountAsync(new
        {
            firstName = form.FirstName ?? "",
            lastName = form.LastName ?? "",
            email = form.Email ?? "",
            language = form.Language ?? "",
            telephone = form.Telephone,
            address,
            nationalNumber = form.NationalNumber,
        }, _isNew ? null : form.Version);
        if (reply.Done)
        {
            Nav.NavigateTo(Apply is { } vacancy ? $"/vacancies/{vacancy}/apply" : "/account?done=saved");
            return;
        }

        _errors = FormErrors.Of(reply.Refusal, fields: AddressFields);
        if (!reply.Refusal.IsStale || reply.Refusal.More?.GetValueOrDefault("current") is not { ValueKind: JsonValueKind.Object } current) return;
        // What was typed stays; sent again, it is on the version that stands now.
        (_stale, _errors) = (current.Deserialize<Account>(ContractsJson.Options), new FormErrors());
        form.Version = _stale?.ETag;
    }

    private async Task SwitchMailsAsync()
    {
        if (_mails?.Value is { } mails && (await Gateway.ChooseMailCopiesAsync(!mails.Wanted)).Done) Nav.NavigateTo("/account?done=saved");
    }

    private sealed class Input
    {
        public string? Version { get; set; }

        public string? FirstName { get; set; }

        public string? LastName { get; set; }

        public string? Email { get; set; }

        public string? Telephone { get; set; }

        public string? Language { get; set; }

        public string? NationalNumber { get; set; }

        public string? Street { get; set; }

        public string? PostalCode { get; set; }

        public string? City { get; set; }

        public string? Country { get; set; }

        public static Input Of(Account account) => new()
        {
            Version = account.ETag,
            FirstName = account.FirstName,
            LastName = account.LastName,
            Email = account.Email,
            Telephone = account.Telephone,
            Language = account.Language,
            Street = account.Address?.Street,
            PostalCode = account.Address?.PostalCode,
            City = account.Address?.City,
            Country = account.Address?.Country,
        };
    }
}
