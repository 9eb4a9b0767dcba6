using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Npgsql;
using Selection.Contracts;
using Selection.Contracts.Assessment.V1;
using Selection.Contracts.Vacancies;
using Selection.Demo;
using Selection.Demo.Platform;
using Selection.SampleClient;

namespace Selection.Bench;

/// <summary>
/// The vendor's results (R35), each of a candidate of its own, through the gateway with the real token and consumers running:
/// many on one stream, then some by 16 callers one at a time. A result counts when its receipt is here, and a receipt is given
/// when the result is durable. The floor, in the same run: the same rows of the ledger of submissions by one COPY into the
/// same table. Beside it the memory of Assessment all along.
/// </summary>
internal static class Results
{
    private const int Callers = 16, WarmUp = 4_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    public static async Task MeasureAsync(RunningPlatform platform, int count, CancellationToken ct)
    {
        var unary = Math.Clamp(count / 5, 1_000, 20_000);
        var options = new DemoOptions { Gateway = platform.Gateway, Grpc = platform.Grpc };
        using var client = new PlatformClient(options.Gateway);
        using var cast = new Cast(client, options);
        using var vendor = new VendorClient(platform.Gateway, platform.Grpc, Cast.VendorId, Cast.VendorSecret);
        var run = Guid.NewGuid().ToString("n")[..8];
        var session = await SessionAsync(platform, client, cast, run, (2 * WarmUp) + count + unary, ct);
        IEnumerable<SubmitResultRequest> Next(int from, int number) => Enumerable.Range(from, number).Select(i => Result(run, session, i));

        // Warm, so that nobody pays for first calls.
        await StreamAsync(vendor, Next(0, WarmUp), ct);
        await CallAsync(vendor, Next(WarmUp, WarmUp), ct);

        using var watching = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var memory = Memory.WatchAsync(platform, "assessment", watching.Token);
        var streamed = await StreamAsync(vendor, WithTenths(Next(2 * WarmUp, count), count), ct);
        await watching.CancelAsync();
        var samples = await memory;
        var called = await CallAsync(vendor, Next((2 * WarmUp) + count, unary), ct);
        var watch = Stopwatch.StartNew();
        await UntilDrainedAsync(platform, ct);
        var drained = watch.Elapsed;
        var copied = await CopyAsync(platform, run, ct);

        Console.WriteLine($"results: one stream {streamed:0}/s over {count}; {Callers} callers {called:0}/s over {unary}; COPY of the same rows {copied:0}/s; ratios {streamed / copied:0.000} and {called / copied:0.000}; events told {drained.TotalSeconds:0.0} s after the last receipt");
        Console.WriteLine($"results: Assessment's memory by tenths of the stream, MiB resident: {string.Join(" ", Memory.Tenths(samples))}");
    }

    /// <summary>Says on the error output how far it is: a million takes its time.</summary>
    private static IEnumerable<SubmitResultRequest> WithTenths(IEnumerable<SubmitResultRequest> results, int count)
    {
        var watch = Stopwatch.StartNew();
        foreach (var (i, result) in results.Index())
        {
            if (i > 0 && i % Math.Max(1, count / 10) == 0) Console.Error.WriteLine($"results: {i} of {count} sent after {watch.Elapsed.TotalSeconds:0} s");
            yield return result;
        }
    }

    private static SubmitResultRequest Result(string run, Guid session, int i) => new()
    {
        ResultId = $"{run}-{i}",
        Revision = 1,
        SessionId = session.ToString(),
        CandidateNumber = $"{run}{i}",
        Outcome = Outcome.Taken,
        Score = i % 2 == 0 ? "59.999" : "71.25",
        Parts = { new PartScore { Part = "sjt-1", Score = "64" }, new PartScore { Part = "sjt-2", Score = "66.5" } },
    };

    private static async Task<double> StreamAsync(VendorClient vendor, IEnumerable<SubmitResultRequest> results, CancellationToken ct)
    {
        var (count, watch) = (0, Stopwatch.StartNew());
        await new ResultSender(vendor).SendAsync(results.ToAsyncEnumerable(), receipt => { Expect(receipt); count++; }, ct);
        return count / watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> CallAsync(VendorClient vendor, IEnumerable<SubmitResultRequest> results, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var all = results.ToList();
        await Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = ct }, async (result, stop) => Expect(await vendor.SubmitAsync(result, stop)));
        return all.Count / watch.Elapsed.TotalSeconds;
    }

    private static void Expect(ResultReceipt receipt)
    {
        if (receipt.Disposition != Disposition.Accepted) throw new InvalidOperationException($"{receipt.ResultId} is {receipt.Disposition}: {receipt.Reason}");
    }

    /// <summary>A vacancy through the API; a session that has begun and everybody on it by the database.</summary>
    private static async Task<Guid> SessionAsync(RunningPlatform platform, PlatformClient client, Cast cast, string run, int seats, CancellationToken ct)
    {
        var vacancy = await VacancyAsync(client, cast, ct);
        await RunningPlatform.UntilAsync(async () => await RunningPlatform.ScalarAsync<long>(platform.Assessment, "select count(*) from vacancies where vacancy_id = $1", ct, vacancy) == 1, ct);
        var (period, session, now) = (Guid.NewGuid(), Guid.NewGuid(), (await client.NowAsync(ct)).ToDateTimeUtc());
        await ExecuteAsync(platform.Assessment, """
            insert into registration_periods (registration_period_id, vacancy_id, opens_on, closes_on, opens_at, closes_at, created_at, ended_at)
            values ($1, $2, $3::date - 30, $3::date - 10, $3 - interval '30 days', $3 - interval '9 days', $3 - interval '30 days', $3 - interval '9 days')
            """, ct, period, vacancy, now);
        await ExecuteAsync(platform.Assessment, """
            insert into sessions (session_id, registration_period_id, vacancy_id, starts_at, day, length_minutes, capacity, booked, changes, language, place, vendor_client_id)
            values ($1, $2, $3, $4 - interval '3 hours', ($4 - interval '3 hours')::date, 120, $5, $5, 0, 'nl', 'Bench', $6)
            """, ct, session, period, vacancy, now, seats, Cast.VendorId);
        await ExecuteAsync(platform.Assessment, """
            with made as materialized (select n, gen_random_uuid() as person, gen_random_uuid() as candidacy from generate_series(0, $1::int - 1) as n),
            people as (insert into persons (person_id, version) select person, 0 from made),
            standing as (
                insert into candidacies (candidacy_id, vacancy_id, person_id, closing_date, standing, screening_version, withdrawn, version)
                select candidacy, $2, person, $3::date - 40, 'Booked', 1, false, 2 from made)
            insert into bookings (booking_id, candidacy_id, person_id, session_id, candidate_number, state, booked_at)
            select gen_random_uuid(), candidacy, person, $4, $5 || n, 'Booked', $3 - interval '20 days' from made
            """, ct, seats, vacancy, now, session, run);
        await ExecuteAsync(platform.Assessment, "analyze persons, candidacies, bookings", ct);
        return session;
    }

    internal static async Task<Guid> VacancyAsync(PlatformClient client, Cast cast, CancellationToken ct)
    {
        await using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "seed", "ksz-adjunct.json"));
        var seed = (await JsonSerializer.DeserializeAsync<ProcedureDefinition>(file, ContractsJson.Options, ct))!;
        var closing = (await client.NowAsync(ct)).InUtc().Date.PlusMonths(1);
        while (true)
        {
            var created = await cast.Officer1.PostAsync("/api/candidacy/vacancies", seed with { SelectionCode = $"RES{Random.Shared.Next(10_000, 100_000)}", ClosingDate = closing }, ct);
            if (created.Status == HttpStatusCode.Conflict) continue;
            var id = created.Must().Id("vacancyId");
            (await cast.Officer1.PostAsync($"/api/candidacy/vacancies/{id}/publish", null, ct, created.ETag)).Must();
            return id;
        }
    }

    private static async Task UntilDrainedAsync(RunningPlatform platform, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        while (await RunningPlatform.ScalarAsync<bool>(platform.Assessment, "select exists (select from outbox)", patience.Token)) await Task.Delay(50, patience.Token);
    }

    /// <summary>The rows of this run once more, under another vendor's name, read beforehand: one COPY, one commit.</summary>
    private static async Task<double> CopyAsync(RunningPlatform platform, string run, CancellationToken ct)
    {
        const string columns = "vendor, result_id, revision, session_id, candidate_number, outcome, score, parts, taken_at, content, verdict, reason, booking_id, received_at";
        var path = Path.Combine(Path.GetTempPath(), $"selection-bench-{run}.copy");
        try
        {
            await using var connection = await platform.Assessment.OpenConnectionAsync(ct);
            await using (var rows = await connection.BeginRawBinaryCopyAsync($"copy (select 'copy of ' || {columns} from submissions where result_id like '{run}-%') to stdout (format binary)", ct))
            await using (var file = File.Create(path)) await rows.CopyToAsync(file, ct);

            var watch = Stopwatch.StartNew();
            await using (var file = File.OpenRead(path))
            await using (var into = await connection.BeginRawBinaryCopyAsync($"copy submissions ({columns}) from stdin (format binary)", ct)) await file.CopyToAsync(into, ct);
            var elapsed = watch.Elapsed;
            var count = await RunningPlatform.ScalarAsync<long>(platform.Assessment, $"select count(*) from submissions where vendor = 'copy of {Cast.VendorId}' and result_id like $1", ct, run + "-%");
            return count / elapsed.TotalSeconds;
        }
        finally
        {
            File.Delete(path);
        }
    }

    internal static async Task ExecuteAsync(NpgsqlDataSource database, string sql, CancellationToken ct, params object[] args)
    {
#pragma warning disable CA2100 // The texts are constants of this program.
        await using var command = database.CreateCommand(sql);
#pragma warning restore CA2100
        command.CommandTimeout = (int)Patience.TotalSeconds;
        foreach (var arg in args) command.Parameters.Add(new() { Value = arg });
        await command.ExecuteNonQueryAsync(ct);
    }
}
