using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Domain;

/// <summary>What a person fills in about themselves.</summary>
internal sealed record AccountForm
{
    public required string FirstName { get; init; }

    public required string LastName { get; init; }

    public required string Email { get; init; }

    /// <summary><c>nl</c>, <c>fr</c>, <c>de</c> or <c>en</c>.</summary>
    public required string Language { get; init; }

    /// <summary>As one writes it; kept in the international form (E.164).</summary>
    public string? Telephone { get; init; }

    public PostalAddress? Address { get; init; }

    /// <summary>Of those who have one (R56).</summary>
    public string? NationalNumber { get; init; }

    public static AccountForm Example => new()
    {
        FirstName = "Jo",
        LastName = "Peeters",
        Email = "jo.peeters@example.org",
        Telephone = "0470 12 34 56",
        Address = PostalAddress.Example,
        Language = "nl",
        NationalNumber = "85.07.30-033.28",
    };

    /// <summary>Composed and trimmed.</summary>
    public AccountForm Tidied() => this with
    {
        FirstName = PlainText.Tidy(FirstName),
        LastName = PlainText.Tidy(LastName),
        Email = Email.Trim(),
        Telephone = string.IsNullOrWhiteSpace(Telephone) ? null : ContactCheck.Telephone(Telephone) ?? Telephone,
        Address = Address?.Tidied(),
        NationalNumber = string.IsNullOrWhiteSpace(NationalNumber) ? null : NationalNumber,
    };
}

/// <summary>Reads an account's form.</summary>
internal static class AccountCheck
{
    /// <summary>The languages messages are written in.</summary>
    public static readonly string[] Languages = ["nl", "fr", "de", "en"];

    private const int MaxName = 100;
    private const int MaxEmail = 254;

    /// <summary>Everything wrong with it; empty when nothing is.</summary>
    public static IEnumerable<FieldError> Faults(AccountForm form, NodaTime.LocalDate today)
    {
        (string Field, string Name)[] names = [("firstName", form.FirstName), ("lastName", form.LastName)];
        foreach (var (field, name) in names)
        {
            if (name.Length == 0) yield return new FieldError(field, "required");
            else if (name.Length > MaxName) yield return new FieldError(field, "too-long", MaxName);
            else if (!PlainText.IsShowable(name)) yield return new FieldError(field, "not-showable");
        }

        if (form.Email.Length > MaxEmail) yield return new FieldError("email", "too-long", MaxEmail);
        else if (!ContactCheck.IsEmail(form.Email)) yield return new FieldError("email", "email");
        if (!Languages.Contains(form.Language)) yield return new FieldError("language", "one-of", string.Join(", ", Languages));
        if (form.Telephone is { } telephone && ContactCheck.Telephone(telephone) is null) yield return new FieldError("telephone", "telephone");
        foreach (var fault in form.Address is { } address ? ContactCheck.Faults(address) : []) yield return fault;
        if (form.NationalNumber is { } number && NationalNumber.Read(number, today) is null) yield return new FieldError("nationalNumber", "national-number");
    }
}
