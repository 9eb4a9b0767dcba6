using System.Text.Json;
using System.Text.RegularExpressions;

namespace Selection.Identity.Domain;

/// <summary>What someone fills in to get an account.</summary>
public sealed record Registration(string UserName, string Password, string DisplayName, string Language);

/// <summary>What can be wrong with a registration, field by field.</summary>
public enum RegistrationError
{
    UserNameMissing,
    UserNameMalformed,
    PasswordTooShort,
    PasswordTooLong,
    PasswordIsUserName,
    DisplayNameMissing,
    DisplayNameTooLong,
    LanguageUnknown,
}

/// <summary>The rules for a new account.</summary>
public static partial class RegistrationRules
{
    public const int ShortestPassword = 10;
    public const int LongestPassword = 200;

    /// <summary>The languages of the platform; the first is taken when nothing is known.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["nl", "fr", "de", "en"];

    /// <summary>User names are compared without regard to case or surrounding space.</summary>
    public static string Normalise(string? userName) => (userName ?? "").Trim().ToLowerInvariant();

    /// <summary>Every fault of every field, not just the first.</summary>
    public static IReadOnlyList<RegistrationError> Check(Registration registration)
    {
        var errors = new List<RegistrationError>();
        var userName = Normalise(registration.UserName);
        if (userName.Length == 0)
            errors.Add(RegistrationError.UserNameMissing);
        else if (!UserName().IsMatch(userName))
            errors.Add(RegistrationError.UserNameMalformed);

        if ((registration.Password ?? "").Length < ShortestPassword)
            errors.Add(RegistrationError.PasswordTooShort);
        else if (registration.Password!.Length > LongestPassword)
            errors.Add(RegistrationError.PasswordTooLong);
        else if (Normalise(registration.Password) == userName)
            errors.Add(RegistrationError.PasswordIsUserName);

        if (string.IsNullOrWhiteSpace(registration.DisplayName))
            errors.Add(RegistrationError.DisplayNameMissing);
        else if (registration.DisplayName.Trim().Length > 200)
            errors.Add(RegistrationError.DisplayNameTooLong);

        if (!Languages.Contains(registration.Language))
            errors.Add(RegistrationError.LanguageUnknown);
        return errors;
    }

    /// <summary>The form's name of the field an error belongs to.</summary>
    public static string FieldOf(RegistrationError error) => error switch
    {
        RegistrationError.UserNameMissing or RegistrationError.UserNameMalformed => "userName",
        RegistrationError.PasswordTooShort or RegistrationError.PasswordTooLong or RegistrationError.PasswordIsUserName => "password",
        RegistrationError.DisplayNameMissing or RegistrationError.DisplayNameTooLong => "displayName",
        RegistrationError.LanguageUnknown => "language",
    };

    /// <summary>The code of an error, which names its text as well: <c>kebab-case</c>.</summary>
    public static string CodeOf(RegistrationError error) => JsonNamingPolicy.KebabCaseLower.ConvertName(error.ToString());

    [GeneratedRegex(@"^[a-z0-9](?:[a-z0-9._@+\-]{1,62})[a-z0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex UserName();
}
