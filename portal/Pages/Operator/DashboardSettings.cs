using Selection.ServiceDefaults;

namespace Selection.Portal.Pages.Operator;

/// <summary>Where operators find logs, traces and metrics; null where the platform has no such place.</summary>
public sealed record DashboardSettings(Uri? Address)
{
    public static DashboardSettings Of(IConfiguration configuration)
    {
        if (configuration["Dashboard:Address"] is not { Length: > 0 } address) return new DashboardSettings((Uri?)null);
        return Uri.TryCreate(address, UriKind.Absolute, out var dashboard) && dashboard.Scheme is "http" or "https"
            ? new DashboardSettings(dashboard)
            : throw new StartupException($"Dashboard:Address must be the URL of the dashboard that operators are led to, and is '{address}'.");
    }
}
