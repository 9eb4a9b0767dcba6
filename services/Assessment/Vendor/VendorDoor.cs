namespace Selection.Assessment.Vendor;

/// <summary>The gRPC side of the service: an endpoint of its own in appsettings.json, HTTP/2 only, since a cleartext one cannot speak both.</summary>
internal static class VendorDoor
{
    public static void AddVendorDoor(this WebApplicationBuilder builder)
    {
        builder.Services.AddGrpc().AddServiceOptions<ScoreIngestionService>(options => options.Interceptors.Add<VendorCalls>());
        builder.Services.AddGrpcReflection();
        builder.Services.AddGrpcHealthChecks();
        builder.Services.AddSingleton(VendorLimits.Of(builder.Configuration));
        builder.Services.AddSingleton<VendorCalls>();
        builder.Services.AddSingleton<ResultIntake>();
        builder.Services.AddSingleton<CallerQueue>();
        builder.Services.AddSingleton<RegistrationFeed>();
        builder.Services.AddSingleton<SessionPulse>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SessionPulse>());
        builder.Services.AddHostedService<ConflictGauge>();
    }

    public static void MapVendorDoor(this WebApplication app)
    {
        app.MapGrpcService<ScoreIngestionService>();
        app.MapGrpcHealthChecksService().AllowAnonymous();
        if (app.Environment.IsDevelopment()) app.MapGrpcReflectionService().AllowAnonymous();
    }
}
