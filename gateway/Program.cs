using Selection.Gateway;
using Selection.Gateway.Docs;
using Selection.Gateway.Health;
using Selection.Gateway.Limits;
using Selection.Gateway.Resources;
using Selection.Gateway.Routing;
using Selection.ServiceDefaults;

return await ServiceProcess.GuardAsync("gateway", async () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddServiceDefaults("gateway", Texts.Manager);
    builder.AddListening();
    builder.AddAudiences();
    builder.AddRateLimits();
    builder.AddForwarding();
    builder.AddPlatformHealth();

    await using var app = builder.Build();
    app.UseTrustedProxies();
    app.UseSecurityHeaders();
    app.UseServiceDefaults(afterAuthentication: RateLimits.UseRateLimits);
    app.MapPlatformHealth();
    app.MapDocs();
    app.MapForwarding();
    await app.RunAsync();
});
