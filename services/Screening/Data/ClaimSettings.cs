using NodaTime;
using Selection.ServiceDefaults;

namespace Selection.Screening.Data;

/// <summary>How long an officer has a case (T3): two hours from the last work on it, unless set otherwise.</summary>
internal sealed record ClaimSettings(Duration Lease)
{
    private const string Key = "Claims:Minutes";
    private const int Standard = 120;
    private const int Longest = 24 * 60;

    /// <summary>Reads them.</summary>
    /// <exception cref="StartupException">It is no number, or out of range.</exception>
    public static ClaimSettings Of(IConfiguration configuration)
    {
        if (configuration[Key] is not { Length: > 0 } text) return new ClaimSettings(Duration.FromMinutes(Standard));
        return int.TryParse(text, out var minutes) && minutes is >= 1 and <= Longest
            ? new ClaimSettings(Duration.FromMinutes(minutes))
            : throw new StartupException($"The setting '{Key}' is '{text}'; it is a number of minutes, from 1 to {Longest}.");
    }
}
