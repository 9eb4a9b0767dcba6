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
return await command.Parse(args).InvokeAsync();

static Option<Uri> Address(string name, string description, Uri standard) => new(name)
{
    Description = description,
    DefaultValueFactory = _ => standard,
    CustomParser = result =>
    {
        if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https") return address;
        result.AddError($"{name} takes an address such as {standard}.");
        return standard;
    },
};
