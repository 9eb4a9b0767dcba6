using Microsoft.Extensions.Configuration;

namespace Selection.ServiceDefaults;

/// <summary>Settings a process cannot do without. One that is missing stops it with a sentence that says which and where it comes from.</summary>
public static class RequiredSettings
{
    /// <summary>A setting's value.</summary>
    /// <exception cref="StartupException">It is missing or empty.</exception>
    public static string Get(IConfiguration configuration, string key, string purpose) =>
        configuration[key] is { Length: > 0 } value
            ? value
            : throw new StartupException($"The setting '{key}' is missing: {purpose}. Set it in the configuration, or as the environment variable {key.Replace(":", "__", StringComparison.Ordinal)}.");

    /// <summary>A connection string.</summary>
    /// <exception cref="StartupException">It is missing or empty.</exception>
    public static string ConnectionString(IConfiguration configuration, string name) =>
        Get(configuration, $"ConnectionStrings:{name}", "the address of what this process cannot work without");

    internal const string MigrationKey = "Selection:Migration";

    internal static bool IsMigration(this IConfiguration configuration) => configuration[MigrationKey] == "true";
}

/// <summary>The process cannot start; the message says in one sentence why, for the person at the console.</summary>
public sealed class StartupException(string message) : Exception(message);
