using Selection.ServiceDefaults;

namespace Selection.Portal.Session;

/// <summary>How long somebody stays signed in.</summary>
/// <param name="Idle">Without a click.</param>
/// <param name="Warn">How long before that end the page warns.</param>
/// <param name="Longest">At most, however busy.</param>
public sealed record SessionSettings(TimeSpan Idle, TimeSpan Warn, TimeSpan Longest)
{
    public static SessionSettings Of(IConfiguration configuration)
    {
        var section = configuration.GetSection("Session");
        var (idle, warn, longest) = (section.GetValue("IdleMinutes", 30.0), section.GetValue("WarnMinutes", 5.0), section.GetValue("LongestHours", 10.0));
        if (warn <= 0 || idle <= warn || longest * 60 < idle)
            throw new StartupException("Session:WarnMinutes must be above zero and below Session:IdleMinutes, and Session:LongestHours must not be shorter than that.");
        return new SessionSettings(TimeSpan.FromMinutes(idle), TimeSpan.FromMinutes(warn), TimeSpan.FromHours(longest));
    }
}
