using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Selection.Contracts;
using Selection.Contracts.Vacancies;
using Selection.Demo;
using Selection.Demo.Platform;

namespace Selection.Bench;

/// <summary>
/// One vacancy whose committee judged very many: how long until the officers see the standing, until the list is proposed with
/// every decision's text, and from its approval until every result has been announced. The candidates come by the database, all
/// else by the service's own API. The floor, in the same run: as many rows as were put into the outbox, of the same size, by one
/// COPY. Beside it the memory of Results all along.
/// </summary>
internal static class Rankings
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    public static async Task MeasureAsync(RunningPlatform platform, int candidates, CancellationToken ct)
    {
        using var client = new PlatformClient(platform.Gateway);
        using var cast = new Cast(client, new DemoOptions { Gateway = platform.Gateway, Grpc = platform.Grpc });
        var vacancy = await Results.VacancyAsync(client, cast, ct);
        await RunningPlatform.UntilAsync(async () => await RunningPlatform.ScalarAsync<long>(platform.Results, "select count(*) from vacancies where vacancy_id = $1 and rules is not null", ct, vacancy) == 1, ct);
        await JudgedAsync(platform, vacancy, candidates, ct);
        using var proposer = await OfficerAsync(platform, cast.Officer1, ct);
        using var approver = await OfficerAsync(platform, cast.Officer2, ct);
        var path = $"/api/results/vacancies/{vacancy}/list";
        // Warm, so that nobody pays for first calls.
        (await proposer.GetAsync($"/api/results/vacancies/{vacancy}/lists", ct)).EnsureSuccessStatusCode();

        using var watching = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var memory = Memory.WatchAsync(platform, "results", watching.Token);
        var standing = await TimeAsync(async () => (await proposer.GetAsync($"{path}?pageSize=1", ct)).EnsureSuccessStatusCode());
        var version = 0;
        var proposed = await TimeAsync(async () =>
        {
            using var answer = await proposer.PostAsync($"{path}/propose", null, ct);
            if (!answer.IsSuccessStatusCode) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync(ct));
            version = (await answer.Content.ReadFromJsonAsync<JsonElement>(ct)).GetProperty("version").GetInt32();
        });
        var watch = Stopwatch.StartNew();
        (await approver.PostAsJsonAsync($"{path}/approve", new { listVersion = version }, ct)).EnsureSuccessStatusCode();
        var approved = watch.Elapsed;
        await UntilAsync(platform, "select exists (select from lists where vacancy_id = $1 and state = 'Published')", ct, vacancy);
        var announced = watch.Elapsed - approved;
        await UntilAsync(platform, "select not exists (select from outbox)", ct);
        var sent = watch.Elapsed - approved;
        await watching.CancelAsync();
        var samples = await memory;
        var copied = await CopyAsync(platform, vacancy, candidates, ct);

        Console.WriteLine($"ranking: {candidates} judged: standing {standing.TotalSeconds:0.0} s, proposed {proposed.TotalSeconds:0.0} s, approved {approved.TotalSeconds:0.0} s, all announced {announced.TotalSeconds:0.0} s after it and sent {sent.TotalSeconds:0.0} s after it");
        Console.WriteLine($"ranking: announced at {candidates / announced.TotalSeconds:0}/s; COPY of as many rows of the outbox {candidates / copied.TotalSeconds:0}/s; ratio {copied / announced:0.000}");
        Console.WriteLine($"ranking: Results' memory by tenths from the standing to the last result, MiB resident: {string.Join(" ", Memory.Tenths(samples))}");
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> step)
    {
        var watch = Stopwatch.StartNew();
        await step();
        return watch.Elapsed;
    }

    /// <summary>Straight to the service: the gateway gives up on an answer that takes longer than a person waits.</summary>
    private static async Task<HttpClient> OfficerAsync(RunningPlatform platform, Actor officer, CancellationToken ct)
    {
        var address = platform.Resources.Single(r => r.Name == "results").Urls["http"];
        return new HttpClient { BaseAddress = new Uri(address), Timeout = Patience, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", await officer.TokenAsync(ct)) } };
    }

    /// <summary>Everybody judged on every competency, with reasons as long as real ones; totals from 40 to 100 with many ties.</summary>
    private static async Task JudgedAsync(RunningPlatform platform, Guid vacancy, int candidates, CancellationToken ct)
    {
        await using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "seed", "ksz-adjunct.json"));
        var codes = (await JsonSerializer.DeserializeAsync<ProcedureDefinition>(file, ContractsJson.Options, ct))!.Competencies.OralTestCodes().ToArray();
        const string reason = "Legt met eigen voorbeelden uit hoe de instelling werkt, weegt de belangen van de betrokken diensten af en komt tot een uitvoerbaar voorstel.";
        await Results.ExecuteAsync(platform.Results, """
            with made as materialized (
                select n, gen_random_uuid() as person, gen_random_uuid() as candidacy, 40 + (n * 7919 % 6001) / 100.0 as total from generate_series(1, $2::int) as n),
            people as (
                insert into persons (person_id, version, subject, first_name, last_name) select person, 1, 'bench-' || person, 'Bench', 'Nummer ' || n from made)
            insert into candidacies (candidacy_id, vacancy_id, person_id, screening_version, screening_state, assessment_version, assessment_state,
                oral_test_version, oral_test_state, total_percent, suitable, results, motivation)
            select candidacy, $1, person, 1, 'Admitted', 1, 'PassedOrExempt', 5, 'Judged', round(total, 2), total >= 60,
                (select jsonb_agg(jsonb_build_object('code', code, 'result', round(total / 5, 4), 'motivation', $4::text)) from unnest($3::text[]) as code), $4
            from made
            """, ct, vacancy, candidates, codes, reason);
        await Results.ExecuteAsync(platform.Results, "analyze persons, candidacies", ct);
    }

    private static async Task UntilAsync(RunningPlatform platform, string holds, CancellationToken ct, params object[] args)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        while (!await RunningPlatform.ScalarAsync<bool>(platform.Results, holds, patience.Token, args)) await Task.Delay(50, patience.Token);
    }

    /// <summary>The announced events once more, read beforehand, into a table like the outbox: one COPY, one commit.</summary>
    private static async Task<TimeSpan> CopyAsync(RunningPlatform platform, Guid vacancy, int expected, CancellationToken ct)
    {
        var path = Path.Combine(Path.GetTempPath(), $"selection-bench-{vacancy:n}.copy");
        const string columns = "message_id, type, body, created_at";
        try
        {
            await Results.ExecuteAsync(platform.Results, "create table bench_outbox (like outbox including all)", ct);
            await using var connection = await platform.Results.OpenConnectionAsync(ct);
            await using (var rows = await connection.BeginRawBinaryCopyAsync($"""
                copy (select gen_random_uuid(), 'ResultsPublished', json_build_object('candidacyId', e.candidacy_id, 'vacancyId', l.vacancy_id, 'personId', e.person_id,
                    'version', l.version, 'group', e."group", 'rank', e.rank, 'motivation', e.motivation, 'publishedAt', l.publish_at, 'occurredAt', l.publish_at)::text, now()
                    from list_entries e join lists l using (list_id) where l.vacancy_id = '{vacancy}') to stdout (format binary)
                """, ct))
            await using (var file = File.Create(path)) await rows.CopyToAsync(file, ct);

            var watch = Stopwatch.StartNew();
            await using (var file = File.OpenRead(path))
            await using (var into = await connection.BeginRawBinaryCopyAsync($"copy bench_outbox ({columns}) from stdin (format binary)", ct)) await file.CopyToAsync(into, ct);
            var elapsed = watch.Elapsed;
            var count = await RunningPlatform.ScalarAsync<long>(platform.Results, "select count(*) from bench_outbox", ct);
            return count == expected ? elapsed : throw new InvalidOperationException($"{count} rows were copied instead of {expected}.");
        }
        finally
        {
            File.Delete(path);
            await Results.ExecuteAsync(platform.Results, "drop table if exists bench_outbox", CancellationToken.None);
        }
    }
}
