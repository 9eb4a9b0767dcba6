using Google.Rpc;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Selection.Assessment.Domain;
using Selection.Assessment.Vendor;
using Selection.Contracts.Assessment.V1;
using Selection.ServiceDefaults;
using Xunit;

namespace Selection.Assessment.Tests.Features;

/// <summary>A service that lets a vendor ask little.</summary>
public sealed class StrictFixture : AssessmentFixture
{
    public const int MessageBytes = 20_000;

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Vendor:MessageBytes"] = $"{MessageBytes}",
        ["Vendor:ResultStreams"] = "2",
        ["Vendor:Watches"] = "1",
        ["Vendor:Calls"] = "3",
    };
}

/// <summary>What a vendor's calls are told beside results: limits, deadlines, faults; and that callers cost each other nothing.</summary>
public sealed class VendorCallTests(StrictFixture service) : IClassFixture<StrictFixture>
{
    [Fact]
    public async Task A_call_with_too_large_a_message_says_how_large_it_may_be()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await service.Vendor().SubmitResultAsync(new SubmitResultRequest { ResultId = new string('x', StrictFixture.MessageBytes) }));
        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
        var told = refused.GetRpcStatus()!;
        Assert.Equal(("MESSAGE_TOO_LARGE", $"{StrictFixture.MessageBytes}"), told.GetDetail<ErrorInfo>() is { } info ? (info.Reason, info.Metadata["max_bytes"]) : default);
        Assert.Null(told.GetDetail<RetryInfo>());
    }

    [Fact]
    public async Task R35_a_stream_ends_at_too_large_a_message_and_those_before_it_have_their_receipts()
    {
        var (session, _, numbers) = await service.SatAsync(3);
        using var call = service.Vendor().SubmitResults();
        foreach (var number in numbers) await call.RequestStream.WriteAsync(AssessmentFixture.Result(session, number, "60"));
        await call.RequestStream.WriteAsync(new SubmitResultRequest { ResultId = new string('x', StrictFixture.MessageBytes) });

        var receipts = new List<ResultReceipt>();
        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            await foreach (var receipt in call.ResponseStream.ReadAllAsync()) receipts.Add(receipt);
        });
        Assert.Equal((StatusCode.ResourceExhausted, "MESSAGE_TOO_LARGE"), (refused.StatusCode, refused.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Reason));
        Assert.Equal(3, receipts.Count(r => r.Disposition == Disposition.Accepted));
    }

    [Fact]
    public async Task A_vendor_with_too_many_streams_is_asked_to_wait_and_another_vendor_is_not()
    {
        using (var first = service.Vendor().SubmitResults())
        using (var second = service.Vendor().SubmitResults())
        {
            await OpenAsync(first);
            await OpenAsync(second);
            using var third = service.Vendor().SubmitResults();
            var refused = await Assert.ThrowsAsync<RpcException>(() => third.ResponseStream.MoveNext(CancellationToken.None));
            Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
            var told = refused.GetRpcStatus()!;
            Assert.Equal(("TOO_MANY_OPEN", "2"), told.GetDetail<ErrorInfo>() is { } info ? (info.Reason, info.Metadata["max_open"]) : default);
            Assert.True(told.GetDetail<RetryInfo>()!.RetryDelay.ToTimeSpan() > TimeSpan.Zero);
            using var others = service.Vendor("another").SubmitResults();
            await OpenAsync(others);
        }

        // What was closed counts no more.
        await service.EventuallyAsync(async () =>
        {
            using var again = service.Vendor().SubmitResults();
            await OpenAsync(again);
        });
    }

    [Fact]
    public async Task Following_too_many_sessions_at_once_is_refused_in_the_same_way()
    {
        var (_, session) = await service.ProcedureAsync();
        var request = new WatchRegistrationsRequest { SessionId = session.SessionId.ToString(), Follow = true };
        using var first = service.Vendor().WatchRegistrations(request);
        Assert.True(await first.ResponseStream.MoveNext(CancellationToken.None));
        using var second = service.Vendor().WatchRegistrations(request);
        Assert.Equal(StatusCode.ResourceExhausted, (await Assert.ThrowsAsync<RpcException>(() => second.ResponseStream.MoveNext(CancellationToken.None))).StatusCode);
    }

    [Fact]
    public async Task R35_a_caller_whose_deadline_is_over_is_told_so_and_its_result_is_taken_in_all_the_same()
    {
        var (session, candidates, numbers) = await service.SatAsync(1);
        var result = AssessmentFixture.Result(session, numbers[0], "60");
        await using (await service.HoldAsync(candidates[0]))
        {
            var late = await Assert.ThrowsAsync<RpcException>(async () => await service.Vendor().SubmitResultAsync(result, deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(1)));
            // Both ends keep the deadline; within one process the server's reset may come before the client's own clock.
            Assert.Contains(late.StatusCode, new[] { StatusCode.DeadlineExceeded, StatusCode.Internal });
        }

        await service.StandsAsync(candidates[0], Standing.Passed);
        await service.SubmitAsync(result, Disposition.Duplicate);
    }

    [Fact]
    public async Task R35_callers_that_wait_are_taken_together_and_one_that_leaves_costs_the_others_nothing()
    {
        var (session, candidates, numbers) = await service.SatAsync(3);
        var run = Guid.NewGuid().ToString();
        var queue = service.Services.GetRequiredService<CallerQueue>();
        using var impatient = new CancellationTokenSource();
        Task<ResultReceipt> second, third;
        await using (await service.HoldAsync(candidates[0]))
        {
            var first = queue.TakeAsync(AssessmentFixture.Result(session, numbers[0], "60", $"{run}-0"), "vendor", impatient.Token);
            await SomebodyWaitsAsync();
            second = queue.TakeAsync(AssessmentFixture.Result(session, numbers[1], "61", $"{run}-1"), "vendor", CancellationToken.None);
            third = queue.TakeAsync(AssessmentFixture.Result(session, "NOBODY", "62", $"{run}-2"), "vendor", CancellationToken.None);
            await impatient.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        }

        Assert.Equal((Disposition.Accepted, Disposition.Rejected), ((await second).Disposition, (await third).Disposition));
        await service.StandsAsync(candidates[0], Standing.Passed);
        await using var db = service.NewDb();
        var transactions = await db.Database.SqlQuery<string>($"select distinct xmin::text as \"Value\" from submissions where result_id like {run + "%"}").ToListAsync();
        Assert.Equal(2, transactions.Count);
    }

    [Fact]
    public async Task R35_a_result_the_database_refuses_costs_no_neighbour_its_receipt_and_is_kept_as_rejected()
    {
        var (session, _, numbers) = await service.SatAsync(3);
        await using var db = service.NewDb();
        await db.Database.ExecuteSqlAsync($"alter table submissions add constraint ck_poison check (score <> '66.6')");
        using var call = service.Vendor().SubmitResults();
        var results = numbers.Select((n, i) => AssessmentFixture.Result(session, n, i == 1 ? "66.6" : "60")).ToList();
        foreach (var result in results) await call.RequestStream.WriteAsync(result);
        await call.RequestStream.CompleteAsync();
        var receipts = (await call.ResponseStream.ReadAllAsync().ToListAsync()).ToDictionary(r => r.ResultId);

        Assert.Equal([Disposition.Accepted, Disposition.Rejected, Disposition.Accepted], results.Select(r => receipts[r.ResultId].Disposition));
        Assert.Contains("cannot be stored", receipts[results[1].ResultId].Reason, StringComparison.Ordinal);
        var kept = await db.Submissions.AsNoTracking().SingleAsync(s => s.ResultId == results[1].ResultId);
        Assert.Equal((Verdict.Rejected, numbers[1], ""), (kept.Verdict, kept.CandidateNumber, kept.Score));

        await db.Database.ExecuteSqlAsync($"alter table submissions drop constraint ck_poison");
        await service.SubmitAsync(results[1]);
    }

    [Fact]
    public async Task A_process_that_stops_ends_a_stream_as_unavailable_and_says_when_to_come_back()
    {
        var replica = await service.StartReplicaAsync();
        using var call = new ScoreIngestion.ScoreIngestionClient(replica.Channel("vendor", "stopped")).SubmitResults();
        await OpenAsync(call);
        var ending = Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(CancellationToken.None));
        replica.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        var ended = await ending;
        Assert.Equal(StatusCode.Unavailable, ended.StatusCode);
        Assert.NotNull(ended.GetRpcStatus()!.GetDetail<RetryInfo>());
    }

    [Fact]
    public void A_database_that_is_away_or_full_is_told_with_a_time_to_come_back_and_a_mistake_of_ours_is_not_hidden()
    {
        var away = VendorErrors.Of(new NpgsqlException("away", new IOException()))!;
        Assert.Equal(StatusCode.Unavailable, away.StatusCode);
        Assert.NotNull(away.GetRpcStatus()!.GetDetail<RetryInfo>());
        var full = VendorErrors.Of(new DbUpdateException("full", new PostgresException("", "", "", PostgresErrorCodes.DiskFull)))!;
        Assert.Equal(StatusCode.ResourceExhausted, full.StatusCode);
        Assert.NotNull(full.GetRpcStatus()!.GetDetail<RetryInfo>());
        Assert.Null(VendorErrors.Of(new InvalidOperationException("a mistake")));
    }

    [Theory]
    [InlineData("Vendor:ResultStreams", "0")]
    [InlineData("Vendor:Calls", "many")]
    public void A_limit_that_is_none_stops_the_process_with_a_sentence(string key, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();
        Assert.Contains("'Vendor'", Assert.Throws<StartupException>(() => VendorLimits.Of(configuration)).Message, StringComparison.Ordinal);
    }

    /// <summary>Open for certain: its first receipt is here.</summary>
    private static async Task OpenAsync(AsyncDuplexStreamingCall<SubmitResultRequest, ResultReceipt> call)
    {
        await call.RequestStream.WriteAsync(new SubmitResultRequest { ResultId = "open" });
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
    }

    /// <summary>Until somebody waits for a lock.</summary>
    private Task SomebodyWaitsAsync() => service.EventuallyAsync(async () =>
    {
        await using var db = service.NewDb();
        return await db.Database.SqlQuery<bool>($"select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock') as \"Value\"").SingleAsync();
    });
}
