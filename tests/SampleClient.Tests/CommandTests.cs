using Grpc.Core;
using Selection.Contracts.Assessment.V1;

namespace Selection.SampleClient.Tests;

/// <summary>The program as it is started, with its output not a terminal.</summary>
public sealed class CommandTests : IDisposable
{
    private const string Session = "0199b1c4-0d5e-7f21-9b8a-6e4d3c2b1a09";
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"results-{Guid.NewGuid():n}.csv");

    public void Dispose()
    {
        File.Delete(_file);
        File.Delete(ReceiptLog.PathOf(_file));
    }

    [Fact]
    public async Task Submitting_shows_progress_and_a_summary_and_a_second_run_sends_only_what_was_refused()
    {
        await using var door = await Door.StartAsync();
        var seen = new List<string>();
        door.OnStream = async (_, requests, receipts, _) =>
        {
            await foreach (var result in requests.ReadAllAsync())
            {
                lock (seen) seen.Add(result.ResultId);
                var receipt = Door.Accepted(result);
                if (result.ResultId == "r2") (receipt.Disposition, receipt.Reason) = (Disposition.Rejected, "the session has not started");
                await receipts.WriteAsync(receipt);
            }
        };
        await WriteAsync($"r1,1,{Session},A,TAKEN,60,2025-11-20T11:05:00+01:00", $"r2,1,{Session},B,TAKEN,59.999,", $"r3,1,{Session},C,ABSENT,,");

        var (code, output, _) = await door.RunAsync("submit", _file);
        Assert.Equal(ExitCode.SomeRefused, code);
        Assert.Contains("Sending: 60% (2 of 3)", output, StringComparison.Ordinal);
        Assert.Contains("Sending: 100% (3 of 3)", output, StringComparison.Ordinal);
        Assert.Contains("REJECTED: r2, revision 1: the session has not started", output, StringComparison.Ordinal);
        Assert.Contains("3 receipts", output, StringComparison.Ordinal);

        seen.Clear();
        (code, output, _) = await door.RunAsync("submit", _file);
        Assert.Equal(["r2"], seen);
        Assert.Equal(ExitCode.SomeRefused, code);
        Assert.Contains("2 receipts are here already", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_wrong_is_told_line_by_line_and_nothing_of_it_is_sent()
    {
        await using var door = await Door.StartAsync();
        await WriteAsync($"r1,1,{Session},A,TAKEN,60,", $"r2,0,{Session},B,TAKEN,\"60,5\",", "r3,1,no-session,C,GONE,,yesterday");

        var (code, _, errors) = await door.RunAsync("submit", _file);
        Assert.Equal((ExitCode.Usage, 0), (code, door.Streams));
        Assert.Contains("line 3, revision: must be a number from 1 on", errors, StringComparison.Ordinal);
        Assert.Contains("line 3, score: must be 0 to 100", errors, StringComparison.Ordinal);
        Assert.Contains("line 4, session_id:", errors, StringComparison.Ordinal);
        Assert.Contains("line 4, outcome: must be TAKEN, ABSENT or INCIDENT", errors, StringComparison.Ordinal);
        Assert.Contains("line 4, taken_at:", errors, StringComparison.Ordinal);
        Assert.Contains("Nothing was sent", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_keeps_it_from_working_is_said_in_a_sentence()
    {
        await using var door = await Door.StartAsync();
        var (code, _, errors) = await SampleProcess.RunAsync(["sessions"], secret: null);
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("SELECTION_CLIENT_SECRET", errors, StringComparison.Ordinal);

        (code, _, errors) = await SampleProcess.RunAsync(["sessions", "--gateway", "http://127.0.0.1:1"]);
        Assert.Equal(ExitCode.GaveUp, code);
        Assert.Contains("http://127.0.0.1:1/ does not answer", errors, StringComparison.Ordinal);

        (code, _, errors) = await door.RunAsync("sessions", "--client-secret-file", _file);
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains($"There is no file {_file}", errors, StringComparison.Ordinal);

        door.OnWatch = (_, _, _) => throw new RpcException(new Status(StatusCode.PermissionDenied, "you have no session of this id"));
        (code, _, errors) = await door.RunAsync("watch", Session);
        Assert.Equal((ExitCode.GaveUp, "PermissionDenied: you have no session of this id"), (code, errors.Trim()));

        (code, _, errors) = await door.RunAsync("sessions", "--from", "tomorrow");
        Assert.NotEqual(0, code);
        Assert.Contains("--from takes a time such as", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_command_explains_itself()
    {
        Assert.Contains("Exit codes:", (await SampleProcess.RunAsync(["--help"])).Output, StringComparison.Ordinal);
        foreach (var (command, word) in new[] { ("sessions", "--from"), ("watch", "--follow"), ("submit", "candidate_number"), ("simulate", "--pass-rate") })
        {
            var (code, output, _) = await SampleProcess.RunAsync([command, "--help"]);
            Assert.Equal(0, code);
            Assert.Contains(word, output, StringComparison.Ordinal);
        }
    }

    private Task WriteAsync(params string[] lines) =>
        File.WriteAllLinesAsync(_file, ["result_id,revision,session_id,candidate_number,outcome,score,taken_at", .. lines]);
}
