using NodaTime;

namespace Selection.Candidacies.Domain;

/// <summary>A Belgian national register number, its check digits proven.</summary>
internal readonly record struct NationalNumber
{
    private NationalNumber(string digits) => Digits = digits;

    /// <summary>Eleven digits.</summary>
    public string Digits { get; }

    /// <summary>As it is shown: the birth date's part and the order hidden, the check digits left to recognise it by.</summary>
    public static string Mask(string digits) => $"**.**.**-***.{digits[9..]}";

    /// <summary>
    /// Reads a number, with or without its points and dash. Of those born from 2000 on, the check digits are taken over the
    /// number with a 2 before it. A month raised by 20 or 40 is a bis number; month or day 00 is a birth date not known.
    /// </summary>
    /// <param name="text">As it was typed.</param>
    /// <param name="today">Nobody is born after it.</param>
    /// <returns>Null when it is none.</returns>
    public static NationalNumber? Read(string text, LocalDate today)
    {
        if (text.Length > 20 || text.Any(c => !char.IsAsciiDigit(c) && c is not ('.' or '-' or ' ' or '/'))) return null;
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        if (digits.Length != 11) return null;
        var body = long.Parse(digits.AsSpan(0, 9), null);
        var check = 97 - int.Parse(digits.AsSpan(9), null);
        if (digits[6..9] is "000" or "999") return null;
        var isNumber = (body % 97 == check && IsBirthDate(digits, 1900, today))
            || ((2_000_000_000 + body) % 97 == check && IsBirthDate(digits, 2000, today));
        return isNumber ? new NationalNumber(digits) : null;
    }

    /// <summary>A number for somebody who is not in the register, given until there is a real one: the month is raised by 20 or 40.</summary>
    public bool IsBis => int.Parse(Digits.AsSpan(2, 2), null) > 12;

    /// <summary>The birth date in it; null where it holds none.</summary>
    /// <param name="today">Nobody is born after it.</param>
    public LocalDate? BirthDate(LocalDate today)
    {
        var century = long.Parse(Digits.AsSpan(0, 9), null) % 97 == 97 - int.Parse(Digits.AsSpan(9), null) && IsBirthDate(Digits, 1900, today) ? 1900 : 2000;
        var (month, day) = (int.Parse(Digits.AsSpan(2, 2), null) % 20, int.Parse(Digits.AsSpan(4, 2), null));
        return month == 0 || day == 0 ? null : new LocalDate(century + int.Parse(Digits.AsSpan(0, 2), null), month, day);
    }

    private static bool IsBirthDate(string digits, int century, LocalDate today)
    {
        var year = century + int.Parse(digits.AsSpan(0, 2), null);
        var month = int.Parse(digits.AsSpan(2, 2), null) % 20;
        var day = int.Parse(digits.AsSpan(4, 2), null);
        if (int.Parse(digits.AsSpan(2, 2), null) > 52 || month > 12 || day > 31 || year > today.Year) return false;
        if (month == 0 || day == 0) return true;
        return day <= CalendarSystem.Iso.GetDaysInMonth(year, month) && new LocalDate(year, month, day) <= today;
    }
}
