using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Selection.Contracts;
using Selection.Contracts.Vacancies;
using Selection.Demo;
using Selection.Demo.Platform;

namespace Selection.Bench;

/// <summary>
/// Applications through the gateway on 32 connections, each with a real token, consumers running; beside them, in the same
/// minutes, what pgbench makes of the same rows on 32 connections. The ratio is what counts.
/// </summary>
internal static class Applications
{
    private const int Connections = 32, Vacancies = 150;
    private const string Password = "Candidate-2026!";

    public static async Task MeasureAsync(RunningPlatform platform, CancellationToken ct)
    {
        var options = new DemoOptions { Gateway = platform.Gateway, Grpc = platform.Grpc };
        using var client = new PlatformClient(options.Gateway);
        using var cast = new Cast(client, options);
        var candidates = await CandidatesAsync(client, ct);
        var vacancies = await VacanciesAsync(client, cast, ct);

        // Warm, so that neither side pays for its first calls.
        await ApplyAsync(candidates, vacancies[..20], ct);
        var ours = await ApplyAsync(candidates, vacancies[20..], ct);
        var theirs = await PgbenchAsync(platform, ct);
        Console.WriteLine($"applications: {ours:0}/s through the gateway on {Connections} connections; pgbench {theirs:0}/s for the same rows; ratio {ours / theirs:0.00}");
    }

    /// <summary>From the commit of a command to the transaction of its effect in another service, at 40 commands a second.</summary>
    public static async Task LagAsync(RunningPlatform platform, CancellationToken ct)
    {
        using var client = new PlatformClient(platform.Gateway);
        var candidates = await CandidatesAsync(client, ct);
        var versions = await Task.WhenAll(candidates.Select(c => ChangeAccountAsync(c, "\"1\"", ct)));
        await Task.Delay(2000, ct);
        var from = await RunningPlatform.ScalarAsync<DateTime>(platform.Screening, "select clock_timestamp()", ct);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        for (var i = 0; i < 600 && await timer.WaitForNextTickAsync(ct); i++)
        {
            var who = i % candidates.Length;
            versions[who] = await ChangeAccountAsync(candidates[who], versions[who], ct);
        }

        await Task.Delay(2000, ct);
        await Events.ReportLagAsync(platform, "lag at up to 40 commands a second", from, ct);
    }

    private static async Task<Actor[]> CandidatesAsync(PlatformClient client, CancellationToken ct)
    {
        var run = Guid.NewGuid().ToString("n")[..8];
        var candidates = new Actor[Connections];
        for (var i = 0; i < Connections; i++)
        {
            candidates[i] = await client.RegisterAsync($"bench.{run}.{i}", Password, $"Bench {i}", "nl", ct) ?? throw new InvalidOperationException("The name is taken.");
            (await candidates[i].PostAsync("/api/candidacy/account", new { firstName = "Bench", lastName = $"Nummer {i}", email = $"bench{i}@example.org", language = "nl" }, ct)).Must();
        }

        return candidates;
    }

    private static async Task<Guid[]> VacanciesAsync(PlatformClient client, Cast cast, CancellationToken ct)
    {
        await using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "seed", "ksz-adjunct.json"));
        var seed = (await JsonSerializer.DeserializeAsync<ProcedureDefinition>(file, ContractsJson.Options, ct))!;
        var closing = (await client.NowAsync(ct)).InUtc().Date.PlusMonths(1);
        var vacancies = new List<Guid>();
        while (vacancies.Count < Vacancies)
        {
            var created = await cast.Officer1.PostAsync("/api/candidacy/vacancies", seed with { SelectionCode = $"BEN{Random.Shared.Next(10_000, 100_000)}", ClosingDate = closing }, ct);
            if (created.Status == HttpStatusCode.Conflict) continue;
            vacancies.Add(created.Must().Id("vacancyId"));
            (await cast.Officer1.PostAsync($"/api/candidacy/vacancies/{vacancies[^1]}/publish", null, ct, created.ETag)).Must();
        }

        return [.. vacancies];
    }

    /// <summary>Everybody applies for everything, each on a connection of their own; applications a second.</summary>
    private static async Task<double> ApplyAsync(Actor[] candidates, Guid[] vacancies, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(candidates.Select(async candidate =>
        {
            foreach (var vacancy in vacancies) (await candidate.PostAsync($"/api/candidacy/vacancies/{vacancy}/candidacies", null, ct)).Must();
        }));
        return candidates.Length * vacancies.Length / watch.Elapsed.TotalSeconds;
    }

    private static async Task<string> ChangeAccountAsync(Actor candidate, string version, CancellationToken ct)
    {
        var body = new { firstName = "Bench", lastName = $"Nummer {Random.Shared.Next(10_000)}", email = "bench@example.org", language = "nl" };
        return (await candidate.PutAsync("/api/candidacy/account", body, ct, version)).Must().ETag!;
    }

    /// <summary>The rows of an application, its locks included, as plain SQL in tables made like the service's.</summary>
    private static async Task<double> PgbenchAsync(RunningPlatform platform, CancellationToken ct)
    {
        var script = Path.Combine(Path.GetTempPath(), $"selection-bench-{Environment.ProcessId}.sql");
        await File.WriteAllTextAsync(script, """
            begin;
            insert into bench_candidacies (candidacy_id, vacancy_id, person_id, state, rubric, applied_at, applied_on, step, step_stage, version)
            values (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'Provisional', '{"experiences": [], "federalLevelA": null}', now(), current_date, 'Provisional', 0, 1);
            insert into bench_record (at, actor, action, entity_type, entity_id, person_id, rule_version)
            values (now(), 'bench', 'candidacy.applied', 'candidacy', gen_random_uuid(), gen_random_uuid(), 1);
            commit;
            """, ct);
        try
        {
            await RunAsync(platform, "create table bench_candidacies (like candidacies including all); create table bench_record (like record including all)", ct);
            var address = platform.CandidacyAddress;
            var start = new ProcessStartInfo(PgbenchProgram(),
                ["-n", "-c", $"{Connections}", "-j", "2", "-T", "10", "-M", "prepared", "-f", script, "-h", address.Host!, "-p", $"{address.Port}", "-U", address.Username!, address.Database!])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["PGPASSWORD"] = address.Password },
            };
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync(ct);
            var output = await process.StandardOutput.ReadToEndAsync(ct);
            await process.WaitForExitAsync(ct);
            var line = output.Split('\n').FirstOrDefault(l => l.StartsWith("tps = ", StringComparison.Ordinal))
                ?? throw new InvalidOperationException($"pgbench said: {await errors}");
            return double.Parse(line.Split(' ')[2], System.Globalization.CultureInfo.InvariantCulture);
        }
        finally
        {
            File.Delete(script);
            await RunAsync(platform, "drop table if exists bench_candidacies, bench_record", ct);
        }
    }

    private static async Task RunAsync(RunningPlatform platform, string sql, CancellationToken ct)
    {
#pragma warning disable CA2100 // The texts are constants of this program.
        await using var command = platform.Candidacy.CreateCommand(sql);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Debian keeps it off the PATH.</summary>
    private static string PgbenchProgram() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin", "pgbench")).Where(File.Exists).DefaultIfEmpty("pgbench").Max(StringComparer.Ordinal)!
            : "pgbench";
}
