using System.Security.Cryptography;
using NodaTime;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Selection.Demo;
using Selection.Demo.Steps;
using Selection.EndToEnd.Tests.Running;
using Selection.Testing;
using Selection.Testing.Running;
using Xunit;
using Xunit.Abstractions;

namespace Selection.EndToEnd.Tests.Crash;

/// <summary>
/// While 2 000 candidacies are closed, and again while all are decided, something is killed with SIGKILL and comes back.
/// Afterwards every event has had its effect exactly once, counted in the databases. <c>SELECTION_CRASH_ROUNDS</c> repeats it.
/// </summary>
[Collection(PlatformCollection.Name)]
public sealed class CrashTests(SharedPlatform shared, ITestOutputHelper output)
{
    private static readonly string[] Services = ["candidacy", "screening", "assessment", "oraltest", "results"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public static TheoryData<string, string, int> Kills()
    {
        var rounds = int.TryParse(Environment.GetEnvironmentVariable("SELECTION_CRASH_ROUNDS"), out var wanted) ? wanted : 1;
        var data = new TheoryData<string, string, int>();
        for (var round = 1; round <= rounds; round++)
        {
            data.Add("candidacy", "assessment", round);
            data.Add("screening", "candidacy", round);
            data.Add("broker", "broker", round);
            data.Add("databases", "databases", round);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Kills))]
    public async Task Every_event_has_its_effect_exactly_once(string killedWhileClosing, string killedWhileDeciding, int round)
    {
        var (platform, ct) = (shared.Platform, CancellationToken.None);
        await platform.HealthyAsync();
        await using var databases = new Databases(platform);
        var stage = new Stage(platform.Options, platform.Client, platform.Cast, new Differences());
        await PublishVacancy.PlayAsync(stage, ct);
        var vacancy = stage.VacancyId;
        await Eventually.HoldsAsync(async () => await Burst.CountAsync(databases["screening"], "select count(*) from vacancies where vacancy_id = $1", vacancy) == 1);
        await Burst.LodgeAsync(databases["candidacy"], vacancy);

        await stage.Time.MoveToAsync(Timeline.EndOf(stage.Timeline.Closing) + Duration.FromMinutes(1), ct);
        await KillAmidAsync(killedWhileClosing, databases["screening"], "select count(*) from cases where vacancy_id = $1", vacancy);
        await ReachesAsync(databases["screening"], "select count(*) from cases where vacancy_id = $1 and proposal is not null", vacancy, "cases");

        await platform.HealthyAsync();
        var accepting = AcceptAsync(stage, ct);
        await KillAmidAsync(killedWhileDeciding, databases["assessment"], "select count(*) from candidacies where vacancy_id = $1", vacancy);
        await accepting;
        await ReachesAsync(databases["assessment"], "select count(*) from candidacies where vacancy_id = $1", vacancy, "admissions at the assessment");
        await ReachesAsync(databases["candidacy"], "select count(*) from candidacies where vacancy_id = $1 and step = 'Admitted'", vacancy, "steps");
        await platform.HealthyAsync();

        await Eventually.PassesAsync(() => NothingWaitsAsync(databases), Patience);
        await Eventually.PassesAsync(() => EveryQueueIsListenedToAsync(databases), Patience);
        await platform.HealthyAsync();
        await CountAsync(databases, vacancy);
        await NoErrorQueueHoldsAnythingAsync(databases);
        output.WriteLine($"round {round}: {killedWhileClosing} and {killedWhileDeciding} were killed; restarts: {string.Join(", ", platform.State.Resources.Where(r => r.Restarts > 0).Select(r => $"{r.Name} {r.Restarts}"))}");
    }

    /// <summary>Kills once some, but not all, of the burst has arrived, and waits until it is back.</summary>
    private async Task KillAmidAsync(string resource, NpgsqlDataSource watched, string sql, Guid vacancy)
    {
        var restarts = shared.Platform.State.Resource(resource).Restarts;
        var threshold = RandomNumberGenerator.GetInt32(1, Burst.Size * 2 / 3);
        await Eventually.HoldsAsync(async () => await Burst.CountAsync(watched, sql, vacancy) >= threshold, Patience, "The burst did not begin.");
        shared.Platform.Kill(resource);
        output.WriteLine($"{resource} killed after {threshold} of {Burst.Size}");
        await shared.Platform.RestartedAsync(resource, restarts);
    }

    /// <summary>The officer tries again while something is away: what is decided already is not decided again.</summary>
    private static async Task AcceptAsync(Stage stage, CancellationToken ct) => await Eventually.ValueAsync(async () =>
    {
        var answer = await Screen.AcceptProposalsAsync(stage.Cast.Officer1, stage.VacancyId, ct);
        Assert.Equal(0, answer.Body.GetProperty("stillOpen").GetInt32());
        return answer;
    }, Patience);

    private static Task ReachesAsync(NpgsqlDataSource database, string sql, Guid vacancy, string what) =>
        Eventually.PassesAsync(async () => Assert.Equal((what, (long?)Burst.Size), (what, await Burst.CountAsync(database, sql, vacancy))), Patience);

    private static async Task NothingWaitsAsync(Databases databases)
    {
        foreach (var service in Services)
            Assert.Equal((service, (long?)0), (service, await Burst.CountAsync(databases[service], "select count(*) from outbox")));
    }

    private static async Task CountAsync(Databases databases, Guid vacancy)
    {
        const int all = Burst.Size;
        (string Service, string What, string Sql, long Expected)[] counts =
        [
            ("candidacy", "dossiers", "select count(*) from dossiers where vacancy_id = $1", all),
            ("candidacy", "lodged messages", "select count(*) from messages where vacancy_id = $1 and kind = 'candidacy-lodged'", all),
            ("candidacy", "people told of the lodging", "select count(distinct person_id) from messages where vacancy_id = $1 and kind = 'candidacy-lodged'", all),
            ("candidacy", "admitted messages", "select count(*) from messages where vacancy_id = $1 and kind = 'admitted'", all),
            ("candidacy", "people told of the admission", "select count(distinct person_id) from messages where vacancy_id = $1 and kind = 'admitted'", all),
            ("candidacy", "candidacies lodged", "select count(*) from candidacies where vacancy_id = $1 and state = 'Lodged'", all),
            ("candidacy", "lodgings on record", "select count(*) from record r join candidacies c on c.candidacy_id = r.entity_id where c.vacancy_id = $1 and r.action = 'candidacy.lodged'", all),
            ("candidacy", "closings on record", "select count(*) from record where entity_id = $1 and action = 'vacancy.closed'", 1),
            ("screening", "cases", "select count(*) from cases where vacancy_id = $1", all),
            ("screening", "decisions", "select count(*) from decisions where vacancy_id = $1", all),
            ("screening", "cases decided", "select count(distinct candidacy_id) from decisions where vacancy_id = $1", all),
            ("assessment", "admissions", "select count(*) from candidacies where vacancy_id = $1", all),
        ];
        foreach (var (service, what, sql, expected) in counts)
            Assert.Equal((what, (long?)expected), (what, await Burst.CountAsync(databases[service], sql, vacancy)));
        foreach (var service in Services)
            Assert.Equal((service, (long?)0), (service, await Burst.CountAsync(databases[service], "select count(*) from outbox_failed")));
    }

    private async Task NoErrorQueueHoldsAnythingAsync(Databases databases)
    {
        foreach (var queue in await ConsumersAsync(databases))
        {
            foreach (var aside in (string[])[$"{queue}_error", $"{queue}_skipped"])
            {
                // Where nothing has ever failed there is none.
                if (await AskAsync(aside) is { } found) Assert.Equal((aside, 0u), (aside, found.MessageCount));
            }
        }
    }

    /// <summary>A consumer that does not come back after a crash has its process started anew, and then comes back.</summary>
    private async Task EveryQueueIsListenedToAsync(Databases databases)
    {
        foreach (var queue in await ConsumersAsync(databases)) Assert.Equal((queue, true), (queue, await AskAsync(queue) is { ConsumerCount: > 0 }));
    }

    private static async Task<IReadOnlyList<string>> ConsumersAsync(Databases databases)
    {
        var queues = new List<string>();
        foreach (var service in Services)
        {
            await using var command = databases[service].CreateCommand("select distinct consumer from inbox");
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync()) queues.Add(reader.GetString(0));
        }

        return queues;
    }

    /// <summary>What the broker says of a queue; null where there is none.</summary>
    private async Task<QueueDeclareOk?> AskAsync(string queue)
    {
        var factory = new ConnectionFactory { Uri = new Uri(shared.Platform.State.ConnectionStrings["broker"]) };
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        try
        {
            return await channel.QueueDeclarePassiveAsync(queue);
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == 404)
        {
            return null;
        }
    }

    private sealed class Databases(PrivatePlatform platform) : IAsyncDisposable
    {
        private readonly Dictionary<string, NpgsqlDataSource> _all = Services.ToDictionary(s => s, platform.Database);

        public NpgsqlDataSource this[string service] => _all[service];

        public async ValueTask DisposeAsync()
        {
            foreach (var source in _all.Values) await source.DisposeAsync();
        }
    }
}
