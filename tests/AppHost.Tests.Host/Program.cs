using Aspire.Hosting;

if (args[0] == "worker")
{
    // The project that a platform under test starts: writes down its environment, and stays.
    var variables = Environment.GetEnvironmentVariables();
    await File.WriteAllLinesAsync(args[1], variables.Keys.Cast<string>().Select(name => $"{name}={variables[name]}"));
    await Task.Delay(Timeout.Infinite);
}

// A platform with a child of a child, and one that does not listen to SIGTERM.
var builder = DistributedApplication.CreateBuilder(args[1..]);
var family = builder.AddExecutable("family", "bash", ".", "-c", "sleep 1001 & sleep 1002");
builder.AddExecutable("stubborn", "bash", ".", "-c", "trap '' TERM; while :; do sleep 0.2; done").WaitFor(family);
builder.Build().Run();
