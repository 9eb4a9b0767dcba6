using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Selection.ServiceDefaults.Telemetry;

/// <summary>Logs, metrics and traces by OpenTelemetry; they leave by OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names a receiver.</summary>
internal static class TelemetryExtensions
{
    /// <summary>Meters and activity sources of the domain are named <c>Selection.*</c>.</summary>
    private const string Ours = "Selection.*";

    private static readonly Dictionary<string, string?> QuietLogging = new()
    {
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
        ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Error",
        ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "Warning",
        ["Logging:LogLevel:Npgsql"] = "Warning",
        ["Logging:LogLevel:MassTransit"] = "Warning",
        ["Logging:LogLevel:System.Net.Http"] = "Warning",
        ["Logging:LogLevel:Polly"] = "Warning",
    };

    public static void AddTelemetry(this WebApplicationBuilder builder, string name)
    {
        // The lowest layer of the configuration: whatever a person sets, wins. What is kept out is one line per statement or request.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = QuietLogging });
        var export = builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 };
        if (export)
        {
            builder.Logging.AddOpenTelemetry(logging =>
            {
                logging.IncludeFormattedMessage = true;
                logging.IncludeScopes = true;
            });
        }

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource =>
            {
                // OTEL_SERVICE_NAME, set by the app host, wins.
                if (builder.Configuration["OTEL_SERVICE_NAME"] is not { Length: > 0 }) resource.AddService(name);
            })
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddMeter("Npgsql", Ours))
            .WithTracing(tracing => tracing
                .AddSource("MassTransit", Ours)
                .AddAspNetCoreInstrumentation(options => options.Filter = context => context.Request.Path != "/alive" && context.Request.Path != "/ready")
                .AddHttpClientInstrumentation()
                .AddSource("Npgsql"));
        if (export) telemetry.UseOtlpExporter();
    }
}
