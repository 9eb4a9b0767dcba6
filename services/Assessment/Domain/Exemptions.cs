using NodaTime;
using Selection.Contracts.Events;
using Selection.Contracts.Vacancies;

namespace Selection.Assessment.Domain;

/// <summary>Why somebody needs no assessment in a procedure.</summary>
/// <param name="Ground">A pass or a function.</param>
/// <param name="Since">The test day, or the day from which the function is held.</param>
/// <param name="EntryId">The entry of the ledger it rests on.</param>
public sealed record Exemption(ExemptionGround Ground, LocalDate Since, Guid EntryId);

/// <summary>Exemptions (R31, R33, R34).</summary>
public static class Exemptions
{
    /// <summary>
    /// The exemption a ledger gives in a procedure, if any: a pass of the same or a higher level that covers the closing
    /// date (R31), or that was obtained after it but before one's own sitting in this procedure (R34); or a function of
    /// the same or a higher level held on the closing date (R33). A pass goes before a function, the latest before others.
    /// </summary>
    /// <param name="entries">What is in force of the person's ledger.</param>
    /// <param name="level">The function's level group.</param>
    /// <param name="closingDate">The reference date, the same for every candidate (R34).</param>
    /// <param name="ownSitting">The day on which the person sat in this procedure already; null while they have not.</param>
    public static Exemption? Find(IEnumerable<LedgerEntry> entries, LevelGroup level, LocalDate closingDate, LocalDate? ownSitting) => entries
        .Where(e => e.LevelGroup >= level)
        .Where(e => e.Kind switch
        {
            LedgerKind.EarlierPass => e.Covers(closingDate) || (e.From > closingDate && (ownSitting is not { } sat || e.From < sat)),
            LedgerKind.FunctionHeld => e.Covers(closingDate),
            LedgerKind.DevelopmentPeriod or LedgerKind.Voiding => false,
        })
        .OrderBy(e => e.Kind).ThenByDescending(e => e.From).ThenBy(e => e.EntryId)
        .Select(e => new Exemption(e.Kind == LedgerKind.EarlierPass ? ExemptionGround.EarlierPass : ExemptionGround.FunctionHeld, e.From, e.EntryId))
        .FirstOrDefault();
}

/// <summary>Development periods (R32).</summary>
public static class DevelopmentPeriods
{
    /// <summary>
    /// The first day a person may sit again, where a session on <paramref name="day"/> is barred for them: by a failed test
    /// of the same or a lower level, since a development period bars the same and higher levels. Null where it is not.
    /// </summary>
    public static LocalDate? BarredUntil(IEnumerable<LedgerEntry> entries, LevelGroup level, LocalDate day) => entries
        .Where(e => e.Kind == LedgerKind.DevelopmentPeriod && e.LevelGroup <= level && e.Covers(day))
        .Max(e => e.Until);

    /// <summary>
    /// What the end of the registration period makes of a candidate without a seat (R28, R32): barred where every session
    /// date was, else not registered. Where no session was ever offered nobody could register, and nothing happens.
    /// </summary>
    public static EndOfRegistration AtTheEnd(IReadOnlyCollection<LedgerEntry> entries, LevelGroup level, IReadOnlyCollection<LocalDate> sessionDays)
    {
        if (sessionDays.Count == 0) return new EndOfRegistration.NothingOffered();
        var bars = sessionDays.Select(day => BarredUntil(entries, level, day)).ToList();
        return bars.TrueForAll(bar => bar is not null)
            ? new EndOfRegistration.Barred(bars.Max()!.Value)
            : new EndOfRegistration.NotRegistered();
    }
}

/// <summary>What becomes of a candidate who has no seat when registration ends.</summary>
public abstract record EndOfRegistration
{
    private EndOfRegistration()
    {
    }

    /// <summary>There was no session to register for.</summary>
    public sealed record NothingOffered : EndOfRegistration;

    /// <summary>A development period covered every session (R32).</summary>
    public sealed record Barred(LocalDate Until) : EndOfRegistration;

    /// <summary>The candidate did not register (R28).</summary>
    public sealed record NotRegistered : EndOfRegistration;
}
