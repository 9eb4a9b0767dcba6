using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Selection.ServiceDefaults.Record;

/// <summary>How the record of this process is sealed.</summary>
/// <param name="Service">Whose record it is.</param>
/// <param name="WitnessEvery">How long a sealed entry waits at most until the other services are told (<c>Record:WitnessEvery</c>, 5 seconds).</param>
internal sealed record RecordSettings(string Service, TimeSpan WitnessEvery)
{
    /// <summary>As they are configured.</summary>
    /// <exception cref="StartupException">The setting is no time span, or a negative one.</exception>
    public static RecordSettings Of(string service, IConfiguration configuration)
    {
        const string setting = "Record:WitnessEvery";
        if (configuration[setting] is not { Length: > 0 } text) return new(service, TimeSpan.FromSeconds(5));
        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var every) && every >= TimeSpan.Zero
            ? new(service, every)
            : throw new StartupException($"The setting '{setting}' is '{text}', which is no time span such as 00:00:05.");
    }
}
