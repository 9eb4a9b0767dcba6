using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Selection.Contracts.Assessment.V1;

namespace Selection.SampleClient.Tests;

public sealed class ResultSenderTests
{
    [Fact]
    public async Task R35_after_a_break_what_has_no_receipt_is_sent_again_and_each_result_is_told_once()
    {
        await using var door = await Door.StartAsync();
        var taken = new ConcurrentBag<string>();
        door.OnStream = async (stream, requests, receipts, _) =>
        {
            var count = 0;
            await foreach (var result in requests.ReadAllAsync())
            {
                taken.Add(result.ResultId);
                // The third is taken, and the line breaks before its receipt.
                if (stream == 1 && ++count == 3) throw Unavailable();
                await receipts.WriteAsync(Door.Accepted(result));
            }
        };
        var retries = new List<string>();
        using var client = door.Client();
        var receipts = new List<ResultReceipt>();
        await new ResultSender(client) { OnRetry = (why, _) => retries.Add(why) }.SendAsync(Results(50), receipts.Add, CancellationToken.None);

        Assert.Equal(50, receipts.Select(r => r.ResultId).Distinct().Count());
        Assert.Equal(50, receipts.Count);
        Assert.Equal(2, taken.Count(id => id == "r3"));
        Assert.Equal((2, "Unavailable: come back"), (door.Streams, Assert.Single(retries)));
    }

    [Fact]
    public async Task No_more_than_a_window_of_results_waits_for_receipts()
    {
        await using var door = await Door.StartAsync();
        var (read, most) = (0, 0);
        door.OnStream = async (_, requests, receipts, _) =>
        {
            while (await requests.MoveNext(CancellationToken.None))
            {
                read++;
                if (read % 5 != 0) continue;
                // Whatever the client sends without a receipt is here by now: what came next is the answer to these five.
                most = Math.Max(most, read);
                for (var i = read - 4; i <= read; i++) await receipts.WriteAsync(new ResultReceipt { ResultId = $"r{i}", Revision = 1, Disposition = Disposition.Accepted });
            }
        };
        using var client = door.Client();
        var taken = 0;
        await new ResultSender(client, window: 5).SendAsync(Counted(100, () => taken++), _ => Assert.InRange(taken - read, 0, 5), CancellationToken.None);
        Assert.Equal((100, 100), (read, most));
    }

    [Fact]
    public async Task What_will_never_be_taken_is_not_tried_again()
    {
        await using var door = await Door.StartAsync();
        door.OnStream = async (_, requests, _, _) =>
        {
            await requests.MoveNext(CancellationToken.None);
            throw new Google.Rpc.Status { Code = (int)Code.ResourceExhausted, Message = "a message is too large", Details = { Any.Pack(new ErrorInfo { Reason = "MESSAGE_TOO_LARGE" }) } }.ToRpcException();
        };
        using var client = door.Client();
        var refused = await Assert.ThrowsAsync<RpcException>(() => new ResultSender(client).SendAsync(Results(1), _ => { }, CancellationToken.None));
        Assert.Equal((StatusCode.ResourceExhausted, 1), (refused.StatusCode, door.Streams));
    }

    [Fact]
    public async Task A_token_that_is_refused_is_replaced_once()
    {
        await using var door = await Door.StartAsync();
        door.OnStream = async (_, requests, receipts, context) =>
        {
            if (context.RequestHeaders.GetValue("authorization") != "Bearer token-2") throw new RpcException(new Grpc.Core.Status(StatusCode.Unauthenticated, "the token has expired"));
            await foreach (var result in requests.ReadAllAsync()) await receipts.WriteAsync(Door.Accepted(result));
        };
        using var client = door.Client();
        Assert.Equal(3, (await client.SubmitAllAsync(Results(3).ToBlockingEnumerable(), CancellationToken.None)).Count);
        Assert.Equal(2, door.Tokens.Count);

        door.OnStream = (_, _, _, _) => throw new RpcException(new Grpc.Core.Status(StatusCode.Unauthenticated, "no"));
        Assert.Equal(StatusCode.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(() => client.SubmitAllAsync(Results(1).ToBlockingEnumerable(), CancellationToken.None))).StatusCode);
        Assert.Equal(3, door.Tokens.Count);
    }

    [Fact]
    public async Task A_platform_that_stays_away_is_given_up_in_the_end()
    {
        await using var door = await Door.StartAsync();
        door.OnStream = (_, _, _, _) => throw Unavailable();
        using var client = door.Client();
        await Assert.ThrowsAsync<RpcException>(() => new ResultSender(client, attempts: 2).SendAsync(Results(1), _ => { }, CancellationToken.None));
        Assert.Equal(2, door.Streams);
    }

    [Fact]
    public async Task A_wrong_secret_is_told_at_once_and_not_tried_again()
    {
        await using var door = await Door.StartAsync();
        using var client = door.Client("wrong");
        var refused = await Assert.ThrowsAsync<SignInException>(() => client.SubmitAllAsync([], CancellationToken.None));
        Assert.False(refused.MayPass);
        Assert.Contains("'vendor'", refused.Message, StringComparison.Ordinal);
    }

    internal static async IAsyncEnumerable<SubmitResultRequest> Results(int count)
    {
        for (var i = 1; i <= count; i++) yield return new SubmitResultRequest { ResultId = $"r{i}", Revision = 1, Outcome = Outcome.Taken, Score = "60" };
        await Task.CompletedTask;
    }

    private static async IAsyncEnumerable<SubmitResultRequest> Counted(int count, Action each)
    {
        await foreach (var result in Results(count))
        {
            each();
            yield return result;
        }
    }

    private static RpcException Unavailable() => new Google.Rpc.Status
    {
        Code = (int)Code.Unavailable,
        Message = "come back",
        Details = { Any.Pack(new RetryInfo { RetryDelay = new Duration { Nanos = 1_000_000 } }) },
    }.ToRpcException();
}
