using NodaTime;

namespace Selection.Candidacies.Domain;

/// <summary>When an e-mail that could not be handed over is tried again, and when no longer.</summary>
internal static class MailRetries
{
    private static readonly Duration Longest = Duration.FromHours(1);

    /// <summary>How long to wait before the next try: twice as long each time, at most an hour.</summary>
    /// <param name="attempts">How often it was tried, from 1.</param>
    /// <param name="first">The wait after the first try.</param>
    /// <returns>The wait; null when the copy has waited long enough and is given up, though the message itself stays in the account.</returns>
    /// <param name="waited">Since when it waits.</param>
    /// <param name="patience">How long it is tried.</param>
    public static Duration? Wait(int attempts, Duration first, Duration waited, Duration patience) =>
        waited >= patience ? null : Duration.Min(Longest, first * Math.Pow(2, Math.Clamp(attempts - 1, 0, 20)));

    /// <summary>
    /// Whether a refusal is about this one e-mail and final: the server said no to the recipient or the content for good
    /// (5xx). What it says about the sender or the connection is no fault of the e-mail's.
    /// </summary>
    public static bool IsFinal(int smtpStatus, bool aboutThisMail) => smtpStatus >= 500 && aboutThisMail;
}
