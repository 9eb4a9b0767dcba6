using NodaTime;
using Selection.Contracts.Assessment.V1;
using Selection.Demo.People;
using Selection.Demo.Platform;
using Selection.Demo.Steps;
using Spectre.Console;

namespace Selection.Demo;

/// <summary>
/// What the vendor's guide practises on: a session with candidates registered for it, an hour before it starts; and then its
/// start. Everything happens through the API, as in earnest, and the platform's clock moves on by some weeks (T4).
/// </summary>
public static class Practice
{
    /// <summary>Prepares a session; tells its id and what to do with it.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> PrepareAsync(DemoOptions options, IAnsiConsole console, CancellationToken ct) => RunAsync(options, console, async stage =>
    {
        await SayAsync(console, "A vacancy is published", () => PublishVacancy.PlayAsync(stage, ct));
        await SayAsync(console, "Candidates register and apply", () => ApplyAsync(stage, ct));
        await SayAsync(console, "It closes, and they are admitted", () => AdmitAsync(stage, ct));
        var session = await SayAsync(console, "A session is planned, and they register for it", () => RegisterAsync(stage, ct));
        console.WriteLine($"Session {session}");
        console.WriteLine($"{stage.Candidates.Count} candidates are registered; it starts in an hour of the platform's clock.");
        console.WriteLine("Its results are taken from then on: ./run practice --begin goes there.");
    }, ct);

    /// <summary>Moves the platform's clock past the start of the vendor's next session that somebody is registered for.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> BeginAsync(DemoOptions options, IAnsiConsole console, CancellationToken ct) => RunAsync(options, console, async stage =>
    {
        var now = await stage.Platform.NowAsync(ct);
        var next = (await stage.Cast.Vendor.SessionsAsync(now.ToDateTimeOffset(), null, ct)).FirstOrDefault(s => s.Registered > 0)
            ?? throw new InvalidOperationException("The vendor has no session to come that anybody is registered for: ./run practice prepares one.");
        await stage.Time.MoveToAsync(EndOf(next), ct);
        console.WriteLine($"Session {next.SessionId}");
        console.WriteLine("It is over by the platform's clock: its results can be sent.");
    }, ct);

    private static async Task<int> RunAsync(DemoOptions options, IAnsiConsole console, Func<Stage, Task> play, CancellationToken ct)
    {
        using var platform = new PlatformClient(options.Gateway);
        if (await platform.WhyAwayAsync(ct) is { } why)
        {
            console.WriteLine($"The platform does not answer at {options.Gateway} ({why}). Start it with ./run in another terminal.");
            return 1;
        }

        using var cast = new Cast(platform, options);
        var stage = new Stage(options, platform, cast, new Differences());
        try
        {
            await play(stage);
        }
        catch (Exception e) when (e is RefusedException or TimeoutException or HttpRequestException or InvalidOperationException or SampleClient.SignInException or Grpc.Core.RpcException)
        {
            console.WriteLine(e.Message);
            return 1;
        }

        foreach (var difference in stage.Differences.All) console.WriteLine(difference);
        return stage.Differences.All.Count == 0 ? 0 : 1;
    }

    private static async Task<T> SayAsync<T>(IAnsiConsole console, string what, Func<Task<T>> step)
    {
        console.WriteLine($"{what}...");
        return await step();
    }

    private static async Task<int> ApplyAsync(Stage stage, CancellationToken ct)
    {
        var run = Random.Shared.Next(0x1000000).ToString("x6", System.Globalization.CultureInfo.InvariantCulture);
        var candidates = new Candidate[stage.Options.Candidates];
        await Stage.EachAsync(Enumerable.Range(0, candidates.Length), ct, async (i, stop) =>
        {
            var script = new Script { Key = $"practice-{i + 1:00}", Story = "sits for the vendor's practice", Language = "nl", Ends = FinalStep.Suitable };
            candidates[i] = await Apply.EnterAsync(stage, script, $"{script.Key}.{run}", stop);
        });
        stage.Candidates = candidates;
        return candidates.Length;
    }

    private static async Task<int> AdmitAsync(Stage stage, CancellationToken ct)
    {
        await stage.Time.MoveToAsync(Timeline.EndOf(stage.Timeline.FirstClosing) + Duration.FromMinutes(1), ct);
        await Poll.UntilAsync("every dossier reaches the screening", async () =>
            (await stage.Cast.Officer1.GetAsync($"/api/screening/cases?vacancyId={stage.VacancyId}&pageSize=1", ct)).Must().As<Paged<object>>().Total == stage.Candidates.Count, ct);
        await Screen.AcceptProposalsAsync(stage.Cast.Officer2, stage.VacancyId, ct);
        return stage.Candidates.Count;
    }

    private static async Task<Guid> RegisterAsync(Stage stage, CancellationToken ct)
    {
        var officer = stage.Cast.Officer1;
        var today = Timeline.DateIn(await stage.Platform.NowAsync(ct));
        var startsAt = Timeline.StartOf(today.PlusDays(3)) + Duration.FromHours(9);
        var period = (await officer.PostAsync($"/api/assessment/vacancies/{stage.VacancyId}/registration-periods", new { opensOn = today, closesOn = today.PlusDays(1) }, ct)).Must().Id("registrationPeriodId");
        var session = (await officer.PostAsync("/api/assessment/sessions", new
        {
            registrationPeriodId = period,
            startsAt,
            lengthMinutes = 120,
            capacity = stage.Candidates.Count,
            language = "nl",
            place = "Simon Bolivarlaan 30, Brussel",
            vendorClientId = Cast.VendorId,
        }, ct)).Must().Id("sessionId");
        // An admission reaches the assessment a moment later.
        await Stage.EachAsync(stage.Candidates, ct, (candidate, stop) => Poll.UntilAcceptedAsync(
            $"{candidate} can register",
            () => candidate.Account.PutAsync($"/api/assessment/candidacies/{candidate.CandidacyId}/booking", new { sessionId = session }, stop),
            refusal => refusal.Code is "not-found" or "not-to-book",
            stop));
        await stage.Time.MoveToAsync(startsAt - Duration.FromHours(1), ct);
        return session;
    }

    private static Instant EndOf(Session session) =>
        Instant.FromDateTimeOffset(session.StartsAt.ToDateTimeOffset()) + Duration.FromTimeSpan(session.Length.ToTimeSpan());
}
