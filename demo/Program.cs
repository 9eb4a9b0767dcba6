using System.CommandLine;
using Selection.Demo;
using Selection.Demo.People;
using Spectre.Console;

var gateway = Address("--gateway", "The gateway's address.", new DemoOptions().Gateway);
var grpc = Address("--grpc", "The gateway's gRPC address.", new DemoOptions().Grpc);
var seed = new Option<int>("--seed") { Description = "What is random is drawn from this seed.", DefaultValueFactory = _ => DemoOptions.FixedSeed };
var candidates = new Option<int>("--candidates") { Description = $"How many candidates take part, {Personas.Count} to 500.", DefaultValueFactory = _ => 60 };
candidates.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int>() is var count && (count < Personas.Count || count > 500))
        result.AddError($"--candidates is {Personas.Count} to 500: {Personas.Count} of them are personas with a story of their own.");
});

var command = new RootCommand("Plays a whole top-management selection, from the published vacancy to the published ranking, and compares it with what must come out.")
{
    gateway, grpc, seed, candidates,
};
command.SetAction(async (parsed, cancellation) =>
{
    var options = new DemoOptions
    {
        Gateway = parsed.GetRequiredValue(gateway),
        Grpc = parsed.GetRequiredValue(grpc),
        Seed = parsed.GetRequiredValue(seed),
        Candidates = parsed.GetRequiredValue(candidates),
    };
    return (await DemoRun.RunAsync(options, AnsiConsole.Console, cancellation)).ExitCode;
});

var seats = new Option<int>("--candidates") { Description = "How many candidates are registered, 1 to 200.", DefaultValueFactory = _ => 20 };
seats.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int>() is < 1 or > 200) result.AddError("--candidates is 1 to 200.");
});
var begin = new Option<bool>("--begin") { Description = "Move the platform's clock past the vendor's next session, so that its results can be sent." };
var practice = new Command("practice", "Prepares a session of the assessment vendor's to practise on: candidates are registered, and it starts within the hour.") { seats, begin };
practice.SetAction(async (parsed, cancellation) =>
{
    var options = new DemoOptions { Gateway = parsed.GetRequiredValue(gateway), Grpc = parsed.GetRequiredValue(grpc), Candidates = parsed.GetRequiredValue(seats) };
    return parsed.GetValue(begin) ? await Practice.BeginAsync(options, AnsiConsole.Console, cancellation) : await Practice.PrepareAsync(options, AnsiConsole.Console, cancellation);
});
command.Subcommands.Add(practice);
return await command.Parse(args).InvokeAsync();

static Option<Uri> Address(string name, string description, Uri standard) => new(name)
{
    Description = description,
    Recursive = true,
    DefaultValueFactory = _ => standard,
    CustomParser = result =>
    {
        if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https") return address;
        result.AddError($"{name} takes an address such as {standard}.");
        return standard;
    },
};
