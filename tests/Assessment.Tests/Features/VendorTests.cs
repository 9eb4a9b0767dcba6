using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Health.V1;
using Selection.Contracts.Assessment.V1;
using Selection.Contracts.Events;
using Xunit;

namespace Selection.Assessment.Tests.Features;

public sealed class VendorTests(AssessmentFixture service) : IClassFixture<AssessmentFixture>
{
    [Fact]
    public async Task R35_a_vendor_lists_its_own_sessions_inside_a_period()
    {
        var vacancyId = await service.VacancyAsync(weighingClass: 4);
        var period = await service.PeriodAsync(vacancyId);
        var vendor = "vendor-" + Guid.NewGuid();
        var (first, second) = (await service.SessionAsync(period, 20, vendor: vendor), await service.SessionAsync(period, 30, vendor: vendor));
        await service.SessionAsync(period, 20, vendor: "another");
        await service.BookAsync(await service.AdmitAsync(vacancyId), first);

        var all = (await service.Vendor(vendor).ListSessionsAsync(new ListSessionsRequest())).Sessions;
        Assert.Equal([first.SessionId.ToString(), second.SessionId.ToString()], all.Select(s => s.SessionId));
        Assert.Equal((1, "nl", TimeSpan.FromHours(2)), (all[0].Registered, all[0].Language, all[0].Length.ToTimeSpan()));
        Assert.Equal([4, 5], all[0].WeighingClasses);
        var from = Timestamp.FromDateTimeOffset(second.StartsAt.ToDateTimeOffset());
        Assert.Equal(second.SessionId.ToString(), Assert.Single((await service.Vendor(vendor).ListSessionsAsync(new ListSessionsRequest { From = from })).Sessions).SessionId);
        Assert.Equal(first.SessionId.ToString(), Assert.Single((await service.Vendor(vendor).ListSessionsAsync(new ListSessionsRequest { Until = from })).Sessions).SessionId);
    }

    [Fact]
    public async Task R35_who_is_registered_is_told_by_number_only_and_closed_by_a_mark()
    {
        var (vacancyId, session) = await service.ProcedureAsync();
        var candidate = await service.AdmitAsync(vacancyId);
        var number = await service.BookAsync(candidate, session);

        using var call = service.Vendor().WatchRegistrations(new WatchRegistrationsRequest { SessionId = session.SessionId.ToString() });
        var messages = await call.ResponseStream.ReadAllAsync().ToListAsync();

        Assert.Equal(2, messages.Count);
        Assert.Equal((number, false), (messages[0].Registration.CandidateNumber, messages[0].Registration.Cancelled));
        Assert.NotNull(messages[1].SnapshotComplete);
        Assert.DoesNotContain(candidate.PersonId.ToString(), messages[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task R35_changes_follow_until_the_session_starts()
    {
        var (vacancyId, session) = await service.ProcedureAsync(periodDays: 30);
        var (stays, leaves, comes) = (await service.AdmitAsync(vacancyId), await service.AdmitAsync(vacancyId), await service.AdmitAsync(vacancyId));
        await service.BookAsync(stays, session);
        var leaving = await service.BookAsync(leaves, session);

        using var call = service.Vendor().WatchRegistrations(new WatchRegistrationsRequest { SessionId = session.SessionId.ToString(), Follow = true });
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        async Task<WatchRegistrationsResponse> NextAsync()
        {
            Assert.True(await call.ResponseStream.MoveNext(patience.Token));
            return call.ResponseStream.Current;
        }

        await NextAsync();
        await NextAsync();
        Assert.NotNull((await NextAsync()).SnapshotComplete);

        var coming = await service.BookAsync(comes, session);
        Assert.Equal((coming, false), (await NextAsync()).Registration is var added ? (added.CandidateNumber, added.Cancelled) : default);
        using (var client = service.Of(leaves)) await client.DeleteAsync($"/api/assessment/candidacies/{leaves.CandidacyId}/booking");
        Assert.Equal((leaving, true), (await NextAsync()).Registration is var gone ? (gone.CandidateNumber, gone.Cancelled) : default);
        await service.PublishAsync(new CandidacyWithdrawn(stays.CandidacyId, vacancyId, stays.PersonId, 9, service.Clock.GetCurrentInstant()));
        Assert.True((await NextAsync()).Registration.Cancelled);

        service.MoveTo(session.StartsAt);
        Assert.False(await call.ResponseStream.MoveNext(patience.Token));
    }

    [Fact]
    public async Task R35_another_vendors_session_is_answered_like_one_that_does_not_exist()
    {
        var (_, session) = await service.ProcedureAsync();
        foreach (var id in new[] { session.SessionId, Guid.NewGuid() })
        {
            using var call = service.Vendor("another").WatchRegistrations(new WatchRegistrationsRequest { SessionId = id.ToString() });
            var refused = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext());
            Assert.Equal((StatusCode.PermissionDenied, "you have no session of this id"), (refused.StatusCode, refused.Status.Detail));
            Assert.Contains(refused.Trailers, t => t.Key == "grpc-status-details-bin");
        }
    }

    [Fact]
    public async Task A_request_that_cannot_be_read_names_the_field()
    {
        using var call = service.Vendor().WatchRegistrations(new WatchRegistrationsRequest { SessionId = "x" });
        Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext())).StatusCode);
        var backwards = new ListSessionsRequest { From = Timestamp.FromDateTimeOffset(DateTimeOffset.UnixEpoch.AddDays(2)), Until = Timestamp.FromDateTimeOffset(DateTimeOffset.UnixEpoch) };
        Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(() => service.Vendor().ListSessionsAsync(backwards).ResponseAsync)).StatusCode);
    }

    [Theory]
    [InlineData(null, StatusCode.Unauthenticated)]
    [InlineData("candidate", StatusCode.PermissionDenied)]
    [InlineData("selection-officer", StatusCode.PermissionDenied)]
    public async Task Only_vendors_are_let_in(string? role, StatusCode code)
    {
        var client = new ScoreIngestion.ScoreIngestionClient(service.Channel(role, "someone"));
        Assert.Equal(code, (await Assert.ThrowsAsync<RpcException>(() => client.ListSessionsAsync(new ListSessionsRequest()).ResponseAsync)).StatusCode);
        Assert.Equal(code, (await Assert.ThrowsAsync<RpcException>(() => client.SubmitResultAsync(new SubmitResultRequest()).ResponseAsync)).StatusCode);
        using var stream = client.SubmitResults();
        Assert.Equal(code, (await Assert.ThrowsAsync<RpcException>(() => stream.ResponseStream.MoveNext())).StatusCode);
    }

    [Fact]
    public async Task The_gRPC_side_tells_its_health() =>
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, (await new Health.HealthClient(service.Channel()).CheckAsync(new HealthCheckRequest())).Status);

    [Fact]
    public async Task R35_a_long_stream_gets_a_receipt_for_every_result()
    {
        var (_, session) = await service.ProcedureAsync();
        using var call = service.Vendor().SubmitResults();
        const int count = 5_000;
        var reading = call.ResponseStream.ReadAllAsync().CountAsync(r => r.Disposition == Disposition.Rejected).AsTask();
        for (var i = 0; i < count; i++) await call.RequestStream.WriteAsync(AssessmentFixture.Result(session, $"NOBODY-{i}", "60"));
        await call.RequestStream.CompleteAsync();
        Assert.Equal(count, await reading);
    }
}
