namespace Selection.Assessment.Vendor;

/// <summary>The gRPC side of the service: an endpoint of its own in appsettings.json, HTTP/2 only, since a cleartext one cannot speak both.</summary>
internal static class VendorDoor
{
    private const int MaxMessageBytes = 64 * 1024;

    public static void AddVendorDoor(this WebApplicationBuilder builder)
    {
        builder.Services.AddGrpc(options => options.MaxReceiveMessageSize = MaxMessageBytes);
        builder.Services.AddGrpcReflection();
        builder.Services.AddGrpcHealthChecks();
        builder.Services.AddSingleton<ResultIntake>();
        builder.Services.AddSingleton<RegistrationFeed>();
    }

    public static void MapVendorDoor(this WebApplication app)
    {
        app.MapGrpcService<ScoreIngestionService>();
        app.MapGrpcHealthChecksService().AllowAnonymous();
        if (app.Environment.IsDevelopment()) app.MapGrpcReflectionService().AllowAnonymous();
    }
}
