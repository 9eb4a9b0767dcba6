using NodaTime;

namespace Selection.Portal.Gateway;

/// <summary>Where one lives.</summary>
public sealed record PostalAddress(string Street, string PostalCode, string City, string Country);

/// <summary>One's own account; of the national number only the end is shown.</summary>
public sealed record Account(
    string FirstName, string LastName, string Email, string? Telephone, PostalAddress? Address, string Language, string? NationalNumber, Instant OpenedAt, long Version)
{
    /// <summary>Its version as it is sent back (R17).</summary>
    public string ETag => $"\"{Version}\"";
}

/// <summary>Whether an officer still has to see who somebody is (R56).</summary>
public enum IdentificationState { NumberKnown, Waiting, Identified }

/// <summary>Why there is no national number.</summary>
public enum NoNumberReason { NoneYet, Foreign }

/// <summary>How far the identification is.</summary>
public sealed record OwnIdentification(IdentificationState State, NoNumberReason? Reason, Instant? IdentifiedAt);

/// <summary>Whether messages are copied by e-mail.</summary>
public sealed record MailCopies(bool Wanted);

/// <summary>A candidate's account.</summary>
public static class AccountCalls
{
    private const string Api = "/api/candidacy/account";

    public static Task<Reply<Account>> ReadAccountAsync(this GatewayClient gateway) => gateway.GetAsync<Account>(Api);

    /// <summary>Opens it, or changes it where a version is given.</summary>
    public static Task<Reply<Account>> SaveAccountAsync(this GatewayClient gateway, object form, string? version) =>
        version is null ? gateway.PostAsync<Account>(Api, form) : gateway.PutAsync<Account>(Api, form, version);

    public static Task<Reply<OwnIdentification>> ReadIdentificationAsync(this GatewayClient gateway) => gateway.GetAsync<OwnIdentification>($"{Api}/identification");

    public static Task<Reply<OwnIdentification>> TellNoNumberAsync(this GatewayClient gateway, NoNumberReason reason) =>
        gateway.PutAsync<OwnIdentification>($"{Api}/identification", new { reason });

    public static Task<Reply<MailCopies>> ReadMailCopiesAsync(this GatewayClient gateway) => gateway.GetAsync<MailCopies>($"{Api}/mail-copies");

    public static Task<Reply<Nothing>> ChooseMailCopiesAsync(this GatewayClient gateway, bool wanted) => gateway.PutAsync<Nothing>($"{Api}/mail-copies", new { wanted });
}
