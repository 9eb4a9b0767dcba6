using Selection.Portal;
using Selection.Portal.Data;
using Selection.Portal.Gateway;
using Selection.Portal.Languages;
using Selection.Portal.Pages.Officer;
using Selection.Portal.Session;
using Selection.ServiceDefaults;
using Selection.ServiceDefaults.Database;
using Selection.ServiceDefaults.Health;

return await ServiceProcess.GuardAsync("portal", async () =>
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddProcessDefaults("portal");
    builder.AddDatabase<PortalDb>("portal");
    if (ServiceProcess.Migrates(args))
    {
        await using var migration = builder.Build();
        await Migration.RunAsync<PortalDb>(migration.Services);
        return;
    }

    builder.AddBrowserSafety();
    builder.AddLanguages();
    builder.AddGateway();
    builder.AddSessions();
    builder.AddPages();

    await using var app = builder.Build();
    app.UseBrowserSafety();
    app.UseLanguages();
    app.UseErrorPages();
    app.UseSessions();
    app.UseReadableAddresses();
    app.MapHealth();
    app.MapLanguages();
    app.MapSessions();
    app.MapPages();
    app.MapOfficerFiles();
    await app.RunAsync();
});
