using NodaTime;
using Selection.Identity;
using Selection.Identity.Data;
using Selection.Identity.Features;
using Selection.Identity.Resources;
using Selection.Identity.Tokens;
using Selection.ServiceDefaults;
using Selection.ServiceDefaults.Database;

return await ServiceProcess.GuardAsync("identity", async () =>
{
    var builder = WebApplication.CreateBuilder(args);
    if (!builder.Environment.IsDevelopment())
        throw new StartupException($"This is the identity provider for development, and it does not start in the environment '{builder.Environment.EnvironmentName}': point Auth:Authority of the other processes at your own OpenID Connect authority.");

    builder.AddServiceDefaults("identity", Texts.Manager);
    builder.AddDatabase<IdentityDb>("identity");
    builder.AddOpenIdConnect();
    builder.AddAccountPages();
    // This service owns the platform's clock (T4); its own, for tokens and locks, is the real one.
    builder.Services.AddSingleton<IClock>(SystemClock.Instance);
    builder.Services.AddScoped<Registrar>().AddScoped<ClockReplicas>().AddSingleton<ClockSignal>();

    await using var app = builder.Build();
    if (ServiceProcess.Migrates(args))
    {
        await Migration.RunAsync<IdentityDb>(app.Services);
        await Seeding.SeedAsync(app.Services, CancellationToken.None);
        return;
    }

    await app.Services.GetRequiredService<TokenKeys>().LoadAsync(CancellationToken.None);
    app.UseAccountPages();
    app.UseServiceDefaults();
    app.MapAuthorize();
    app.MapIssueToken();
    app.MapUserInfo();
    app.MapEndSession();
    app.MapRegisterPerson();
    app.MapWatchClock();
    app.MapReadClock();
    app.MapMoveClock();
    app.MapRazorPages();
    await app.RunAsync();
});
