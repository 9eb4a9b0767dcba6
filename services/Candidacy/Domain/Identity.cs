using System.Globalization;
using System.Text;
using NodaTime;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;

namespace Selection.Candidacies.Domain;

/// <summary>Why a person has no national number (R56).</summary>
public enum NoNumberReason
{
    /// <summary>It has been asked for and is not there yet.</summary>
    NoneYet,

    /// <summary>The person lives abroad and never had one.</summary>
    Foreign,
}

/// <summary>What a person showed an officer.</summary>
public enum IdentityDocumentType
{
    Passport,
    IdentityCard,
    ResidencePermit,
}

/// <summary>An identity document as an officer saw it (R56).</summary>
internal sealed record IdentityForm
{
    public required IdentityDocumentType DocumentType { get; init; }

    /// <summary>The issuing country: two letters, ISO 3166-1.</summary>
    public required string Country { get; init; }

    /// <summary>As printed; spaces, dots and dashes do not count.</summary>
    public required string DocumentNumber { get; init; }

    public required LocalDate BirthDate { get; init; }

    /// <summary>The day the officer saw it.</summary>
    public required LocalDate SeenOn { get; init; }

    public static IdentityForm Example => new()
    {
        DocumentType = IdentityDocumentType.Passport,
        Country = "FR",
        DocumentNumber = "12AB34567",
        BirthDate = new LocalDate(1975, 3, 21),
        SeenOn = new LocalDate(2025, 9, 30),
    };

    /// <summary>The number without what is written differently each time.</summary>
    public IdentityForm Tidied() => this with
    {
        Country = Country.Trim().ToUpperInvariant(),
        DocumentNumber = string.Concat(PlainText.Tidy(DocumentNumber).ToUpperInvariant().Where(c => c is not (' ' or '.' or '-' or '/'))),
    };
}

/// <summary>Reads what an officer noted of an identity document.</summary>
internal static class IdentityCheck
{
    private const int MaxNumber = 30;
    private const int MaxAge = 120;

    /// <summary>Everything wrong with it; empty when nothing is.</summary>
    /// <param name="form">Tidied.</param>
    /// <param name="today">In Brussels.</param>
    public static IEnumerable<FieldError> Faults(IdentityForm form, LocalDate today)
    {
        if (!IsoCodes.IsCountry(form.Country)) yield return new FieldError("country", "country");
        if (form.DocumentNumber.Length == 0) yield return new FieldError("documentNumber", "required");
        else if (form.DocumentNumber.Length > MaxNumber) yield return new FieldError("documentNumber", "too-long", MaxNumber);
        else if (!form.DocumentNumber.All(char.IsAsciiLetterOrDigit)) yield return new FieldError("documentNumber", "document-number");
        if (form.BirthDate > today || form.BirthDate < today.PlusYears(-MaxAge)) yield return new FieldError("birthDate", "birth-date");
        if (form.SeenOn > today) yield return new FieldError("seenOn", "seen-in-future");
        else if (form.SeenOn < form.BirthDate) yield return new FieldError("seenOn", "before-birth");
    }
}

/// <summary>Names as they are compared to find one person under two numbers.</summary>
internal static class NameKeys
{
    /// <summary>
    /// The letters of all names without case and accents, the words in alphabetical order: "José DE SMET" and "de Smet, Jose"
    /// are the same.
    /// </summary>
    public static string Of(string firstName, string lastName)
    {
        var letters = new StringBuilder();
        foreach (var c in $"{firstName} {lastName}".Normalize(NormalizationForm.FormKD))
        {
            if (char.IsLetterOrDigit(c)) letters.Append(char.ToLowerInvariant(c));
            else if (CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark) letters.Append(' ');
        }

        return string.Join(' ', letters.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }
}
