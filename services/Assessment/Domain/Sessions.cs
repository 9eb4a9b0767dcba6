using NodaTime;
using Selection.ServiceDefaults.Clock;
using Selection.ServiceDefaults.Input;
using Selection.ServiceDefaults.Problems;

namespace Selection.Assessment.Domain;

/// <summary>Where a session takes place.</summary>
public enum SessionKind
{
    /// <summary>At a place one comes to.</summary>
    Place,

    /// <summary>From wherever the candidate is.</summary>
    Remote,
}

/// <summary>What of a session an officer decides (R25).</summary>
/// <param name="StartsAt">Its start.</param>
/// <param name="LengthMinutes">How long it takes.</param>
/// <param name="Capacity">Seats.</param>
/// <param name="Language">The language of the test.</param>
/// <param name="Kind">Where it takes place.</param>
/// <param name="Place">The address, or how to take part remotely.</param>
/// <param name="Link">For a remote one: where to, in the browser.</param>
/// <param name="VendorClientId">The vendor that holds it.</param>
public sealed record SessionPlan(Instant StartsAt, int LengthMinutes, int Capacity, string Language, SessionKind Kind, string Place, string? Link, string VendorClientId);

/// <summary>What is allowed of a session, and worth a second look.</summary>
public enum SessionOddity
{
    /// <summary>It lies on a weekend, a public holiday or another closing day.</summary>
    NotAWorkingDay,

    /// <summary>The last moment to ask for help (R29) comes before registration opens: nobody could.</summary>
    NoTimeForHelp,

    /// <summary>It starts while registration still runs: whoever registers later cannot choose it.</summary>
    StartsWhileRegistrationRuns,
}

/// <summary>Planning and changing sessions (R25, R26).</summary>
public static class SessionPlans
{
    private const int LongestPlace = 300;
    private const int LongestLink = 500;
    private const int LongestVendor = 100;
    private static readonly string[] Languages = ["nl", "fr", "de", "en"];

    /// <summary>What is wrong with a plan, its start aside.</summary>
    public static IEnumerable<FieldError> Faults(SessionPlan plan)
    {
        if (plan.LengthMinutes is < 15 or > 600) yield return new FieldError("lengthMinutes", "between", 15, 600);
        if (plan.Capacity is < 1 or > 10_000) yield return new FieldError("capacity", "between", 1, 10_000);
        if (!Languages.Contains(plan.Language)) yield return new FieldError("language", "one-of", string.Join(", ", Languages));
        if (!Enum.IsDefined(plan.Kind)) yield return new FieldError("kind", "one-of", string.Join(", ", Enum.GetNames<SessionKind>()));
        foreach (var fault in TextCheck.Faults("place", plan.Place, LongestPlace).Concat(TextCheck.Faults("vendorClientId", plan.VendorClientId, LongestVendor))) yield return fault;
        if (plan.Link is null) yield break;
        if (plan.Kind == SessionKind.Place) yield return new FieldError("link", "link-of-a-place");
        else if (plan.Link.Length > LongestLink) yield return new FieldError("link", "too-long", LongestLink);
        else if (!Uri.TryCreate(plan.Link, UriKind.Absolute, out var link) || link.Scheme != Uri.UriSchemeHttps) yield return new FieldError("link", "not-a-link");
    }

    /// <summary>Whether a session may start then: in the future, and not before its registration opens, since nobody could have registered.</summary>
    public static bool MayStart(Instant startsAt, Instant opensAt, Instant now) => startsAt > now && startsAt >= opensAt;

    /// <summary>What is worth a second look.</summary>
    /// <param name="startsAt">The session's start.</param>
    /// <param name="opensAt">Its registration period's first instant.</param>
    /// <param name="closesAt">The first instant after it.</param>
    /// <param name="closed">Further closing days (T5).</param>
    public static IEnumerable<SessionOddity> Odd(Instant startsAt, Instant opensAt, Instant closesAt, ClosingDays closed)
    {
        if (!WorkingDays.IsWorkingDay(BrusselsTime.DateIn(startsAt), closed)) yield return SessionOddity.NotAWorkingDay;
        if (WorkingDays.HelpEndsAt(startsAt, closed) <= opensAt) yield return SessionOddity.NoTimeForHelp;
        if (startsAt < closesAt) yield return SessionOddity.StartsWhileRegistrationRuns;
    }

    /// <summary>What a change would do that candidates who have a seat did not choose: its fields, none where it may be made.</summary>
    public static IReadOnlyList<string> FixedByBookings(SessionPlan before, SessionPlan after, int booked) => booked == 0
        ? []
        : [
            .. before.StartsAt == after.StartsAt ? (string[])[] : ["startsAt"],
            .. before.Language == after.Language ? (string[])[] : ["language"],
            .. before.VendorClientId == after.VendorClientId ? (string[])[] : ["vendorClientId"],
        ];

    /// <summary>Whether those who have a seat need to know of a change.</summary>
    public static bool ConcernsCandidates(SessionPlan before, SessionPlan after) =>
        (before.LengthMinutes, before.Kind, before.Place, before.Link) != (after.LengthMinutes, after.Kind, after.Place, after.Link);
}
