using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Grpc.Core;
using Selection.SampleClient;

// The vendor's side, as an example to build on: see ../README.md.
var gateway = Address("--gateway", "The gateway's address, where tokens come from.", "SELECTION_GATEWAY", "http://localhost:5100");
var grpc = Address("--grpc", "The gateway's gRPC address.", "SELECTION_GRPC", "http://localhost:5101");
var clientId = new Option<string>("--client-id") { Description = "The vendor's client.", Recursive = true, DefaultValueFactory = _ => Environment.GetEnvironmentVariable("SELECTION_CLIENT_ID") ?? "vendor" };
// No option for the secret itself: what is on a command line is seen by everybody on the machine.
var secretFile = new Option<FileInfo?>("--client-secret-file") { Description = "A file with the client's secret; otherwise the variable SELECTION_CLIENT_SECRET.", Recursive = true };

var command = new RootCommand("""
    The assessment vendor's sample client: sessions, registrations, results. vendor/README.md is the guide to all of it.
    Exit codes: 0 all has its receipt; 1 all has its receipt, and some of it was rejected or is in conflict; 2 the command or the file
    is wrong, and nothing was sent; 3 the platform refused the call or stayed away: run it again, what has a receipt is not sent twice.
    """) { gateway, grpc, clientId, secretFile };
command.Subcommands.Add(Sessions());
command.Subcommands.Add(Watch());
command.Subcommands.Add(Submit());
command.Subcommands.Add(Simulate());
return await command.Parse(args).InvokeAsync();

Command Sessions()
{
    var from = Time("--from", "Only sessions that start then or later.");
    var until = Time("--until", "Only sessions that start before.");
    var sessions = new Command("sessions", "Lists your sessions.") { from, until };
    sessions.SetAction((parsed, ct) => RunAsync(parsed, ct, client => Commands.SessionsAsync(client, parsed.GetValue(from), parsed.GetValue(until), ct)));
    return sessions;
}

Command Watch()
{
    var session = new Argument<string>("session") { Description = "The session's id." };
    var follow = new Option<bool>("--follow") { Description = "Go on with every change until the session starts, across breaks." };
    var watch = new Command("watch", "Shows who is registered for a session: + registered or changed, - cancelled.") { session, follow };
    watch.SetAction((parsed, ct) => RunAsync(parsed, ct, client => Commands.WatchAsync(client, parsed.GetRequiredValue(session), parsed.GetValue(follow), ct)));
    return watch;
}

Command Submit()
{
    var file = new Argument<FileInfo>("file") { Description = "Results, as CSV with the columns result_id, revision, session_id, candidate_number, outcome (TAKEN, ABSENT, INCIDENT), score, taken_at, and part:NAME for each part." }.AcceptExistingOnly();
    var submit = new Command("submit", "Checks a file of results, sends what has no receipt yet, and keeps the receipts beside it (FILE.receipts.csv). After a break of whatever kind, run it again.") { file };
    submit.SetAction((parsed, ct) => RunAsync(parsed, ct, client => Commands.SubmitAsync(client, parsed.GetRequiredValue(file).FullName, ct)));
    return submit;
}

Command Simulate()
{
    var session = new Argument<string>("session") { Description = "The session's id." };
    var seed = new Option<int>("--seed") { Description = "The same seed makes the same results; another one makes a second result for each candidate, which is a conflict.", DefaultValueFactory = _ => 1 };
    var passRate = Share("--pass-rate", "The share of those tested who pass.", 0.6);
    var absent = Share("--absent", "The share that does not come.", 0.05);
    var incident = Share("--incident", "The share whose test fails for technical reasons.", 0.01);
    var output = new Option<FileInfo?>("--out") { Description = "Write the results to this file instead of sending them." };
    var simulate = new Command("simulate", "Makes a result for everybody registered for a session, and sends it.") { session, seed, passRate, absent, incident, output };
    simulate.SetAction((parsed, ct) => RunAsync(parsed, ct, client => Commands.SimulateAsync(
        client, parsed.GetRequiredValue(session), new SimulationOptions(parsed.GetValue(seed), parsed.GetValue(passRate), parsed.GetValue(absent), parsed.GetValue(incident)), parsed.GetValue(output)?.FullName, ct)));
    return simulate;
}

async Task<int> RunAsync(ParseResult parsed, CancellationToken ct, Func<VendorClient, Task<int>> work)
{
    var secret = Environment.GetEnvironmentVariable("SELECTION_CLIENT_SECRET");
    if (parsed.GetValue(secretFile) is { } file)
    {
        if (!file.Exists)
        {
            await Console.Error.WriteLineAsync($"There is no file {file.FullName}.");
            return ExitCode.Usage;
        }

        secret = (await File.ReadAllTextAsync(file.FullName, ct)).Trim();
    }

    if (string.IsNullOrEmpty(secret))
    {
        await Console.Error.WriteLineAsync("There is no client secret: set SELECTION_CLIENT_SECRET, or name a file with --client-secret-file.");
        return ExitCode.Usage;
    }

    using var client = new VendorClient(parsed.GetRequiredValue(gateway), parsed.GetRequiredValue(grpc), parsed.GetRequiredValue(clientId), secret);
    try
    {
        return await work(client);
    }
    catch (Exception e) when (ct.IsCancellationRequested && e is RpcException or OperationCanceledException)
    {
        await Console.Error.WriteLineAsync("Stopped. What has a receipt counts; run the command again for the rest.");
        return ExitCode.GaveUp;
    }
    catch (RpcException e)
    {
        await Console.Error.WriteLineAsync($"{e.StatusCode}: {e.Status.Detail}");
        return ExitCode.GaveUp;
    }
    catch (Exception e) when (e is SignInException or IOException or InvalidDataException)
    {
        await Console.Error.WriteLineAsync(e.Message);
        return ExitCode.GaveUp;
    }
}

static Option<Uri> Address(string name, string description, string variable, string standard)
{
    return new Option<Uri>(name)
    {
        Description = $"{description} Also {variable}.",
        Recursive = true,
        DefaultValueFactory = result => Read(result, Environment.GetEnvironmentVariable(variable) ?? standard, variable),
        CustomParser = result => Read(result, result.Tokens[0].Value, name),
    };

    Uri Read(ArgumentResult result, string text, string where)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https") return address;
        result.AddError($"{where} takes an address such as {standard}.");
        return new Uri(standard);
    }
}

static Option<DateTimeOffset?> Time(string name, string description) => new(name)
{
    Description = $"{description} With its offset, e.g. 2025-11-20T09:00:00+01:00.",
    CustomParser = result =>
    {
        if (DateTimeOffset.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)) return time;
        result.AddError($"{name} takes a time such as 2025-11-20T09:00:00+01:00.");
        return null;
    },
};

static Option<double> Share(string name, string description, double standard)
{
    var option = new Option<double>(name) { Description = $"{description} 0 to 1.", DefaultValueFactory = _ => standard };
    option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<double>() is < 0 or > 1) result.AddError($"{name} is a share, from 0 to 1.");
    });
    return option;
}
