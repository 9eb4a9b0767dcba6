using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Selection.Contracts.Assessment.V1;
using Spectre.Console;

namespace Selection.SampleClient;

/// <summary>What a command ends with.</summary>
internal static class ExitCode
{
    /// <summary>Everything has its receipt, and nothing was refused.</summary>
    public const int Done = 0;

    /// <summary>Everything has its receipt; some were rejected or are in conflict.</summary>
    public const int SomeRefused = 1;

    /// <summary>The command or the file is wrong: nothing was sent.</summary>
    public const int Usage = 2;

    /// <summary>The platform refused the call or stayed away: run it again, what has a receipt is not sent twice.</summary>
    public const int GaveUp = 3;
}

/// <summary>What the commands do.</summary>
internal static class Commands
{
    private const int MaxErrors = 20;

    public static async Task<int> SessionsAsync(VendorClient client, DateTimeOffset? from, DateTimeOffset? until, CancellationToken ct)
    {
        var sessions = await client.SessionsAsync(from, until, ct);
        foreach (var session in sessions)
        {
            var classes = string.Join("-", session.WeighingClasses);
            Console.WriteLine($"{session.SessionId}  {session.StartsAt.ToDateTimeOffset():yyyy-MM-dd HH:mm}Z  {session.Length.ToTimeSpan().TotalMinutes} min  {session.Language}  classes {classes}  {session.Registered} registered");
        }

        if (sessions.Count == 0) Console.WriteLine("You have no sessions then.");
        return ExitCode.Done;
    }

    public static async Task<int> WatchAsync(VendorClient client, string session, bool follow, CancellationToken ct)
    {
        if (!follow)
        {
            var registered = await client.RegistrationsAsync(session, ct);
            foreach (var registration in registered) Show(registration);
            Console.WriteLine($"-- that is everybody now: {registered.Count}");
            return ExitCode.Done;
        }

        var follower = new RegistrationFollower(client) { OnRetry = Retries };
        await follower.FollowAsync(session, Show, () => Console.WriteLine("-- that is everybody now; changes follow until the session starts"), ct);
        Console.WriteLine("-- the session has started");
        return ExitCode.Done;

        static void Show(Registration registration) =>
            Console.WriteLine($"{(registration.Cancelled ? "-" : "+")} {registration.CandidateNumber}  {registration.StartsAt.ToDateTimeOffset():yyyy-MM-dd HH:mm}Z{string.Concat(registration.Accommodations.Select(a => $"  {a}"))}");
    }

    public static async Task<int> SubmitAsync(VendorClient client, string path, CancellationToken ct)
    {
        var (count, errors) = await ResultFile.CheckAsync(path, MaxErrors, ct);
        if (errors.Count > 0)
        {
            foreach (var error in errors) await Console.Error.WriteLineAsync($"line {error.Line}{(error.Column.Length > 0 ? ", " + error.Column : "")}: {error.What}");
            await Console.Error.WriteLineAsync($"Nothing was sent{(errors.Count >= MaxErrors ? "; there may be more errors" : "")}. Put the file right and submit it again.");
            return ExitCode.Usage;
        }

        await using var log = ReceiptLog.Of(path);
        if (log.Settled > 0) Console.WriteLine($"{log.Settled} receipts are here already: {ReceiptLog.PathOf(path)}");
        return await SendAsync(client, Unsettled(ResultFile.ReadAsync(path, ct), log, ct), count - log.Settled, log.Add, ct);
    }

    public static async Task<int> SimulateAsync(VendorClient client, string session, SimulationOptions options, string? output, CancellationToken ct)
    {
        var registered = await client.RegistrationsAsync(session, ct);
        var results = registered.Select(r => Simulation.ResultOf(session, r.CandidateNumber, r.StartsAt, options)).ToList();
        if (output is not null)
        {
            await ResultFile.WriteAsync(output, results, ct);
            Console.WriteLine($"{results.Count} results in {output}");
            return ExitCode.Done;
        }

        return await SendAsync(client, results.ToAsyncEnumerable(), results.Count, _ => { }, ct);
    }

    private static async Task<int> SendAsync(VendorClient client, IAsyncEnumerable<SubmitResultRequest> results, long count, Action<ResultReceipt> keep, CancellationToken ct)
    {
        var summary = new SortedDictionary<Disposition, long>();
        var examples = new List<ResultReceipt>();
        var watch = Stopwatch.StartNew();
        await WithProgressAsync(count, onward => new ResultSender(client) { OnRetry = Retries }.SendAsync(results, receipt =>
        {
            keep(receipt);
            summary[receipt.Disposition] = summary.GetValueOrDefault(receipt.Disposition) + 1;
            if (receipt.Disposition is Disposition.Rejected or Disposition.Conflict && examples.Count < MaxErrors) examples.Add(receipt);
            onward();
        }, ct));

        var total = summary.Values.Sum();
        foreach (var receipt in examples) Console.WriteLine($"{receipt.Disposition.ToString().ToUpperInvariant()}: {receipt.ResultId}, revision {receipt.Revision}: {receipt.Reason}");
        foreach (var (disposition, number) in summary) Console.WriteLine($"{disposition.ToString().ToUpperInvariant(),-11}{number,10}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{total} receipts in {watch.Elapsed.TotalSeconds:0.0} s ({total / watch.Elapsed.TotalSeconds:0}/s)"));
        return summary.Keys.Any(d => d is Disposition.Rejected or Disposition.Conflict) ? ExitCode.SomeRefused : ExitCode.Done;
    }

    /// <summary>A bar on a terminal; a line for each tenth where the output goes elsewhere.</summary>
    private static async Task WithProgressAsync(long count, Func<Action, Task> work)
    {
        count = Math.Max(count, 1);
        if (!Console.IsOutputRedirected)
        {
            await AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).StartAsync(async progress =>
            {
                var task = progress.AddTask("Sending", maxValue: count);
                await work(() => task.Increment(1));
                task.Value = task.MaxValue;
            });
            return;
        }

        var (done, tenths) = (0L, 0L);
        await work(() =>
        {
            if (++done * 10 / count <= tenths) return;
            tenths = done * 10 / count;
            Console.WriteLine($"Sending: {tenths * 10}% ({done} of {count})");
        });
    }

    private static void Retries(string why, TimeSpan pause) =>
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{why}; again in {pause.TotalSeconds:0.0} s"));

    private static async IAsyncEnumerable<SubmitResultRequest> Unsettled(IAsyncEnumerable<SubmitResultRequest> results, ReceiptLog log, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var result in results.WithCancellation(ct))
        {
            if (!log.Has(result)) yield return result;
        }
    }
}
