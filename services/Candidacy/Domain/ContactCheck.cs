using System.Globalization;
using System.Net.Mail;
using PhoneNumbers;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Domain;

/// <summary>Where a person can be written to.</summary>
/// <param name="Street">Street, number and box.</param>
/// <param name="PostalCode">As the country writes it.</param>
/// <param name="City">The town.</param>
/// <param name="Country">ISO 3166-1 alpha-2, e.g. <c>BE</c>.</param>
public sealed record PostalAddress(string Street, string PostalCode, string City, string Country)
{
    public static PostalAddress Example => new("Wetstraat 16 bus 2", "1000", "Brussel", "BE");

    /// <summary>Composed and trimmed.</summary>
    internal PostalAddress Tidied() => new(PlainText.Tidy(Street), PlainText.Tidy(PostalCode), PlainText.Tidy(City), Country);
}

/// <summary>Reads how a person can be reached.</summary>
internal static class ContactCheck
{
    private const int MaxLine = 150;

    /// <summary>A telephone number in the one international form (E.164), e.g. <c>+32470123456</c>; null when it is none. Without a prefix it is a Belgian one.</summary>
    public static string? Telephone(string text)
    {
        var util = PhoneNumberUtil.GetInstance();
        try
        {
            var number = util.Parse(text, "BE");
            return util.IsValidNumber(number) && !number.HasExtension ? util.Format(number, PhoneNumberFormat.E164) : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    /// <summary>Whether a text is one e-mail address at a full host name, and nothing else.</summary>
    public static bool IsEmail(string text)
    {
        if (!MailAddress.TryCreate(text, out var address) || address.Address != text || address.User.Length > 64 || !PlainText.IsShowable(text)) return false;
        try
        {
            return address.Host.Contains('.', StringComparison.Ordinal) && !address.Host.EndsWith('.') && Uri.CheckHostName(new IdnMapping().GetAscii(address.Host)) is UriHostNameType.Dns;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Everything wrong with an address.</summary>
    public static IEnumerable<FieldError> Faults(PostalAddress address)
    {
        foreach (var (field, text, max) in new[] { ("street", address.Street, MaxLine), ("postalCode", address.PostalCode, 12), ("city", address.City, MaxLine) })
        {
            if (string.IsNullOrWhiteSpace(text)) yield return new FieldError($"address.{field}", "required");
            else if (text.Length > max) yield return new FieldError($"address.{field}", "too-long", max);
            else if (!PlainText.IsShowable(text)) yield return new FieldError($"address.{field}", "not-showable");
        }

        if (!IsoCodes.IsCountry(address.Country)) yield return new FieldError("address.country", "country");
        else if (address.Country == "BE" && !IsBelgianPostalCode(address.PostalCode)) yield return new FieldError("address.postalCode", "postal-code");
    }

    private static bool IsBelgianPostalCode(string code) => code.Length == 4 && code.All(char.IsAsciiDigit) && code[0] != '0';
}
