using Grpc.Core;
using Selection.Contracts.Assessment.V1;

namespace Selection.Gateway.Tests;

public sealed class GrpcTests(Platform platform) : IClassFixture<Platform>
{
    [Fact]
    public async Task A_stream_passes_message_by_message_in_both_directions()
    {
        using var channel = platform.Channel(Authority.Token("vendor", "assessment"));
        using var call = new ScoreIngestion.ScoreIngestionClient(channel).SubmitResults();
        for (var i = 1; i <= 50; i++)
        {
            await call.RequestStream.WriteAsync(new SubmitResultRequest { ResultId = $"r{i}", Revision = 1, Score = "60" });
            // The receipt comes while the stream is still open: nothing on the way waits for its end.
            Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
            Assert.Equal($"r{i}", call.ResponseStream.Current.ResultId);
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(CancellationToken.None));
    }

    [Fact]
    public async Task A_stream_may_carry_more_than_any_body()
    {
        using var channel = platform.Channel(Authority.Token("vendor", "assessment"));
        using var call = new ScoreIngestion.ScoreIngestionClient(channel).SubmitResults();
        var filler = new string('x', 512 * 1024);
        for (var i = 1; i <= 40; i++)
        {
            await call.RequestStream.WriteAsync(new SubmitResultRequest { ResultId = $"r{i}", SessionId = filler });
            Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        }

        await call.RequestStream.CompleteAsync();
    }

    [Fact]
    public async Task A_services_own_status_comes_through()
    {
        using var channel = platform.Channel(Authority.Token("vendor", "assessment"));
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await new ScoreIngestion.ScoreIngestionClient(channel).SubmitResultAsync(new SubmitResultRequest()));
        Assert.Equal((StatusCode.FailedPrecondition, "as the service says"), (failure.StatusCode, failure.Status.Detail));
    }

    [Fact]
    public async Task Without_a_token_a_call_is_unauthenticated()
    {
        using var channel = platform.Channel(null);
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await new ScoreIngestion.ScoreIngestionClient(channel).SubmitResultAsync(new SubmitResultRequest()));
        Assert.Equal(StatusCode.Unauthenticated, failure.StatusCode);
    }
}
