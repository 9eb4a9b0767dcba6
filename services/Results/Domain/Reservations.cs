using Selection.Contracts.Events;

namespace Selection.Results.Domain;

/// <summary>What of an admission's reservation still stands (R22).</summary>
public static class Reservations
{
    /// <summary>The open part. A decision on a reservation counts only for the admission it came after: a reopened case begins anew.</summary>
    public static Reservation Open(Reservation admitted, long admittedVersion, long equivalenceVersion, bool equivalenceLifted, long languageTestVersion, bool languageTestLifted)
    {
        var open = admitted;
        if (equivalenceLifted && equivalenceVersion > admittedVersion) open &= ~Reservation.Equivalence;
        if (languageTestLifted && languageTestVersion > admittedVersion) open &= ~Reservation.LanguageTest;
        return open;
    }
}
