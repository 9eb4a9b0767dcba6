using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using NodaTime;
using Selection.Contracts;
using Selection.Contracts.Vacancies;
using Selection.Demo.Platform;
using Selection.Testing.Running;
using Xunit;

namespace Selection.Portal.Tests.Browser;

/// <summary>The platform with a few vacancies on it, and a browser to look at its portal with.</summary>
public sealed class Site : IAsyncLifetime
{
    private PrivatePlatform? _platform;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public Uri Address => Platform.Portal;

    public PrivatePlatform Platform => _platform ?? throw new InvalidOperationException("The platform has not started.");

    /// <summary>Open for longer than any test moves the clock, corrected once, with a published answer.</summary>
    public Guid Open { get; private set; }

    /// <summary>Until when, this day included.</summary>
    public LocalDate OpenUntil { get; private set; }

    /// <summary>Cancelled with a reason.</summary>
    public Guid Cancelled { get; private set; }

    public async Task InitializeAsync()
    {
        _platform = await PrivatePlatform.StartAsync();
        await PublishAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("SELECTION_CHROMIUM") ?? "/usr/bin/chromium-headless-shell",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_platform is not null) await _platform.DisposeAsync();
    }

    /// <summary>A visitor of their own, in a language, on a screen so wide.</summary>
    public async Task<IPage> VisitAsync(string language = "en", int width = 1280, bool javaScript = true)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Address.AbsoluteUri,
            Locale = $"{language}-BE",
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            JavaScriptEnabled = javaScript,
        });
        context.SetDefaultTimeout(30_000);
        var page = await context.NewPageAsync();
        if (!javaScript) page.CheckOn(await VisitAsync(language, width));
        return page;
    }

    /// <summary>Signs in with one of the demo's users, or with an account of one's own.</summary>
    public static async Task SignInAsync(IPage page, string userName, string? password = null)
    {
        await page.GotoAsync("/sign-in");
        await EnterAsync(page, userName, password);
        await page.WaitForURLAsync("**/me");
    }

    /// <summary>Says at the sign-in page who one is.</summary>
    public static async Task EnterAsync(IPage page, string userName, string? password = null)
    {
        await page.FillAsync("#userName", userName);
        await page.FillAsync("#password", password ?? Demo.Cast.Password);
        await page.ClickAsync("form button[type=submit]");
    }

    private async Task PublishAsync()
    {
        var (officer, candidate) = (Platform.Cast.Officer1, Platform.Client.User("candidate1", Demo.Cast.Password, "nl"));
        var today = (await Platform.Client.NowAsync(default)).InZone(DateTimeZoneProviders.Tzdb["Europe/Brussels"]).Date;
        await using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "seed", "ksz-adjunct.json"));
        var seed = (await JsonSerializer.DeserializeAsync<ProcedureDefinition>(file, ContractsJson.Options))!;

        OpenUntil = today.PlusDays(362);
        Open = await PublishAsync(officer, seed with { SelectionCode = "ANG26001", ClosingDate = today.PlusDays(360) });
        Cancelled = await PublishAsync(officer, seed with
        {
            SelectionCode = "AFG26002",
            Language = "fr",
            Title = new LocalizedText("Directeur-generaal Operaties (m/v/x)", "Directeur général Opérations (m/f/x)", "Generaldirektor Operationen (m/w/x)", "Director-general Operations (m/f/x)"),
            ClosingDate = today.PlusDays(370),
        });

        (await candidate.PostAsync("/api/candidacy/account", new { firstName = "Jo", lastName = "Peeters", email = "jo.peeters@example.org", language = "nl", nationalNumber = "85.07.30-033.28" }, default)).Must();
        var questions = $"/api/candidacy/vacancies/{Open}/questions";
        var asked = (await candidate.PostAsync(questions, new { text = "Komt er nog tijd bij om zich kandidaat te stellen?" }, default)).Must();
        (await officer.PutAsync($"{questions}/{asked.Id("questionId")}/publication", new
        {
            question = new LocalizedText("Komt er nog tijd bij om zich kandidaat te stellen?", "Le délai pour postuler sera-t-il prolongé ?", "Wird die Bewerbungsfrist verlängert?", "Will there be more time to apply?"),
            answer = new LocalizedText("Ja, twee dagen.", "Oui, de deux jours.", "Ja, um zwei Tage.", "Yes, two days."),
        }, default, asked.ETag)).Must();
        var (page, path) = await ReadAsync(officer, Open);
        (await officer.PostAsync($"{path}/correct", page.Body.GetProperty("definition").Deserialize<ProcedureDefinition>(ContractsJson.Options)! with { ClosingDate = OpenUntil }, default, page.ETag)).Must();
        var (other, otherPath) = await ReadAsync(officer, Cancelled);
        (await officer.PostAsync($"{otherPath}/cancel", new { selectionCode = "AFG26002", reason = new LocalizedText("De functie verdwijnt.", "La fonction est supprimée.", "Die Funktion fällt weg.", "The job is discontinued.") }, default, other.ETag)).Must();
    }

    private static async Task<(Answer Page, string Path)> ReadAsync(Actor officer, Guid id)
    {
        var path = $"/api/candidacy/vacancies/{id}";
        return ((await officer.GetAsync(path, default)).Must(), path);
    }

    private static async Task<Guid> PublishAsync(Actor officer, ProcedureDefinition definition)
    {
        var body = JsonSerializer.SerializeToNode(definition, ContractsJson.Options)!.AsObject();
        body.Remove("version");
        var draft = (await officer.PostAsync("/api/candidacy/vacancies/import", (JsonNode)body, default)).Must();
        (await officer.PostAsync($"/api/candidacy/vacancies/{draft.Id("vacancyId")}/publish", null, default, draft.ETag)).Must();
        return draft.Id("vacancyId");
    }
}

[CollectionDefinition(Name)]
public sealed class SiteCollection : ICollectionFixture<Site>
{
    public const string Name = "the portal";
}
