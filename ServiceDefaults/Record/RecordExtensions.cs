using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Selection.ServiceDefaults.Record;

/// <summary>Adds the record of a service.</summary>
internal static class RecordExtensions
{
    /// <summary>The sealer and the vault of personal texts.</summary>
    public static void AddRecord(this IHostApplicationBuilder builder, string service)
    {
        builder.Services.AddSingleton(RecordSettings.Of(service, builder.Configuration));
        builder.Services.AddSingleton(services => PersonVault.Of(services.GetRequiredService<IConfiguration>()));
        builder.Services.AddHostedService<RecordSealer>();
    }
}
