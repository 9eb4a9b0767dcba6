using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Selection.ServiceDefaults.Documents;

/// <summary>Adds what a service needs to take documents (R6).</summary>
public static class UploadExtensions
{
    /// <summary>The reader of multipart bodies, the store of contents, and what clears away abandoned ones; the tables: <see cref="UploadTables.MapUploads"/>.</summary>
    public static void AddUploads(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<UploadStore>();
        builder.Services.AddScoped<UploadReader>();
        builder.Services.AddHostedService<UploadCleaner>();
    }
}
