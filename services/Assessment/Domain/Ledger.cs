using NodaTime;
using Selection.Contracts.Vacancies;

namespace Selection.Assessment.Domain;

/// <summary>What an entry of a person's ledger says.</summary>
public enum LedgerKind
{
    /// <summary>A pass: exempts (R31).</summary>
    EarlierPass,

    /// <summary>A management or staff function, held: exempts (R33).</summary>
    FunctionHeld,

    /// <summary>A failed test: bars (R32).</summary>
    DevelopmentPeriod,

    /// <summary>Takes another entry back (R36).</summary>
    Voiding,
}

/// <summary>One entry of a person's ledger, which spans all procedures and only grows.</summary>
/// <param name="EntryId">Names the entry.</param>
/// <param name="Kind">What it says.</param>
/// <param name="LevelGroup">Of which level the test or the function was.</param>
/// <param name="From">The first day.</param>
/// <param name="Until">The first day after (T2: half-open); null for a function held without a known end.</param>
/// <param name="Voids">For <see cref="LedgerKind.Voiding"/>: which entry no longer counts.</param>
public sealed record LedgerEntry(Guid EntryId, LedgerKind Kind, LevelGroup LevelGroup, LocalDate From, LocalDate? Until, Guid? Voids = null)
{
    /// <summary>Whether a day lies in [From, Until).</summary>
    public bool Covers(LocalDate day) => From <= day && (Until is not { } until || day < until);
}

/// <summary>Reads a ledger.</summary>
public static class Ledger
{
    /// <summary>The entries that have not been taken back.</summary>
    public static IReadOnlyList<LedgerEntry> InForce(IReadOnlyCollection<LedgerEntry> entries)
    {
        var voided = entries.Where(e => e.Kind == LedgerKind.Voiding).Select(e => e.Voids).ToHashSet();
        return [.. entries.Where(e => e.Kind != LedgerKind.Voiding && !voided.Contains(e.EntryId))];
    }

    /// <summary>The first day a pass no longer exempts (R31, T2): a pass on 29 February exempts until 28 February, two years on.</summary>
    public static LocalDate EndOfExemption(LocalDate testDay, int years) => testDay.PlusYears(years);

    /// <summary>The first free day after a failed test (R32, T2): 31 August and 6 months give 28 or 29 February.</summary>
    public static LocalDate EndOfDevelopment(LocalDate testDay, int months) => testDay.PlusMonths(months);
}
