using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using Selection.Contracts;
using Selection.Contracts.Dossiers;
using Selection.Contracts.Vacancies;
using Selection.Demo;
using Selection.Demo.People;
using Selection.Demo.Platform;

namespace Selection.Bench;

/// <summary>
/// The closing of one vacancy with many validated candidacies (R18): one is made through the API, with two documents and a
/// rubric, and the database multiplies it. Then the vacancy's time comes. Measured: until the dossiers are frozen, until all are
/// cases of Screening, how long a save in another vacancy takes meanwhile, and the most memory the two services held.
/// </summary>
internal static class Closing
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    public static async Task MeasureAsync(RunningPlatform platform, int candidacies, CancellationToken ct)
    {
        var options = new DemoOptions { Gateway = platform.Gateway, Grpc = platform.Grpc };
        using var client = new PlatformClient(options.Gateway);
        using var cast = new Cast(client, options);
        var (vacancy, _) = await VacancyAsync(client, cast, ct);
        var (_, model, person) = await CandidateAsync(client, vacancy, ct);
        await MultiplyAsync(platform, model, person, candidacies, ct);

        var (quiet, _) = await VacancyAsync(client, cast, ct);
        var (bystander, bystanders, _) = await CandidateAsync(client, quiet, ct);

        using var watching = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var peaks = Task.WhenAll(PeakAsync(platform, "candidacy", watching.Token), PeakAsync(platform, "screening", watching.Token));
        var saves = SavesAsync(bystander, bystanders, watching.Token);

        var now = await client.NowAsync(ct);
        var watch = Stopwatch.StartNew();
        await ExecuteAsync(platform.Candidacy, "update vacancies set closes_at = $2 where vacancy_id = $1", ct, vacancy, now.ToDateTimeUtc());
        await UntilAsync(platform.Candidacy, "select count(*) from closings where vacancy_id = $1", 1, vacancy, ct);
        var frozen = watch.Elapsed;
        await UntilAsync(platform.Candidacy, "select count(*) from closings where vacancy_id = $1 and announced_at is not null", 1, vacancy, ct);
        var announced = watch.Elapsed;
        await UntilAsync(platform.Screening, "select count(*) from cases where vacancy_id = $1", candidacies, vacancy, ct);
        var arrived = watch.Elapsed;
        await watching.CancelAsync();
        var longest = await saves;
        var mebibytes = await peaks;
        Console.WriteLine($"closing: {candidacies} candidacies frozen after {frozen.TotalSeconds:0.0} s, all announced after {announced.TotalSeconds:0.0} s, all in Screening after {arrived.TotalSeconds:0.0} s ({candidacies / (arrived - frozen).TotalSeconds:0}/s)");
        Console.WriteLine($"closing: at most {mebibytes[0]} MiB resident in Candidacy and {mebibytes[1]} MiB in Screening; the longest save in another vacancy took {longest.TotalMilliseconds:0} ms");
    }

    private static async Task<(Guid VacancyId, string Code)> VacancyAsync(PlatformClient client, Cast cast, CancellationToken ct)
    {
        await using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "seed", "ksz-adjunct.json"));
        var seed = (await JsonSerializer.DeserializeAsync<ProcedureDefinition>(file, ContractsJson.Options, ct))!;
        var closing = (await client.NowAsync(ct)).InUtc().Date.PlusMonths(1);
        while (true)
        {
            var code = $"CLO{Random.Shared.Next(10_000, 100_000)}";
            var created = await cast.Officer1.PostAsync("/api/candidacy/vacancies", seed with { SelectionCode = code, ClosingDate = closing }, ct);
            if (created.Status == HttpStatusCode.Conflict) continue;
            var id = created.Must().Id("vacancyId");
            (await cast.Officer1.PostAsync($"/api/candidacy/vacancies/{id}/publish", null, ct, created.ETag)).Must();
            return (id, code);
        }
    }

    /// <summary>Somebody with two documents, a rubric and a validated candidacy.</summary>
    private static async Task<(Actor Candidate, Guid CandidacyId, Guid PersonId)> CandidateAsync(PlatformClient client, Guid vacancy, CancellationToken ct)
    {
        var candidate = await client.RegisterAsync($"closing.{Guid.NewGuid():n}"[..24], "Candidate-2026!", "Closing", "nl", ct) ?? throw new InvalidOperationException("The name is taken.");
        var person = (await candidate.PostAsync("/api/candidacy/account", new { firstName = "Bench", lastName = "Sluiting", email = "bench@example.org", language = "nl" }, ct)).Must().Id("personId");
        foreach (var name in new[] { "een.pdf", "twee.pdf" })
        {
            (await candidate.PostFormAsync("/api/candidacy/documents", () =>
            {
                var file = new ByteArrayContent(Pdf.Of(name));
                file.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
                return new MultipartFormDataContent { { JsonContent.Create(new { kind = DocumentKind.Attachment }, options: ContractsJson.Options), "metadata" }, { file, "file", name } };
            }, ct)).Must();
        }

        var candidacy = (await candidate.PostAsync($"/api/candidacy/vacancies/{vacancy}/candidacies", null, ct)).Must().Id("candidacyId");
        var saved = await SaveAsync(candidate, candidacy, "\"1\"", ct);
        (await candidate.PostAsync($"/api/candidacy/candidacies/{candidacy}/validate", null, ct, saved)).Must();
        return (candidate, candidacy, person);
    }

    private static async Task<string> SaveAsync(Actor candidate, Guid candidacy, string version, CancellationToken ct)
    {
        string[] begins = ["2012-01-01", "2015-02-01", "2019-03-01", "2022-04-01"];
        string[] ends = ["2015-01-31", "2019-02-28", "2022-03-31", "2024-06-30"];
        var experiences = begins.Zip(ends, (begin, end) => new
        {
            kind = "Management", function = "Directeur", organisation = "Openbare instelling", begin, end, isCurrent = false,
            description = "Leidde de dienst, de begroting en het personeel van de instelling en stond in voor de samenwerking met andere diensten.",
        });
        return (await candidate.PutAsync($"/api/candidacy/candidacies/{candidacy}/rubric", new { experiences }, ct, version)).Must().ETag!;
    }

    /// <summary>Rows like the model's, whatever columns they have; each person with documents of their own, whose contents nobody reads here.</summary>
    private static async Task MultiplyAsync(RunningPlatform platform, Guid candidacy, Guid person, int candidacies, CancellationToken ct)
    {
        await ExecuteAsync(platform.Candidacy, """
            create table bench_people as select gen_random_uuid() as person_id, gen_random_uuid() as candidacy_id from generate_series(2, $1::int)
            """, ct, candidacies);
        try
        {
            await ExecuteAsync(platform.Candidacy, """
                insert into persons select (jsonb_populate_record(p, jsonb_build_object('person_id', b.person_id, 'subject', b.person_id))).* from bench_people b, persons p where p.person_id = $1
                """, ct, person);
            await ExecuteAsync(platform.Candidacy, """
                with made as materialized (
                    select b.person_id, d.document_id as model, gen_random_uuid() as document_id from bench_people b, documents d where d.person_id = $1),
                filed as (
                    insert into documents select (jsonb_populate_record(d, jsonb_build_object('person_id', m.person_id, 'document_id', m.document_id))).*
                    from made m join documents d on d.document_id = m.model)
                insert into document_versions select (jsonb_populate_record(v, jsonb_build_object('document_id', m.document_id, 'document_version_id', gen_random_uuid()))).*
                from made m join document_versions v on v.document_id = m.model
                """, ct, person);
            await ExecuteAsync(platform.Candidacy, """
                insert into candidacies select (jsonb_populate_record(c, jsonb_build_object('person_id', b.person_id, 'candidacy_id', b.candidacy_id))).*
                from bench_people b, candidacies c where c.candidacy_id = $1
                """, ct, candidacy);
            await ExecuteAsync(platform.Candidacy, "analyze persons, documents, document_versions, candidacies", ct);
        }
        finally
        {
            await ExecuteAsync(platform.Candidacy, "drop table bench_people", CancellationToken.None);
        }
    }

    /// <summary>The longest of the saves one candidate of another vacancy makes meanwhile.</summary>
    private static async Task<TimeSpan> SavesAsync(Actor candidate, Guid candidacy, CancellationToken stop)
    {
        var longest = TimeSpan.Zero;
        var version = "\"3\"";
        while (!stop.IsCancellationRequested)
        {
            var watch = Stopwatch.StartNew();
            version = await SaveAsync(candidate, candidacy, version, CancellationToken.None);
            if (watch.Elapsed > longest) longest = watch.Elapsed;
            await Task.Delay(200, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return longest;
    }

    private static async Task<long> PeakAsync(RunningPlatform platform, string service, CancellationToken stop)
    {
        var peak = 0L;
        while (!stop.IsCancellationRequested)
        {
            peak = Math.Max(peak, Memory.ResidentKilobytes(platform, service) / 1024);
            await Task.Delay(100, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return peak;
    }

    private static async Task UntilAsync(NpgsqlDataSource database, string count, long expected, Guid vacancy, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        while (await RunningPlatform.ScalarAsync<long>(database, count, patience.Token, vacancy) < expected) await Task.Delay(100, patience.Token);
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql, CancellationToken ct, params object[] args)
    {
#pragma warning disable CA2100 // The texts are constants of this program.
        await using var command = database.CreateCommand(sql);
#pragma warning restore CA2100
        command.CommandTimeout = (int)Patience.TotalSeconds;
        foreach (var arg in args) command.Parameters.Add(new() { Value = arg });
        await command.ExecuteNonQueryAsync(ct);
    }
}
