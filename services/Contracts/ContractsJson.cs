using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;

namespace Selection.Contracts;

/// <summary>
/// The one JSON shape of everything that crosses a process: camelCase, enums by name, NodaTime's ISO forms
/// (<c>2025-10-22</c> for a date, <c>2025-10-22T21:59:59.999Z</c> for an instant).
/// </summary>
public static class ContractsJson
{
    /// <summary>Shared, read-only options; copy them before changing anything.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>Gives other options (the web's, the broker's) the same shape.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));
        options.ConfigureForNodaTime(DateTimeZoneProviders.Tzdb);
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
